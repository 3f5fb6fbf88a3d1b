import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'service-account-automount',
    chapter: 'service-accounts',
    scope: 'ServiceAccount',
    title: 'ServiceAccount that gives its token to all',
    summary: 'service accounts whose token every pod gets that does not refuse it',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-5'],
      cis: { '1.12': ['5.1.5', '5.1.6'] },
    },
    why: `
      With \`automountServiceAccountToken: false\` in the ServiceAccount only those pods get its token that
      ask for it. Else all do, and a program that never talks to the API server hands an intruder a login
      to it. \`default\` is what every pod runs as that names no account: for it this is a warning, for
      others information.
    `,
    whenNotToFix: `
      An account for one program that does talk to the API server, and whose pods do not ask for the
      token themselves.
    `,
    examples: [
      {
        title: 'The account of all pods that name none',
        manifest: `
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: default
          #       ^^^^^^^ ServiceAccount gives its token to every pod that does not refuse it: automountServiceAccountToken is not set
            namespace: shop
        `,
        fixed: `
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: default
            namespace: shop
          automountServiceAccountToken: false
        `,
      },
      {
        title: 'An account that says so',
        manifest: `
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: shop
          automountServiceAccountToken: true # for the operator
          #                             ^^^^ ServiceAccount gives its token to every pod that does not refuse it: automountServiceAccountToken is true
        `,
        fixed: `
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: shop
          automountServiceAccountToken: false # for the operator
        `,
      },
      {
        title: 'Accounts that give their token only to those who ask, or as a chart decides',
        manifest: `
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: builder
          automountServiceAccountToken: false
          ---
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: shop
          automountServiceAccountToken: {{ .Values.automount }}
        `,
      },
    ],
  },

  *check({ root, nameSpan, name }) {
    const automount = root.underlinedAt(nameSpan).boolean('automountServiceAccountToken');
    if (automount.state === 'unknown' || isKnown(automount, false)) return;
    const state = automount.state === 'known' ? 'true' : 'not set';
    yield {
      at: automount,
      message: `ServiceAccount gives its token to every pod that does not refuse it: automountServiceAccountToken is ${state}`,
      ...(isKnown(name, 'default') ? {} : { severity: 'info' }),
      fixes: [unsafeFix('Give the token only to pods that ask for it', set(automount, false))],
    };
  },
});
