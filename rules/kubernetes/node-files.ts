import { isKnown } from '../yaml/field';
import type { Source } from '../yaml/source';
import type { MapView } from '../yaml/view';
import type { Manifest } from './manifest';

/** Where k3s and RKE2 read their options from. */
const K3S_FILE = /(?:^|\/)(k3s|rke2)\/config\.yaml(?:\.d\/[^/]+\.ya?ml)?$/;

/** Keys that no other program's file of this name has. */
const K3S_KEYS =
  /^(?:kube-(?:apiserver|controller-manager|proxy|scheduler)-arg|(?:etcd|kubelet)-arg|protect-kernel-defaults|secrets-encryption)\+?$/;

/** What a configuration file of a node is that says neither its apiVersion nor its kind. */
export type NodeFile = 'K3sConfig' | 'MachineConfig' | 'RKE2Config';

/**
 * Whether a source may hold such a file, by its name and its text, before anything is parsed. `news` is the part of the text
 * without which it would hold none.
 */
export function mayBeNodeFile({ uri, text, language }: Source, news = text): boolean {
  if (language === 'json') return false;
  if (K3S_FILE.test(uri)) return true;
  // Looking for words first costs next to nothing in large texts, and for one of them a third of that.
  if (news === text && !text.includes('v1alpha1')) return false;
  const isNews = WORDS.some((word) => news.includes(word)) && (PART.test(news) || VERSION.test(news));
  return isNews && text.includes('v1alpha1') && PART.test(text) && VERSION.test(text);
}

const WORDS = ['machine:', 'cluster:', 'v1alpha1'];
const PART = /^(?:machine|cluster):\s/m;
const VERSION = /^version: *["']?v1alpha1\b/m;

/** The configuration file of a node that a document is; undefined where it is not certain to be one. */
export function nodeFileIn(root: MapView): NodeFile | undefined {
  if (root.string('apiVersion').state !== 'absent' || root.string('kind').state !== 'absent')
    return undefined;
  if (isKnown(root.string('version'), 'v1alpha1') && hasTalosPart(root)) {
    return 'MachineConfig';
  }
  const [, program] = K3S_FILE.exec(root.document.source.uri) ?? [];
  if (program === undefined || !root.keys().some((key) => K3S_KEYS.test(key))) return undefined;
  return program === 'k3s' ? 'K3sConfig' : 'RKE2Config';
}

/** A `machine` with its type, or a `cluster` with what only Talos has in one. */
function hasTalosPart(root: MapView): boolean {
  const isMachine = /^(?:init|controlplane|worker)$/.test(typeOf(root));
  const cluster = root.map('cluster');
  return isMachine || ['controlPlane', 'apiServer'].some((key) => cluster.map(key).state === 'known');
}

function typeOf(root: MapView): string {
  const type = root.map('machine').string('type');
  return type.state === 'known' ? type.value : '';
}

/** Whether an object is such a file; a kind that says its apiVersion is something else. */
export function isNodeFile(
  { apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>,
  file: NodeFile,
): boolean {
  return apiVersion === '' && kind === file;
}
