import { addDocument } from '../../engine/fix';
import { type Assist, type Context, defineRule } from '../../engine/rule';
import { certainNamespacesOf } from '../../engine/workspace';
import type { Direction } from '../../kubernetes/network-policy';
import type { Pod } from '../../kubernetes/pod';
import { knownValue, mayBe } from '../../yaml/field';
import { Placeholder, type Value } from '../../yaml/operation';
import { mayBeAmongSystem } from '../namespaces/residence';
import { severityOfAbsence } from './absence';
import { labelsOf, mayGovern, maySelect } from './selected-pod';

export default defineRule({
  meta: {
    id: 'workload-without-network-policy',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'Pod that no NetworkPolicy selects',
    summary: 'pods that no NetworkPolicy of their namespace selects, in one direction or both',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    absence: 'network-policy',
    standards: {
      nsa: ['NET-2'],
      cis: { '1.12': ['5.3.2'] },
      owasp: { '2025': ['K05'] },
    },
    why: `
      A namespace with policies looks closed. A pod whose labels none of them selects is open all the
      same: every pod of the cluster may connect to it, or it to everything. One wrong letter in a label
      is enough, and nothing fails that would tell.

      Selectors are read as the API server reads them. Without \`closedWorld\` only those directions are
      looked at for which the namespace has a policy in view.
    `,
    whenNotToFix: `
      Where the pod is meant to be reached by everybody and to reach everything. A policy that says so
      tells the next reader as well.
    `,
    examples: [
      {
        title: 'A pod whose label is not the one that the policy asks for',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata:
                labels: {app: web}
          #     ^^^^^^ No NetworkPolicy restricts who reaches the pod
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'policy.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: web, namespace: shop}
              spec: {podSelector: {matchLabels: {app: webshop}}, policyTypes: [Ingress]}
            `,
          },
        ],
        fixed: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata:
                labels: {app: web}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
            namespace: shop
          spec:
            podSelector:
              matchLabels:
                app: web
            policyTypes:
            - Ingress
            ingress:
            - from:
              - podSelector:
                  matchLabels:
                    app: app
        `,
      },
      {
        title: 'Expressions that leave the pod out, in both directions',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata:
                labels: {app: web}
          #     ^^^^^^ No NetworkPolicy restricts who reaches the pod, nor what it reaches
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'policies.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: tiers, namespace: shop}
              spec:
                podSelector: {matchExpressions: [{key: tier, operator: Exists}]}
                policyTypes: [Ingress, Egress]
              ---
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: others, namespace: shop}
              spec:
                podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}
                policyTypes: [Ingress, Egress]
            `,
          },
        ],
        fixed: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata:
                labels: {app: web}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
            namespace: shop
          spec:
            podSelector:
              matchLabels:
                app: web
            policyTypes:
            - Ingress
            - Egress
            ingress:
            - from:
              - podSelector:
                  matchLabels:
                    app: app
            egress:
            - to:
              - podSelector:
                  matchLabels:
                    app: app
        `,
      },
      {
        title: 'A pod that is restricted in one of the two directions',
        closedWorld: true,
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata:
                labels: {app: web}
          #     ^^^^^^ No NetworkPolicy restricts what the pod reaches
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'policy.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: deny, namespace: shop}
              spec: {podSelector: {}}
            `,
          },
        ],
        fixed: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata:
                labels: {app: web}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
            namespace: shop
          spec:
            podSelector:
              matchLabels:
                app: web
            policyTypes:
            - Egress
            egress:
            - to:
              - podSelector:
                  matchLabels:
                    app: app
        `,
      },
      {
        title: 'A pod without labels',
        closedWorld: true,
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          #       ^^^ No NetworkPolicy restricts who reaches the pod, nor what it reaches
            namespace: shop
          spec:
            selector: {matchLabels: {app: web}}
            template:
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
      },
      {
        title: "A pod that may be in any namespace, and one of the cluster's own",
        closedWorld: true,
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: dns, namespace: kube-system}
          spec:
            selector: {matchLabels: {app: dns}}
            template:
              metadata: {labels: {app: dns}}
              spec: {containers: [{name: dns, image: "registry.example/dns:1.2"}]}
        `,
      },
      {
        title: 'A namespace without any policy in view, which may be elsewhere',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata:
                labels: {app: web}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
      },
      {
        title: 'Policies that select the pod, by an expression and for each direction',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata:
                labels: {app: web}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'policies.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: web, namespace: shop}
              spec:
                podSelector: {matchExpressions: [{key: app, operator: In, values: [web, api]}]}
                policyTypes: [Ingress]
              ---
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: egress, namespace: shop}
              spec: {podSelector: {}, policyTypes: [Egress]}
            `,
          },
        ],
      },
      {
        title: 'A pod that a chart labels, and one on the network of its node',
        manifest: `
          apiVersion: apps/v1
          kind: DaemonSet
          metadata: {name: agent, namespace: shop}
          spec:
            selector: {matchLabels: {app: agent}}
            template:
              metadata:
                labels: {app: agent}
              spec: {hostNetwork: true, containers: [{name: agent, image: "registry.example/agent:1.2"}]}
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata:
                labels: {{ .Values.labels }}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'policy.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: web, namespace: shop}
              spec: {podSelector: {matchLabels: {app: webshop}}, policyTypes: [Ingress]}
            `,
          },
        ],
      },
      {
        title: 'A pod that gets its label from a kustomization',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata:
                labels: {app: web}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'kustomization.yaml',
            text: `
              commonLabels: {tier: front}
              resources: [example.yaml]
            `,
          },
          {
            path: 'policy.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: front, namespace: shop}
              spec: {podSelector: {matchLabels: {tier: front}}, policyTypes: [Ingress]}
            `,
          },
        ],
      },
      {
        title: "A namespace that also has a policy of the network plugin's own",
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata:
                labels: {app: web}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'policies.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: api, namespace: shop}
              spec: {podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress]}
              ---
              apiVersion: cilium.io/v2
              kind: CiliumClusterwideNetworkPolicy
              metadata: {name: deny}
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
            path: 'policy.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: api, namespace: desk}
              spec: {podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress]}
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

  *check(pod, context) {
    if (mayBe(pod.hostNetwork, true) || mayBeAmongSystem(pod.manifest, context)) return;
    const open = openDirections(pod, context);
    const [first] = open;
    if (first === undefined) return;
    yield {
      at: pod.metadata.underlinedAt(pod.manifest.nameSpan).map('labels'),
      message: `No NetworkPolicy restricts ${open.length === 2 ? `${MESSAGES.Ingress}, nor what it reaches` : MESSAGES[first]}`,
      ...severityOfAbsence(context),
      ...assistOf(pod, open),
    };
  },
});

const DIRECTIONS: readonly Direction[] = ['Ingress', 'Egress'];

const MESSAGES: Readonly<Record<Direction, string>> = {
  Ingress: 'who reaches the pod',
  Egress: 'what the pod reaches',
};

/** The directions in which certainly no policy has a say about the pod, though its namespace is one that has policies. */
function openDirections(pod: Pod, context: Context): readonly Direction[] {
  const { workspace } = context;
  const namespaces = certainNamespacesOf(pod.manifest, workspace);
  if (namespaces.length === 0 || workspace.otherNetworkPolicies(namespaces).length > 0) return [];
  const policies = workspace.networkPolicies(namespaces);
  const own = workspace.certainNetworkPolicies(namespaces);
  const labels = labelsOf(pod, context);
  return DIRECTIONS.filter((direction) => {
    if (policies.some((policy) => mayGovern(policy, direction) && maySelect(policy, labels))) return false;
    return workspace.closedWorld || own.some((policy) => mayGovern(policy, direction));
  });
}

/** A policy for the pod's own labels, whose peer somebody must name. */
function assistOf(pod: Pod, open: readonly Direction[]): { readonly assist?: Assist } {
  const labels = pod.metadata.map('labels');
  const matchLabels = Object.fromEntries(
    labels.keys().flatMap((key) => {
      const value = knownValue(labels.scalarText(key));
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
  const { name, namespace } = pod.manifest.identity;
  if (name === undefined || Object.keys(matchLabels).length === 0) return {};
  const peer: Value = { podSelector: { matchLabels: { app: new Placeholder('app') } } };
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    spec: {
      podSelector: { matchLabels },
      policyTypes: open,
      ...(open.includes('Ingress') ? { ingress: [{ from: [peer] }] } : {}),
      ...(open.includes('Egress') ? { egress: [{ to: [peer] }] } : {}),
    },
  };
  const operations = [addDocument(pod.manifest.document, policy)];
  return { assist: { title: 'Add a NetworkPolicy for the pod', operations } };
}
