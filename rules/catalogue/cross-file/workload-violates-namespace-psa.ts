import { type Context, defineRule, type Finding } from '../../engine/rule';
import { isPatched } from '../../engine/workspace';
import type { Manifest } from '../../kubernetes/manifest';
import { type AdmittingNamespace, admittingNamespaces, exemptionsOf } from './admission';
import { policyOf, violationsOf } from './pod-security-verdict';

export default defineRule({
  meta: {
    id: 'workload-violates-namespace-psa',
    chapter: 'cross-file',
    scope: 'object',
    title: 'Pod that its namespace rejects',
    summary: 'workloads whose pods break the Pod Security level that their namespace enforces',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      Each part that the level forbids is reported by a rule of its own as well, with the fix for it.
    `,
    standards: { nsa: ['POD-4'], cis: { '1.12': ['5.2.1'] }, owasp: { '2025': ['K04'] } },
    why: `
      The Pod Security admission controller refuses every pod that breaks the level in the label
      \`pod-security.kubernetes.io/enforce\` of its namespace. A Pod is refused when it is applied. A
      Deployment, a Job or any other controller is accepted, with a warning at most; its pods are refused
      afterwards, and all that can be seen is that there are none. Under that pressure labels get weaker.

      The finding names the controller's checks that fail. They are judged by the rules for the Pod
      Security Standards, at the level and version of the label, or of the API server's configuration
      where that is in view, with its exemptions. A version newer than the cluster's is read as the cluster's.
      Nothing is said of what a kustomization in view patches.
    `,
    whenNotToFix: `
      Where a webhook that changes pods makes them fit before the controller looks at them.
    `,
    examples: [
      {
        title: 'A Deployment that is accepted and never gets a pod',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
            namespace: shop
          #            ^^^^ Its pods will be rejected by namespace shop, which enforces restricted: allowPrivilegeEscalation, runAsNonRoot
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                securityContext: {seccompProfile: {type: RuntimeDefault}}
                containers:
                  - name: web
                    image: registry.example/web:1.2
                    securityContext: {capabilities: {drop: [ALL]}}
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata:
                name: shop
                labels:
                  pod-security.kubernetes.io/enforce: restricted
            `,
          },
        ],
      },
      {
        title: 'A Pod with more than a few faults',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
            namespace: shop
          #            ^^^^ Pod will be rejected by namespace shop, which enforces restricted: allowPrivilegeEscalation, capabilities_restricted, hostNamespaces and 4 more
          spec:
            hostPID: true
            volumes: [{name: disk, hostPath: {path: /srv}}]
            containers:
              - name: agent
                image: registry.example/agent:1.2
                securityContext: {privileged: true}
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata:
                name: shop
                labels:
                  pod-security.kubernetes.io/enforce: restricted
            `,
          },
        ],
      },
      {
        title: 'An old version of the level, which knew fewer checks',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
            namespace: shop
          #            ^^^^ Its pods will be rejected by namespace shop, which enforces restricted: runAsNonRoot
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata:
                name: shop
                labels:
                  pod-security.kubernetes.io/enforce: restricted
                  pod-security.kubernetes.io/enforce-version: v1.7
            `,
          },
        ],
      },
      {
        title: "The latest version on an old cluster, which is the cluster's own",
        kubernetesVersion: '1.7',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
            namespace: shop
          #            ^^^^ Its pods will be rejected by namespace shop, which enforces restricted: runAsNonRoot
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata:
                name: shop
                labels:
                  pod-security.kubernetes.io/enforce: restricted
                  pod-security.kubernetes.io/enforce-version: v1.30
            `,
          },
        ],
      },
      {
        title: 'A level that the API server is configured to enforce, in the namespace of a kustomization',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          #       ^^^ Its pods will be rejected by namespace shop, which enforces baseline: hostPathVolumes
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                volumes: [{name: disk, hostPath: {path: /srv}}]
                containers: [{name: web, image: "registry.example/web:1.2"}]
        `,
        files: [
          { path: 'kustomization.yaml', text: '{namespace: shop, resources: [example.yaml]}' },
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop}
            `,
          },
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
                    defaults: {enforce: baseline}
            `,
          },
        ],
      },
      {
        title: 'A pod that keeps to the level, and one that a chart decides about',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web, namespace: shop}
          spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: chart, namespace: shop}
          spec:
            hostPID: {{ .Values.hostPID }}
            containers: [{name: web, image: "registry.example/web:1.2"}]
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata:
                name: shop
                labels:
                  pod-security.kubernetes.io/enforce: baseline
            `,
          },
        ],
      },
      {
        title: 'Levels that are not known, forbid nothing, only warn, or do not hold in every cluster',
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: chart}
              spec: {hostPID: true, containers: [{name: web, image: "registry.example/web:1.2"}]}
            - apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: free}
              spec: {hostPID: true, containers: [{name: web, image: "registry.example/web:1.2"}]}
            - apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: warned}
              spec: {hostPID: true, containers: [{name: web, image: "registry.example/web:1.2"}]}
            - apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: twice}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
            - apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: partly}
              spec: {hostPID: true, containers: [{name: web, image: "registry.example/web:1.2"}]}
            - apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: pinned}
              spec: {hostPID: true, containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'namespaces.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: chart, labels: {pod-security.kubernetes.io/enforce: {{ .Values.level }}}}
              ---
              apiVersion: v1
              kind: Namespace
              metadata: {name: free, labels: {pod-security.kubernetes.io/enforce: privileged}}
              ---
              apiVersion: v1
              kind: Namespace
              metadata: {name: warned, labels: {pod-security.kubernetes.io/warn: restricted}}
              ---
              apiVersion: v1
              kind: Namespace
              metadata: {name: twice, labels: {pod-security.kubernetes.io/enforce: restricted}}
              ---
              apiVersion: v1
              kind: Namespace
              metadata: {name: twice, labels: {pod-security.kubernetes.io/enforce: baseline}}
              ---
              apiVersion: v1
              kind: Namespace
              metadata: {name: partly, labels: {pod-security.kubernetes.io/enforce: restricted}}
              ---
              apiVersion: v1
              kind: Namespace
              metadata: {name: partly}
              ---
              apiVersion: v1
              kind: Namespace
              metadata:
                name: pinned
                labels:
                  pod-security.kubernetes.io/enforce: baseline
                  pod-security.kubernetes.io/enforce-version: {{ .Values.version }}
            `,
          },
        ],
      },
      {
        title: 'A runtime class that is exempt, or may be',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web, namespace: shop}
          spec:
            runtimeClassName: sandboxed
            hostPID: true
            containers: [{name: web, image: "registry.example/web:1.2"}]
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: chart, namespace: shop}
          spec:
            runtimeClassName: {{ .Values.class }}
            hostPID: true
            containers: [{name: web, image: "registry.example/web:1.2"}]
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: baseline}}
              ---
              apiVersion: pod-security.admission.config.k8s.io/v1
              kind: PodSecurityConfiguration
              exemptions: {runtimeClasses: [sandboxed]}
            `,
          },
        ],
      },
      {
        title: 'A base that an overlay patches before its pods come into the namespace',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web}
          spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          { path: 'kustomization.yaml', text: '{resources: [example.yaml]}' },
          {
            path: 'shop/kustomization.yaml',
            text: `
              namespace: shop
              resources: [.., shop.yaml]
              patches:
                - patch: |-
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec: {securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}}
            `,
          },
          {
            path: 'shop/shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: restricted}}
            `,
          },
        ],
      },
      {
        title: 'A pod that Flux puts in another namespace',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web, namespace: desk, labels: {app: web}}
          spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'desk.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: desk, labels: {pod-security.kubernetes.io/enforce: restricted}}
            `,
          },
          {
            path: 'flux/shop.yaml',
            text: `
              apiVersion: kustomize.toolkit.fluxcd.io/v1
              kind: Kustomization
              metadata: {name: shop, namespace: flux-system}
              spec:
                path: ./\${app}
                targetNamespace: shop
                sourceRef: {kind: GitRepository, name: shop}
            `,
          },
        ],
      },
    ],
  },

  *check(manifest, context) {
    if (isPatched(manifest, context.workspace)) return;
    for (const namespace of admittingNamespaces(manifest, context)) {
      if (exemptionsOf(manifest, namespace.name, context).length > 0) continue;
      yield* rejectionBy(namespace, manifest, context);
    }
  },
});

function* rejectionBy(
  { name, enforced, isEverywhere, defaults }: AdmittingNamespace,
  manifest: Manifest,
  context: Context,
): Iterable<Finding> {
  if (enforced.length > 0 && !isEverywhere) return;
  const policy = policyOf(enforced.length > 0 ? enforced : defaults, context.target);
  const violations = policy === undefined ? [] : violationsOf(manifest, policy, context);
  if (policy === undefined || violations.length === 0) return;
  // The label's place is shown.
  for (const fact of context.workspace.namespaces(name)) context.workspace.exactly(fact);
  const who = manifest.kind === 'Pod' ? 'Pod' : 'Its pods';
  const checks = listed(violations.map(({ check }) => check));
  yield {
    at: manifest.namespace,
    message: `${who} will be rejected by namespace ${name}, which enforces ${policy.level}: ${checks}`,
    related: [
      { at: policy.enforced.place, message: `The level ${policy.level} is set here` },
      ...violations.map(({ check, finding }) => ({
        at: finding.at,
        message: `${check}: ${finding.message}`,
      })),
    ],
  };
}

const SHOWN = 4;

function listed(checks: readonly string[]): string {
  if (checks.length <= SHOWN) return checks.join(', ');
  return `${checks.slice(0, SHOWN - 1).join(', ')} and ${checks.length - SHOWN + 1} more`;
}
