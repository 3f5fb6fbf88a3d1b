import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'reference-grant-broad',
    chapter: 'exposure',
    scope: 'ReferenceGrant',
    title: 'Every Secret granted to another namespace',
    summary: 'grants that let another namespace refer to every Secret of this one',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which Secret is needed is not in the manifest.
    `,
    standards: {
      nsa: ['NET-7'],
      cwe: ['CWE-732'],
    },
    why: `
      Without a name the grant is for all Secrets of the namespace, those that come later included. Who
      may edit a Gateway in the other namespace can then serve any certificate of this one, and other
      controllers that honour grants may hand out more than certificates.
    `,
    whenNotToFix: `
      A namespace that holds nothing but certificates for one Gateway.
    `,
    examples: [
      {
        title: 'A grant without a name',
        manifest: `
          apiVersion: gateway.networking.k8s.io/v1beta1
          kind: ReferenceGrant
          metadata:
            name: certificates
          spec:
            from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: edge}]
            to:
              - group: ""
                kind: Secret
          #           ^^^^^^ Grant is for every Secret of the namespace: name is not set
        `,
      },
      {
        title: 'One Secret, all Services, and a kind of the same name',
        manifest: `
          apiVersion: gateway.networking.k8s.io/v1beta1
          kind: ReferenceGrant
          metadata:
            name: certificates
          spec:
            from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: edge}]
            to:
              - {group: "", kind: Secret, name: shop}
              - {group: "", kind: Secret, name: {{ .Values.secret }}}
              - {group: "", kind: Service}
              - {group: vault.example, kind: Secret}
        `,
      },
    ],
  },

  *check(manifest) {
    for (const target of manifest.root.map('spec').maps('to')) {
      const kind = target.string('kind');
      const name = target.underlinedAt(kind.span).string('name');
      const isSecret = isKnown(kind, 'Secret') && isKnown(target.string('group'), '');
      if (!isSecret || name.state !== 'absent') continue;
      yield { at: name, message: 'Grant is for every Secret of the namespace: name is not set' };
    }
  },
});
