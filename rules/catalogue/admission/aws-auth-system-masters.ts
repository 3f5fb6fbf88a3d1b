import { defineRule } from '../../engine/rule';
import { mapsInText } from '../../kubernetes/embedded-yaml';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'aws-auth-system-masters',
    chapter: 'admission',
    scope: 'ConfigMap',
    title: 'AWS identity with all rights',
    summary: 'roles and users of AWS that the ConfigMap `aws-auth` puts into the group `system:masters`',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      What the role or user needs has to be granted by RBAC to another group first. Without that, whoever
      takes the group away may lock themselves out.
    `,
    standards: { cis: { '1.12': ['5.1.7'] }, owasp: { '2025': ['K02', 'K08'] }, cwe: ['CWE-250'] },
    why: `
      In an EKS cluster this ConfigMap turns AWS identities into Kubernetes users. Who may assume a role that
      is in \`system:masters\` may do anything in the cluster, and no RBAC rule can take it back. A leaked AWS
      key is then a leaked cluster.
    `,
    whenNotToFix: `
      For one role that is used only in an emergency, whose use raises an alarm.
    `,
    examples: [
      {
        title: 'A role for deployments, and a user',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: aws-auth
            namespace: kube-system
          data:
            mapRoles: |
          # ^^^^^^^^ An entry of mapRoles is in the group system:masters
              - rolearn: arn:aws:iam::111122223333:role/nodes
                username: system:node:{{EC2PrivateDNSName}}
                groups: [system:nodes]
              - rolearn: arn:aws:iam::111122223333:role/deploy
                username: deploy
                groups: [system:masters]
            mapUsers: |
          # ^^^^^^^^ An entry of mapUsers is in the group system:masters
              - userarn: arn:aws:iam::111122223333:user/alice
                username: alice
                groups:
                  - system:masters
        `,
      },
      {
        title: 'Nodes, and a user of a group of their own',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: aws-auth
            namespace: kube-system
          data:
            mapRoles: |
              # nobody is in system:masters
              - rolearn: arn:aws:iam::111122223333:role/nodes
                username: system:node:{{EC2PrivateDNSName}}
                groups:
                  - system:bootstrappers
                  - system:nodes
            mapUsers: |
              - userarn: arn:aws:iam::111122223333:user/alice
                username: system:masters
                groups: [admins]
        `,
      },
      {
        title: 'A chart that leaves the group to its values',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: aws-auth
            namespace: kube-system
          data:
            mapUsers: |
              {{- if .Values.admin }}
              - userarn: {{ .Values.admin }}
                groups: [system:masters]
              {{- end }}
        `,
      },
      {
        title: 'A ConfigMap of another namespace, which nobody reads',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: aws-auth
            namespace: samples
          data:
            mapUsers: |
              - userarn: arn:aws:iam::111122223333:user/alice
                groups: [system:masters]
        `,
      },
    ],
  },

  *check({ name, namespace, root }) {
    if (!isKnown(name, 'aws-auth') || !isKnown(namespace, 'kube-system')) return;
    for (const key of ['mapRoles', 'mapUsers']) {
      const text = root.map('data').blockText(key);
      if (text.state !== 'known' || !text.value.includes('system:masters')) continue;
      const groups = mapsInText(text.value).flatMap((entry) => entry.list('groups').strings());
      if (!groups.some((group) => isKnown(group, 'system:masters'))) continue;
      yield { at: text, message: `An entry of ${key} is in the group system:masters` };
    }
  },
});
