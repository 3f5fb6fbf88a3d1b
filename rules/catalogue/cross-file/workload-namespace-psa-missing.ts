import { defineRule } from '../../engine/rule';
import { mayBeAmongSystem } from '../namespaces/residence';
import { severityOfAbsence } from './absence';
import { admittingNamespaces, exemptionsOf } from './admission';
import { relatedTo } from './related';

export default defineRule({
  meta: {
    id: 'workload-namespace-psa-missing',
    chapter: 'cross-file',
    scope: 'object',
    title: 'Workload in a namespace without a Pod Security level',
    summary: 'workloads in a namespace that enforces no Pod Security level',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      The label belongs to the Namespace, where namespace-psa-enforce-missing offers it.
    `,
    absence: 'namespace',
    standards: { nsa: ['POD-4'], cis: { '1.12': ['5.2.1'] }, owasp: { '2025': ['K04'] } },
    why: `
      Nothing stops the next change of this workload from asking for the node's disk, or somebody who
      may create pods beside it from doing so: the namespace lets every pod in. A workload that keeps to
      a level today loses nothing when its namespace enforces it.

      The rule is silent where the API server's configuration of Pod Security admission is in view and
      has a default, or exempts the namespace.
    `,
    whenNotToFix: `
      Where another admission controller sees to it that pods keep to a policy.
    `,
    examples: [
      {
        title: 'A namespace that only warns',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
            namespace: shop
          #            ^^^^ Namespace shop enforces no Pod Security level on the pods
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
              metadata: {name: shop, labels: {pod-security.kubernetes.io/warn: restricted}}
            `,
          },
        ],
      },
      {
        title: 'A level, a level that a chart may give, and namespaces that are not in view',
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: shop}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
            - apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: chart}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
            - apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: elsewhere}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
            - apiVersion: v1
              kind: Pod
              metadata: {name: web}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
            - apiVersion: v1
              kind: ConfigMap
              metadata: {name: web, namespace: bare}
            - apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: kube-system}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'namespaces.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: baseline}}
              ---
              apiVersion: v1
              kind: Namespace
              metadata: {name: chart, labels: {{ .Values.labels }}}
              ---
              apiVersion: v1
              kind: Namespace
              metadata: {name: bare}
              ---
              apiVersion: v1
              kind: Namespace
              metadata: {name: kube-system}
            `,
          },
        ],
      },
      {
        title: "The API server's own default",
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web, namespace: shop}
          spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop}
              ---
              apiVersion: pod-security.admission.config.k8s.io/v1
              kind: PodSecurityConfiguration
              defaults: {enforce: baseline}
            `,
          },
        ],
      },
      {
        title: 'A namespace that is exempt on purpose',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web, namespace: shop}
          spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop}
              ---
              apiVersion: pod-security.admission.config.k8s.io/v1
              kind: PodSecurityConfiguration
              exemptions: {namespaces: [shop]}
            `,
          },
        ],
      },
    ],
  },

  *check(manifest, context) {
    const { workspace } = context;
    if (mayBeAmongSystem(manifest, context)) return;
    for (const { name, enforced, defaults } of admittingNamespaces(manifest, context)) {
      const isEnforced = enforced.length > 0 || defaults.some(({ level }) => level !== 'privileged');
      if (isEnforced || exemptionsOf(manifest, name, context).length > 0) continue;
      yield {
        at: manifest.namespace,
        message: `Namespace ${name} enforces no Pod Security level on the pods`,
        ...severityOfAbsence(context),
        related: relatedTo(
          manifest,
          workspace.namespaces(name),
          () => 'The Namespace has no label for enforcing a level',
          workspace,
        ),
      };
    }
  },
});
