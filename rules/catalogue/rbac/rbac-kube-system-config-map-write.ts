import { defineRule } from '../../engine/rule';
import { configMapEdit } from '../../kubernetes/grants';
import { isKnown } from '../../yaml/field';
import { aboutGrant } from './granted';

const STEERING = ['aws-auth', 'coredns', 'kube-proxy'];

export default defineRule({
  meta: {
    id: 'rbac-kube-system-config-map-write',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to change ConfigMaps in kube-system',
    summary: '`Role` objects in `kube-system` that may change its ConfigMaps',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which ConfigMaps its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] }, attack: ['T1565'] },
    why: `
      ConfigMaps of \`kube-system\` steer the cluster: \`coredns\` says what every name resolves to,
      \`kube-proxy\` where Services lead, \`aws-auth\` which identities of the cloud are administrators.
      Who changes them needs no further right.
    `,
    whenNotToFix: `
      Leader election with ConfigMaps is old: use Leases. What else needs ConfigMaps there can name
      its own in \`resourceNames\`.
    `,
    examples: [
      {
        title: 'All ConfigMaps, and one that must not be among those that are named',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
            namespace: kube-system
          rules:
            - apiGroups: [""]
              resources: [configmaps]
          #               ^^^^^^^^^^ Can change how the cluster works: update on configmaps
              verbs: [get, update]
            - apiGroups: [""]
              resources: [configmaps]
          #               ^^^^^^^^^^ Can change how the cluster works: patch on configmaps
              resourceNames: [own, coredns]
              verbs: [patch]
        `,
      },
      {
        title: 'One of its own, one more, and ConfigMaps of another namespace',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
            namespace: kube-system
          rules:
            - apiGroups: [""]
              resources: [configmaps]
              resourceNames: [lock]
              verbs: [update]
            - apiGroups: [""]
              resources: [configmaps]
              verbs: [create]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
            namespace: shop
          rules:
            - apiGroups: [""]
              resources: [configmaps]
              verbs: [update]
        `,
      },
    ],
  },

  *check(rule) {
    const { isClusterWide, manifest } = rule.role;
    const granted = rule.mentions(configMapEdit);
    if (granted === undefined || isClusterWide || !isKnown(manifest.namespace, 'kube-system')) return;
    if (rule.isNarrowed && !rule.resourceNames.some(({ value }) => STEERING.includes(value))) return;
    const finding = aboutGrant(rule.role, granted, 'warning', 'Can change how the cluster works');
    yield { ...finding, severity: 'warning' };
  },
});
