import { type Context, defineRule, type Finding } from '../../engine/rule';
import { certainNamespacesOf, namespacesOf } from '../../engine/workspace';
import type { Selection } from '../../engine/workspace-policies';
import { requirementsOf } from '../../kubernetes/label-selector';
import type { Manifest } from '../../kubernetes/manifest';
import { NetworkPolicy } from '../../kubernetes/network-policy';
import type { MapView } from '../../yaml/view';
import { severityOfAbsence } from './absence';

export default defineRule({
  meta: {
    id: 'network-policy-selects-nothing',
    chapter: 'cross-file',
    scope: 'NetworkPolicy',
    title: 'Selector of a NetworkPolicy that matches nothing',
    summary: 'network policies with a selector that no pod or namespace in view matches',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the selector or the labels are wrong cannot be told from the files.
    `,
    absence: 'namespace',
    standards: { tob: ['TOB-K8S-TM01'], nsa: ['NET-2'], cwe: ['CWE-1188'] },
    why: `
      A policy that selects no pod protects none, and nothing says so: the API server takes it, and the
      pods it was written for stay open. A peer that matches nothing lets nobody in, until somebody
      creates a pod with those labels and is let in without being asked.

      The rule speaks where the namespace and pods of it are in view. Selectors of namespaces, and of
      pods in them, are looked at with \`closedWorld\` only.
    `,
    whenNotToFix: `
      Where an operator makes the pods, so that their labels are in no file.
    `,
    examples: [
      {
        title: 'A policy for a label that no pod has, and a peer of the kind',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: web, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: webshop}}
          # ^^^^^^^^^^^ Policy restricts no pod in view: none has labels that the selector asks for
            policyTypes: [Ingress]
            ingress:
              - from:
                  - podSelector: {matchLabels: {app: proxy}}
          #         ^^^^^^^^^^^ Peer is no pod in view: none has labels that the selector asks for
                  - podSelector: {matchExpressions: [{key: app, operator: Exists}]}
                  - podSelector: {}
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop}
              ---
              apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: shop, labels: {app: web}}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
              ---
              apiVersion: v1
              kind: Pod
              metadata: {name: webshop, namespace: desk, labels: {app: webshop}}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
            `,
          },
        ],
      },
      {
        title: 'A namespace that does not exist',
        closedWorld: true,
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: web, namespace: shop}
          spec:
            podSelector: {}
            policyTypes: [Ingress, Egress]
            ingress:
              - from:
                  - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: desks}}
          #         ^^^^^^^^^^^^^^^^^ Peer is in no Namespace in view: none has labels that the selector asks for
            egress:
              - to:
                  - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
                  - namespaceSelector: {matchLabels: {team: desk}}
                    podSelector: {matchLabels: {app: web}}
                  - ipBlock: {cidr: 10.0.0.0/8}
                  - podSelector: {matchLabels: {app: {{ .Values.app }}}}
                  - namespaceSelector: {matchLabels: {team: {{ .Values.team }}}}
        `,
        files: [
          {
            path: 'desk.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: desk, labels: {team: desk}}
            `,
          },
        ],
      },
      {
        title: 'The same where there may be other namespaces',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: web, namespace: shop}
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress:
              - from:
                  - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: desks}}
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop}
            `,
          },
        ],
      },
      {
        title: 'A namespace of which no pod is in view',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: web, namespace: shop}
          spec: {podSelector: {matchLabels: {app: webshop}}, policyTypes: [Ingress]}
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop}
            `,
          },
        ],
      },
      {
        title: 'Pods whose namespace is not in view',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: web, namespace: shop}
          spec: {podSelector: {matchLabels: {app: webshop}}, policyTypes: [Ingress]}
        `,
        files: [
          {
            path: 'web.yaml',
            text: `
              apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: shop, labels: {app: web}}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
            `,
          },
        ],
      },
      {
        title: 'A pod whose labels a chart decides, which may be in any namespace',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: web, namespace: shop}
          spec: {podSelector: {matchLabels: {app: webshop}}, policyTypes: [Ingress]}
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop}
              ---
              apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: shop, labels: {app: web}}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
              ---
              apiVersion: v1
              kind: Pod
              metadata: {name: api, labels: {{ .Values.labels }}}
              spec: {containers: [{name: api, image: "registry.example/api:1.2"}]}
            `,
          },
        ],
      },
      {
        title: 'A label that the controller of a StatefulSet gives each pod',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: first, namespace: shop}
          spec: {podSelector: {matchLabels: {statefulset.kubernetes.io/pod-name: db-0}}, policyTypes: [Ingress]}
        `,
        files: [
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop}
              ---
              apiVersion: apps/v1
              kind: StatefulSet
              metadata: {name: db, namespace: shop}
              spec:
                serviceName: db
                selector: {matchLabels: {app: db}}
                template:
                  metadata: {labels: {app: db}}
                  spec: {containers: [{name: db, image: "registry.example/db:1.2"}]}
            `,
          },
        ],
      },
      {
        title: 'A pod that Flux puts in the namespace of the policy',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: web, namespace: shop}
          spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}
        `,
        files: [
          {
            path: 'shop/pods.yaml',
            text: `
              apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: desk, labels: {app: web}}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
              ---
              apiVersion: v1
              kind: Pod
              metadata: {name: api, namespace: shop, labels: {app: api}}
              spec: {containers: [{name: api, image: "registry.example/api:1.2"}]}
            `,
          },
          {
            path: 'shop.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop}
            `,
          },
          {
            path: 'flux/web.yaml',
            text: `
              apiVersion: kustomize.toolkit.fluxcd.io/v1
              kind: Kustomization
              metadata: {name: shop, namespace: flux-system}
              spec:
                path: ./shop
                targetNamespace: shop
                sourceRef: {kind: GitRepository, name: shop}
            `,
          },
        ],
      },
    ],
  },

  *check(manifest, context) {
    const policy = new NetworkPolicy(manifest);
    const pods = (selector: MapView) => podsIn(manifest, selector, context);
    yield* about(policy.spec.map('podSelector'), pods, 'Policy restricts no pod', context);
    for (const peer of policy.allRules.flatMap(({ peers }) => peers)) {
      const namespaceSelector = peer.map('namespaceSelector');
      if (namespaceSelector.state === 'absent') {
        yield* about(peer.map('podSelector'), pods, 'Peer is no pod', context);
      } else if (context.workspace.closedWorld) {
        yield* about(
          namespaceSelector,
          (selector) => namespacesOfPeer(selector, context),
          'Peer is in no Namespace',
          context,
        );
      }
    }
  },
});

/** The finding about a selector that certainly leaves out everything in view, where something is. */
function* about(
  selector: MapView,
  select: (selector: MapView) => Selection | undefined,
  fact: string,
  context: Context,
): Iterable<Finding> {
  const selection = selector.state === 'known' ? select(selector) : undefined;
  if (selection === undefined || selection.mayMatch) return;
  if (!selection.isAnyInView && !context.workspace.closedWorld) return;
  yield {
    at: selector,
    message: `${fact} in view: none has labels that the selector asks for`,
    ...severityOfAbsence(context),
  };
}

/** What a selector of pods finds in the policy's own namespace; undefined where that is not in view. */
function podsIn(manifest: Manifest, selector: MapView, { workspace }: Context): Selection | undefined {
  const requirements = requirementsOf(selector);
  if (requirements === undefined || requirements.length === 0) return undefined;
  const own = certainNamespacesOf(manifest, workspace);
  const isInView = own.some((name) => workspace.namespaces(name).length > 0);
  if (own.length === 0 || !(isInView || workspace.closedWorld)) return undefined;
  return workspace.podsSelected(namespacesOf(manifest, workspace), requirements);
}

function namespacesOfPeer(selector: MapView, { workspace }: Context): Selection | undefined {
  const requirements = requirementsOf(selector);
  if (requirements === undefined || requirements.length === 0) return undefined;
  return workspace.namespacesSelected(requirements);
}
