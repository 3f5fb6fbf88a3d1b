import { defineRule } from '../../engine/rule';
import { namespacesOf } from '../../engine/workspace';
import type { Pod } from '../../kubernetes/pod';
import { knownValue } from '../../yaml/field';
import { accessOf } from './access';

export default defineRule({
  meta: {
    id: 'exposed-workload-risky-rbac',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'Far-reaching rights behind an open door',
    summary:
      'pods that serve requests from outside the cluster and run as a ServiceAccount with far-reaching rights',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      Either the rights go, or the part that needs them becomes a workload of its own that nobody outside can reach.
    `,
    standards: { owasp: { '2025': ['K02'] }, attack: ['T1190'] },
    covers: [
      'daemon-set-risky-rbac',
      'workload-service-account-cluster-admin',
      'workload-service-account-risky-rbac',
    ],
    why: `
      Everybody who can send a request can try for a hole in the program, and the first that is found gives away what its
      ServiceAccount can do in the cluster. A Service of type NodePort or LoadBalancer, an Ingress or a route of a Gateway
      in view leads to the pod; load balancers inside a cloud's own network do not count.
    `,
    whenNotToFix: `
      Where something in front of the Service lets only a few in, and the program is the tool by which they run the
      cluster.
    `,
    examples: [
      {
        title: 'A page on a load balancer, with rights',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: page
            namespace: shop
          spec:
            selector: {matchLabels: {app: page}}
            template:
              metadata: {labels: {app: page}}
              spec:
                serviceAccountName: page
          #                         ^^^^ Open to the outside by LoadBalancer Service page, and can do everything
                containers:
                  - name: app
                    image: registry.example/page:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: page
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
              subjects:
                - {kind: ServiceAccount, name: page, namespace: shop}
            `,
          },
          {
            path: 'service.yaml',
            text: `
              apiVersion: v1
              kind: Service
              metadata:
                name: page
                namespace: shop
              spec:
                type: LoadBalancer
                selector: {app: page}
                ports: [{port: 443}]
            `,
          },
        ],
      },
      {
        title: 'The same behind an Ingress',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: page
            labels: {app: page, tier: front}
          spec:
            serviceAccountName: page
          #                     ^^^^ Open to the outside by Ingress shop, and can read every Secret in its namespace
            containers:
              - name: app
                image: registry.example/page:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata:
                name: page
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
              subjects:
                - {kind: ServiceAccount, name: page}
            `,
          },
          {
            path: 'service.yaml',
            text: `
              apiVersion: v1
              kind: Service
              metadata:
                name: page
              spec:
                selector: {app: page}
                ports: [{port: 80}]
              ---
              apiVersion: networking.k8s.io/v1
              kind: Ingress
              metadata:
                name: shop
              spec:
                defaultBackend: {service: {name: page, port: {number: 80}}}
            `,
          },
        ],
      },
      {
        title: 'A Service for the cluster alone, and one that serves other pods',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: page
            labels: {app: page}
          spec:
            serviceAccountName: page
            containers:
              - name: app
                image: registry.example/page:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata:
                name: page
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
              subjects:
                - {kind: ServiceAccount, name: page}
            `,
          },
          {
            path: 'service.yaml',
            text: `
              apiVersion: v1
              kind: Service
              metadata:
                name: page
              spec:
                selector: {app: page}
                ports: [{port: 80}]
              ---
              apiVersion: v1
              kind: Service
              metadata:
                name: other
              spec:
                type: NodePort
                selector: {app: page, tier: back}
                ports: [{port: 80}]
            `,
          },
        ],
      },
      {
        title: 'An open door to an account without rights',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: page
            labels: {app: page}
          spec:
            serviceAccountName: page
            containers:
              - name: app
                image: registry.example/page:1.2
        `,
        files: [
          {
            path: 'service.yaml',
            text: `
              apiVersion: v1
              kind: Service
              metadata:
                name: page
              spec:
                type: NodePort
                selector: {app: page}
                ports: [{port: 80}]
            `,
          },
        ],
      },
    ],
  },

  *check(pod, context) {
    const access = accessOf(pod, context);
    if (access === undefined) return;
    const namespaces = namespacesOf(pod.manifest, context.workspace);
    const [exposure] = context.workspace.exposures(namespaces, labelsOf(pod));
    if (exposure === undefined) return;
    const { text, related } = access.all;
    yield {
      at: access.at,
      message: `Open to the outside by ${exposure.by}, and ${text}`,
      related: [{ at: exposure.place, message: 'Opens it to the outside' }, ...related],
    };
  },
});

/** The labels that a pod certainly has. */
function labelsOf({ metadata }: Pod): Readonly<Record<string, string>> {
  const labels = metadata.map('labels');
  const known = labels.keys().map((key) => [key, knownValue(labels.scalarText(key))] as const);
  return Object.fromEntries(known.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}
