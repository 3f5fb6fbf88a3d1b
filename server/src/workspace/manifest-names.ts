/** The kubeconfigs that kubeadm writes. */
const KUBEADM_FILES: readonly string[] = [
  'admin.conf',
  'super-admin.conf',
  'kubelet.conf',
  'bootstrap-kubelet.conf',
  'controller-manager.conf',
  'scheduler.conf',
];

/** The ends of the names that files with manifests may have, in small letters. */
export const manifestEndings: readonly string[] = [
  ...['.yaml', '.yml', '.json', 'kustomization', '.jsonl', '.ndjson', 'kubeconfig'],
  ...KUBEADM_FILES,
];

/** Whether a file may hold manifests, by its name or path. */
export function isManifestName(name: string): boolean {
  return isCommonName(name) || isRareName(name);
}

/** Whether most files of such a name are something else than manifests. */
export function isRareName(name: string): boolean {
  return isJsonLinesName(name) || isKubeconfigName(name);
}

/** Whether a file is JSON Lines by its name: the API server's ABAC policy, but mostly somebody's data. */
export function isJsonLinesName(name: string): boolean {
  return /\.(?:jsonl|ndjson)$/i.test(name);
}

/** Whether a file is a kubeconfig by its name or path: as people call them, or as kubeadm does. */
export function isKubeconfigName(name: string): boolean {
  if (name.endsWith('.conf')) return KUBEADM_FILES.includes(name.slice(name.lastIndexOf('/') + 1));
  return /(?:^|[./])kubeconfig$/i.test(name);
}

/**
 * Whether a file of such a name may hold manifests by how it starts. Names that are mostly given to something else need a
 * start that says so: the rest of the file, which may be large, need not be read, nor be text.
 */
export function mayHoldManifests(name: string, start: Uint8Array): boolean {
  if (isCommonName(name) || !isRareName(name)) return true;
  return new TextDecoder('latin1').decode(start.subarray(0, START_BYTES)).includes('apiVersion');
}

/** Longer than any comment at the top of such a file. */
const START_BYTES = 4096;

function isCommonName(name: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(name) || /(?:^|\/)Kustomization$/.test(name);
}
