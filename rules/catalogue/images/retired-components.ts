import type { ImageReference } from '../../kubernetes/image';

/** Where the project itself published a component, and what it is called. */
const RETIRED: readonly (readonly [string, RegExp])[] = [
  ['the Kubernetes Dashboard', /^docker\.io\/kubernetesui\/(?:dashboard(?:-.+)?|metrics-scraper)$/],
  ['the Kubernetes Dashboard', /^K8S\/kubernetes-dashboard(?:-.+)?$/],
  ['ingress-nginx', /^K8S\/ingress-nginx\/controller(?:-chroot)?$/],
  ['ingress-nginx', /^quay\.io\/kubernetes-ingress-controller\/nginx-ingress-controller(?:-.+)?$/],
  ['Tiller', /^(?:gcr\.io\/kubernetes-helm|ghcr\.io\/helm)\/tiller$/],
  ['Heapster', /^K8S\/heapster(?:-.+)?$/],
  ['the first kube-dns', /^K8S\/(?:kubedns|kube-?dnsmasq|kube2sky|skydns)(?:-.+)?$/],
  ['kiam', /^quay\.io\/uswitch\/kiam$/],
  ['kube2iam', /^docker\.io\/jtblin\/kube2iam$/],
];

/** Nearly all images are none of these, which one pattern tells. */
const ANY = new RegExp(RETIRED.map(([, { source }]) => source).join('|'));

/** Registries that Kubernetes has had. */
const OF_KUBERNETES = /^(?:registry\.k8s\.io|k8s\.gcr\.io|gcr\.io\/google[_-]containers)(?=\/)/;

/** The component without a maintainer that an image is of, as a noun; undefined for all other images. */
export function retiredComponent({ registry, repository }: ImageReference): string | undefined {
  const name = `${registry}/${repository}`.replace(OF_KUBERNETES, 'K8S');
  if (!ANY.test(name)) return undefined;
  return RETIRED.find(([, pattern]) => pattern.test(name))?.[0];
}
