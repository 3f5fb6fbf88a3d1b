import { defineRule } from '../../engine/rule';
import { referenceOf } from './reference';
import { retiredComponent } from './retired-components';

export default defineRule({
  meta: {
    id: 'component-retired',
    chapter: 'images',
    scope: 'image',
    title: 'Component that is no longer maintained',
    summary:
      'images of cluster components whose projects have ended: the Kubernetes Dashboard, ingress-nginx, Tiller, Heapster, the first kube-dns, kiam, kube2iam',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      What takes its place is another program, with other settings.
    `,
    standards: {
      nsa: ['UPG'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-1104'],
    },
    why: `
      The next vulnerability in it stays open. These components sit where it counts most: they terminate
      traffic from outside, hold broad rights in the cluster, or hand out cloud credentials.

      The repositories of ingress-nginx and the Kubernetes Dashboard were closed in 2026; a
      Gateway API implementation or another ingress controller takes the place of the one, Headlamp of
      the other. Helm 3 needs no Tiller, metrics-server replaces Heapster, CoreDNS the first kube-dns,
      and each cloud gives pods identities without kiam or kube2iam.

      Only the projects' own images are looked for: a company that keeps maintaining one publishes it
      under its own name.
    `,
    whenNotToFix: `
      While you are moving away from it, with a date. Where somebody maintains the image for you under
      the old name.
    `,
    examples: [
      {
        title: 'Components that get no more fixes',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: ingress
          spec:
            selector: {matchLabels: {app: ingress}}
            template:
              metadata: {labels: {app: ingress}}
              spec:
                containers:
                  - name: controller
                    image: registry.k8s.io/ingress-nginx/controller:v1.12.1
          #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Image is of ingress-nginx, which gets no more security fixes
                  - name: dashboard
                    image: kubernetesui/dashboard:v2.7.0
          #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Image is of the Kubernetes Dashboard, which gets no more security fixes
        `,
      },
      {
        title: 'Another controller of a similar name, and a build that a company maintains',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: ingress
          spec:
            selector: {matchLabels: {app: ingress}}
            template:
              metadata: {labels: {app: ingress}}
              spec:
                containers:
                  - name: controller
                    image: nginx/nginx-ingress:5.0.0
                  - name: maintained
                    image: registry.example/ingress-nginx/controller:v1.12.9
        `,
      },
    ],
  },

  *check(image, context) {
    const parsed = referenceOf(image, context);
    const component = parsed === undefined ? undefined : retiredComponent(parsed);
    if (component === undefined) return;
    const message = `Image is of ${component}, which gets no more security fixes`;
    yield { at: image.reference, message };
  },
});
