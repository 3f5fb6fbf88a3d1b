import { expect, test } from 'vitest';
import { parseImage } from '../../kubernetes/image';
import { retiredComponent } from './retired-components';

function componentOf(image: string): string | undefined {
  const parsed = parseImage(image);
  if (parsed === undefined) throw new Error(`no image: ${image}`);
  return retiredComponent(parsed);
}

test.each([
  ['kubernetesui/dashboard:v2.7.0', 'the Kubernetes Dashboard'],
  ['docker.io/kubernetesui/dashboard-web:1.4.0', 'the Kubernetes Dashboard'],
  ['kubernetesui/metrics-scraper:v1.0.8', 'the Kubernetes Dashboard'],
  ['k8s.gcr.io/kubernetes-dashboard-amd64:v1.10.1', 'the Kubernetes Dashboard'],
  ['registry.k8s.io/ingress-nginx/controller:v1.12.1', 'ingress-nginx'],
  ['registry.k8s.io/ingress-nginx/controller-chroot:v1.12.1', 'ingress-nginx'],
  ['quay.io/kubernetes-ingress-controller/nginx-ingress-controller:0.33.0', 'ingress-nginx'],
  ['gcr.io/kubernetes-helm/tiller:v2.16.1', 'Tiller'],
  ['ghcr.io/helm/tiller:v2.17.0', 'Tiller'],
  ['gcr.io/google_containers/heapster-amd64:v1.5.4', 'Heapster'],
  ['gcr.io/google-containers/heapster:v1.5.4', 'Heapster'],
  ['gcr.io/google_containers/kubedns-amd64:1.9', 'the first kube-dns'],
  ['gcr.io/google_containers/kube-dnsmasq-amd64:1.4', 'the first kube-dns'],
  ['gcr.io/google_containers/kube2sky:1.14', 'the first kube-dns'],
  ['gcr.io/google_containers/skydns:2015-10-13-8c72f8c', 'the first kube-dns'],
  ['quay.io/uswitch/kiam:v4.0', 'kiam'],
  ['jtblin/kube2iam:0.11.1', 'kube2iam'],
])('%s is of %s', (image, component) => {
  expect(componentOf(image)).toBe(component);
});

test.each([
  'registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.5.0',
  'registry.k8s.io/dns/k8s-dns-node-cache:1.26.0',
  'registry.k8s.io/dns/k8s-dns-kube-dns:1.26.0',
  'nginx/nginx-ingress:5.0.0',
  'registry.example/kubernetesui/dashboard:v2.7.0',
  'registry.example/ingress-nginx/controller:v1.12.1',
  'team/dashboard:1',
  'kubernetesui/dashboards:1',
  'quay.io/uswitch/kiam-exporter:1',
])('%s is of none', (image) => {
  expect(componentOf(image)).toBeUndefined();
});
