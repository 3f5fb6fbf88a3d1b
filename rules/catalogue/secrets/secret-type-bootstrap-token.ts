import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { type DataEntry, secretEntries } from '../../kubernetes/data-entry';
import type { Manifest } from '../../kubernetes/manifest';
import { type Field, isKnown } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';

/** A date from this year on is as good as none. */
const NEVER = 2100;

export default defineRule({
  meta: {
    id: 'secret-type-bootstrap-token',
    chapter: 'secrets',
    scope: 'Secret',
    title: 'Bootstrap token that may do too much',
    summary: `bootstrap tokens without an \`expiration\` before ${NEVER}, or with groups outside \`system:bootstrappers\``,
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['3.1.3'] },
      tob: ['TOB-K8S-TM15', 'TOB-K8S-TM17'],
      owasp: { '2025': ['K03'] },
    },
    why: `
      Whoever has a bootstrap token can join a machine of their own to the cluster as a node, and gets the
      Secrets of the pods that are scheduled there. It is meant for the minutes in which a node joins;
      \`kubeadm\` gives it a day. Without \`expiration\` it stays for good. A group outside
      \`system:bootstrappers\` says that somebody means it for something else; the API server lets nobody
      in with such a token.
    `,
    whenNotToFix: `
      Where something else deletes the token as soon as the nodes have joined.
    `,
    examples: [
      {
        title: 'Tokens without an end, or with one that nobody will see',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: bootstrap-token-07401b
          #       ^^^^^^^^^^^^^^^^^^^^^^ Bootstrap token never expires: expiration is not set
            namespace: kube-system
          type: bootstrap.kubernetes.io/token
          stringData:
            token-id: 07401b
            usage-bootstrap-authentication: "true"
          ---
          apiVersion: v1
          kind: Secret
          metadata:
            name: bootstrap-token-07401c
            namespace: kube-system
          type: bootstrap.kubernetes.io/token
          stringData:
            expiration: "9999-12-31T00:00:00Z"
          #             ^^^^^^^^^^^^^^^^^^^^^^ Bootstrap token never expires: expiration is in the year 9999
          ---
          apiVersion: v1
          kind: Secret
          metadata:
            name: bootstrap-token-fedcba
            namespace: kube-system
          type: bootstrap.kubernetes.io/token
          stringData:
            token-id: fedcba
            expiration: ""
          #             ^^ Bootstrap token never expires: expiration is empty
        `,
        fixed: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: bootstrap-token-07401b
            namespace: kube-system
          type: bootstrap.kubernetes.io/token
          stringData:
            token-id: 07401b
            usage-bootstrap-authentication: "true"
            expiration: YYYY-MM-DDTHH:MM:SSZ
          ---
          apiVersion: v1
          kind: Secret
          metadata:
            name: bootstrap-token-07401c
            namespace: kube-system
          type: bootstrap.kubernetes.io/token
          stringData:
            expiration: "YYYY-MM-DDTHH:MM:SSZ"
          ---
          apiVersion: v1
          kind: Secret
          metadata:
            name: bootstrap-token-fedcba
            namespace: kube-system
          type: bootstrap.kubernetes.io/token
          stringData:
            token-id: fedcba
            expiration: "YYYY-MM-DDTHH:MM:SSZ"
        `,
      },
      {
        title: 'A token in base64, without an end and with a group too many',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: bootstrap-token-07401b
          #       ^^^^^^^^^^^^^^^^^^^^^^ Bootstrap token never expires: expiration is not set
            namespace: kube-system
          type: bootstrap.kubernetes.io/token
          data:
            usage-bootstrap-authentication: dHJ1ZQ==
            auth-extra-groups: c3lzdGVtOmJvb3RzdHJhcHBlcnM6d29ya2Vycyxkb2NzOmVkaXRvcnM=
          #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Bootstrap token asks for the group docs:editors, outside system:bootstrappers
        `,
      },
      {
        title: 'Tokens that end, one that logs nobody in, and a Secret of another type',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: bootstrap-token-07401b
            namespace: kube-system
          type: bootstrap.kubernetes.io/token
          data:
            expiration: MjAyNy0wMy0xMFQwMzoyMjoxMVo=
          stringData:
            usage-bootstrap-authentication: "true"
            auth-extra-groups: system:bootstrappers:kubeadm:default-node-token,
          ---
          apiVersion: v1
          kind: Secret
          metadata:
            name: bootstrap-token-07401c
            namespace: kube-system
          type: bootstrap.kubernetes.io/token
          stringData:
            expiration: {{ .Values.expiration }}
            usage-bootstrap-authentication: "false"
            auth-extra-groups: docs:editors
          ---
          apiVersion: v1
          kind: Secret
          metadata:
            name: login
          stringData:
            token-id: 07401b
        `,
      },
    ],
  },

  *check(secret) {
    if (!isKnown(secret.root.string('type'), 'bootstrap.kubernetes.io/token')) return;
    const entries = secretEntries(secret);
    const expiration = entries.find(({ key }) => key === 'expiration');
    const year = Number(/^\d{4}(?=-)/.exec(expiration?.text ?? '')?.[0] ?? 0);
    if (isEndless(secret)) {
      // Never in base64, and never at the start of a line.
      const at = secret.root.map('stringData').underlinedAt(secret.nameSpan).string('expiration');
      yield { at, message: 'Bootstrap token never expires: expiration is not set', assist: endAt(at) };
    } else if (expiration !== undefined && (expiration.text === '' || year >= NEVER)) {
      const state = expiration.text === '' ? 'empty' : `in the year ${year}`;
      const message = `Bootstrap token never expires: expiration is ${state}`;
      const at = expiration.field;
      yield { at, message, ...(at.path.at(-2) === 'stringData' ? { assist: endAt(at) } : {}) };
    }
    const groups = logsIn(entries) ? entries.find(({ key }) => key === 'auth-extra-groups') : undefined;
    const group = groups?.text?.split(',').find(isStrange);
    if (groups === undefined || group === undefined) return;
    yield {
      at: groups.field,
      message: `Bootstrap token asks for the group ${group.trim()}, outside system:bootstrappers`,
    };
  },
});

function isEndless({ root }: Manifest): boolean {
  return ['stringData', 'data'].every((key) => root.map(key).string('expiration').state === 'absent');
}

function endAt(expiration: Field<string>) {
  return {
    title: 'Set when it expires',
    operations: [set(expiration, new Placeholder('YYYY-MM-DDTHH:MM:SSZ'))],
  };
}

function logsIn(entries: readonly DataEntry[]): boolean {
  return entries.some(({ key, text }) => key === 'usage-bootstrap-authentication' && text === 'true');
}

function isStrange(group: string): boolean {
  return group.trim() !== '' && !group.trim().startsWith('system:bootstrappers:');
}
