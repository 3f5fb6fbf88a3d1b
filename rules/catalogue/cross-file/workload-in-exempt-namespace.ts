import { defineRule } from '../../engine/rule';
import { certainNamespacesOf } from '../../engine/workspace';
import type { Manifest } from '../../kubernetes/manifest';
import type { Located } from '../../yaml/field';
import { isStaticControlPlane } from '../pod-security/exemptions';
import { type Exemption, exemptionsOf } from './admission';

export default defineRule({
  meta: {
    id: 'workload-in-exempt-namespace',
    chapter: 'cross-file',
    scope: 'object',
    title: 'Workload exempt from Pod Security admission',
    summary: "workloads that the API server's configuration exempts from Pod Security admission",
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the workload or the exemption is in the wrong place cannot be told from the files.
    `,
    standards: { nsa: ['POD-4'], owasp: { '2025': ['K04'] } },
    why: `
      The exemptions of a PodSecurityConfiguration switch enforcing, warnings and audit records off for
      a namespace, a runtime class or a user, without a trace in the objects themselves. Whoever may
      create pods there may take over a node. The user of a controller, such as
      \`system:serviceaccount:kube-system:replicaset-controller\`, exempts all that it makes for anybody.
    `,
    whenNotToFix: `
      The cluster's own agents, for which the exemption was made.
    `,
    examples: [
      {
        title: 'A namespace, a runtime class and a controller that are exempt',
        manifest: `
          apiVersion: apps/v1
          kind: DaemonSet
          metadata:
            name: agent
            namespace: agents
          #            ^^^^^^ Pods are exempt from Pod Security admission by their namespace, agents
          spec:
            selector: {matchLabels: {app: agent}}
            template:
              metadata: {labels: {app: agent}}
              spec: {containers: [{name: agent, image: "registry.example/agent:1.2"}]}
          ---
          apiVersion: apps/v1
          kind: DaemonSet
          metadata:
            name: web
            namespace: shop
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                runtimeClassName: sandboxed
          #                       ^^^^^^^^^ Pods are exempt from Pod Security admission by their runtimeClass, sandboxed
                containers: [{name: web, image: "registry.example/web:1.2"}]
          ---
          apiVersion: apps/v1
          kind: Deployment
          #     ^^^^^^^^^^ Pods are exempt from Pod Security admission by their username, system:serviceaccount:kube-system:replicaset-controller
          metadata:
            name: web
            namespace: shop
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'admission.yaml',
            text: `
              apiVersion: apiserver.config.k8s.io/v1
              kind: AdmissionConfiguration
              plugins:
                - name: PodSecurity
                  configuration:
                    apiVersion: pod-security.admission.config.k8s.io/v1
                    kind: PodSecurityConfiguration
                    exemptions:
                      namespaces: [agents]
                      runtimeClasses: [sandboxed]
                      usernames: ["system:serviceaccount:kube-system:replicaset-controller"]
            `,
          },
        ],
      },
      {
        title: 'What is not exempt, or only may be',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: settings, namespace: agents}
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: web, namespace: shop}
          spec:
            runtimeClassName: {{ .Values.class }}
            containers: [{name: web, image: "registry.example/web:1.2"}]
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: web}
          spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'admission.yaml',
            text: `
              apiVersion: pod-security.admission.config.k8s.io/v1
              kind: PodSecurityConfiguration
              exemptions: {namespaces: [agents], runtimeClasses: [sandboxed], usernames: [jane]}
            `,
          },
        ],
      },
      {
        title: "The control plane's own pods, which no admission could refuse",
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: etcd
            namespace: kube-system
            labels: {component: etcd, tier: control-plane}
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6
        `,
        files: [
          {
            path: 'admission.yaml',
            text: `
              apiVersion: pod-security.admission.config.k8s.io/v1
              kind: PodSecurityConfiguration
              defaults: {enforce: baseline}
              exemptions: {namespaces: [kube-system]}
            `,
          },
        ],
      },
    ],
  },

  *check(manifest, context) {
    if (manifest.pods.length === 0) return;
    if (manifest.pods.some((pod) => isStaticControlPlane(pod, context))) return;
    for (const namespace of certainNamespacesOf(manifest, context.workspace)) {
      for (const exemption of exemptionsOf(manifest, namespace, context)) {
        if (!exemption.isCertain) continue;
        const { kind, exempt } = exemption;
        yield {
          at: placeIn(manifest, exemption),
          message: `Pods are exempt from Pod Security admission by their ${kind}, ${exempt.name}`,
          related: [{ at: exempt.place, message: 'The exemption is made here' }],
        };
      }
    }
  },
});

/** What in the object the exemption is about. */
function placeIn(manifest: Manifest, { kind }: Exemption): Located {
  const [pod] = manifest.pods;
  if (kind === 'runtimeClass' && pod !== undefined) return pod.spec.string('runtimeClassName');
  return kind === 'namespace' ? manifest.namespace : manifest.root.string('kind');
}
