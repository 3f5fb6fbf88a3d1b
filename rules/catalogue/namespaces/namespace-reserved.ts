import { defineRule } from '../../engine/rule';
import type { Manifest } from '../../kubernetes/manifest';
import { isNamespaced } from '../../kubernetes/namespaced';
import { systemClasses } from '../../kubernetes/priority';
import { isStaticPod } from '../../kubernetes/static-pod';
import { isKnown, knownValue, mayBe } from '../../yaml/field';
import { residenceOf, systemNamespaces } from './residence';

/** What has to be in the namespace of what it is about, and what comes and goes by itself. */
const ATTACHED = [
  'Event',
  'Lease',
  'LimitRange',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'ResourceQuota',
  'Role',
  'RoleBinding',
  'Service',
];
/** ConfigMaps and accounts by which people set up the cluster's own parts; they cannot be anywhere else. */
const SETTINGS =
  /^(?:aws-auth|cluster-info|coredns(?:-custom)?|default|extension-apiserver-authentication|kube-dns|kube-proxy|kube-root-ca\.crt|kubeadm-config|kubelet-config(?:-1\.\d+)?)$/;
/** Labels that say that something is a part of the cluster. */
const MARKS = [
  'addonmanager.kubernetes.io/mode',
  'k8s-app',
  'kubernetes.io/bootstrapping',
  'kubernetes.io/cluster-service',
  'tier',
];

export default defineRule({
  meta: {
    id: 'namespace-reserved',
    chapter: 'namespaces',
    scope: 'object',
    title: "Object in one of the cluster's own namespaces",
    summary: "users' objects in `kube-system`, `kube-public` and `kube-node-lease`",
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Another namespace has to exist, and what refers to the object has to find it there.
    `,
    standards: {
      nsa: ['NET-1'],
    },
    why: `
      In \`kube-system\` run the cluster's own controllers, whose ServiceAccounts may do nearly
      anything. Whoever may create pods there, or only take over one, can use any of them. Pod
      Security levels are rarely enforced there, and quotas and policies left out. \`kube-public\` is by
      convention for what everybody may read, without a login too.

      What says that it belongs to the cluster is not reported: by the labels \`k8s-app\`, \`tier\`,
      \`kubernetes.io/cluster-service\`, \`kubernetes.io/bootstrapping\` or
      \`addonmanager.kubernetes.io/mode\`, by an owner, or by a \`system-\` priority class. Nor are the
      settings of the cluster's own parts, Services, Roles and their bindings, and policies.
    `,
    whenNotToFix: `
      For add-ons that an administrator installs there on purpose: list the namespace in
      \`allow.namespaces\`, or silence the rule on them. Most run as well in one of their own.
    `,
    examples: [
      {
        title: 'A workload beside the controllers of the cluster',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: shop
            namespace: kube-system
          #            ^^^^^^^^^^^ Object is in kube-system, which is for the cluster itself
            labels: {app: shop}
          spec:
            selector: {matchLabels: {app: shop}}
            template:
              metadata: {labels: {app: shop}}
              spec:
                priorityClassName: usual
                containers:
                  - name: app
                    image: registry.example/app:2.0
        `,
      },
      {
        title: 'A Secret that a kustomization puts where everybody may read',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: shop
          #       ^^^^ Object is in kube-public, which is for the cluster itself
          data: {}
        `,
        files: [
          {
            path: 'kustomization.yaml',
            text: `
              namespace: kube-public
              resources: [example.yaml]
            `,
          },
        ],
      },
      {
        title: 'A workload that a kustomization puts elsewhere',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: shop
            namespace: kube-system
          data: {}
        `,
        files: [
          {
            path: 'kustomization.yaml',
            text: `
              namespace: shop
              resources: [example.yaml]
            `,
          },
        ],
      },
      {
        title: 'Objects without a namespace, in a manifest and in a chart',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: shop
          ---
          apiVersion: v1
          kind: Secret
          metadata:
            name: shop
            namespace: {{ .Values.namespace }}
        `,
      },
      {
        title: 'Add-ons, by their labels, owner and priority',
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: ServiceAccount
              metadata:
                name: dns
                namespace: kube-system
                labels: {k8s-app: dns}
            - apiVersion: v1
              kind: Pod
              metadata:
                name: kube-proxy-node-1
                namespace: kube-system
                ownerReferences: [{apiVersion: v1, kind: Node, name: node-1, uid: "1"}]
              spec:
                containers:
                  - {name: kube-proxy, image: registry.example/kube-proxy:1.36}
            - apiVersion: apps/v1
              kind: DaemonSet
              metadata:
                name: network
                namespace: kube-system
              spec:
                selector: {matchLabels: {app: network}}
                template:
                  metadata: {labels: {app: network}}
                  spec:
                    priorityClassName: system-node-critical
                    containers:
                      - {name: network, image: registry.example/network:1.2}
        `,
      },
      {
        title: "Settings of the cluster's own parts, what cannot be elsewhere, and what is in no namespace",
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: ConfigMap
              metadata: {name: coredns, namespace: kube-system}
            - apiVersion: v1
              kind: Secret
              metadata: {name: bootstrap-token-abcdef, namespace: kube-system}
              type: bootstrap.kubernetes.io/token
            - apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata: {name: metrics, namespace: kube-system}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: extension-apiserver-authentication-reader}
            - apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata: {name: metrics, namespace: kube-system}
        `,
      },
    ],
  },

  *check(manifest, { workspace, allow }) {
    if (!isNamespaced(manifest.apiVersion, manifest.kind)) return;
    const residence = residenceOf(manifest, workspace);
    if (residence === 'unset' || residence === 'unknown') return;
    const reserved = systemNamespaces.filter((namespace) => !allow.namespaces?.includes(namespace));
    if (!residence.every((namespace) => reserved.includes(namespace)) || isOfTheCluster(manifest)) return;
    const message = `Object is in ${residence.join(', ')}, which is for the cluster itself`;
    yield { at: manifest.namespace, message };
  },
});

function isOfTheCluster(manifest: Manifest): boolean {
  const { kind, name, metadata, pods, root } = manifest;
  if (ATTACHED.includes(kind) || SETTINGS.test(knownValue(name) ?? '')) return true;
  if (isKnown(root.string('type'), 'bootstrap.kubernetes.io/token')) return true;
  if (metadata.list('ownerReferences').state !== 'absent' || pods.some(isStaticPod)) return true;
  const labels = metadata.map('labels');
  if (MARKS.some((label) => labels.scalarText(label).state !== 'absent')) return true;
  const priorities = pods.map((pod) => pod.spec.string('priorityClassName'));
  return priorities.some((priority) => systemClasses.some((each) => mayBe(priority, each)));
}
