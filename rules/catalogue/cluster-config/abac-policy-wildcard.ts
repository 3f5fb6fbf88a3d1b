import { defineRule } from '../../engine/rule';
import { isKnown, knownValue } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

/** Who is meant by a user or group, where that is more or less everybody. */
const USERS: ReadonlyMap<string, string> = new Map([['*', 'Everybody']]);
const GROUPS: ReadonlyMap<string, string> = new Map([
  ...USERS,
  ['system:authenticated', 'Every authenticated user'],
  ['system:unauthenticated', 'Everybody without a credential'],
]);

export default defineRule({
  meta: {
    id: 'abac-policy-wildcard',
    chapter: 'cluster-config',
    scope: 'AbacPolicy',
    title: 'ABAC policy for everybody',
    summary: 'lines of an ABAC policy file that give everybody every resource',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Who should have the right in place of everybody, or to which resources, only you know.
    `,
    standards: { tob: ['TOB-K8S-017'], nsa: ['AA-2'], cwe: ['CWE-732'] },
    why: `
      A line of an ABAC policy file adds to every other right and cannot be taken back by a role. With \`*\` as its resource
      and everybody as its user, each pod's token and each person who can sign in reads all Secrets, and where the line is
      not for reading alone, owns the cluster.
    `,
    whenNotToFix: `
      On a cluster on your own machine, for a test.
    `,
    examples: [
      {
        title: 'Every resource for every user, and reading them for all who can sign in',
        manifest: `
          {"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", "spec": {"user": "*", "namespace": "*", "resource": "*", "apiGroup": "*"}}
          #                                                                                             ^^^ Everybody may change every resource
          ---
          apiVersion: abac.authorization.kubernetes.io/v1beta1
          kind: Policy
          spec:
            group: system:authenticated
          #        ^^^^^^^^^^^^^^^^^^^^ Every authenticated user may read every resource
            namespace: "*"
            resource: "*"
            apiGroup: "*"
            readonly: true
          ---
          {"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", "spec": {"user": "*", "group": "*", "namespace": "dev", "resource": "*"}}
          #                                                                                                           ^^^ Everybody may change every resource of the core group in the namespace dev
          ---
          {"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", "spec": {"group": "*", "resource": "*", "apiGroup": "apps"}}
          #                                                                                              ^^^ Everybody may change every resource of apps outside namespaces
        `,
      },
      {
        title: 'One resource, one user, one group of everybody, and paths that are no resources',
        manifest: `
          apiVersion: abac.authorization.kubernetes.io/v1beta1
          kind: Policy
          spec:
            user: "*"
            namespace: {{ .Values.namespace }}
            resource: "*"
          ---
          {"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", "spec": {"user": "*", "namespace": "*", "resource": "events"}}
          ---
          {"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", "spec": {"user": "ada", "namespace": "*", "resource": "*", "apiGroup": "*"}}
          ---
          {"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", "spec": {"user": "*", "group": "admins", "resource": "*", "apiGroup": "*"}}
          ---
          {"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", "spec": {"user": "ada", "group": "*", "resource": "*", "apiGroup": "*"}}
          ---
          {"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", "spec": {"group": "system:authenticated", "nonResourcePath": "*", "readonly": true}}
        `,
      },
    ],
  },
  *check({ root }) {
    const spec = root.map('spec');
    const [user, group] = [spec.string('user'), spec.string('group')];
    // Where both are given, both must match.
    const given = [
      { field: user, names: USERS },
      { field: group, names: GROUPS },
    ].filter(({ field }) => field.state !== 'absent');
    const meant = given.map(({ field, names }) => names.get(knownValue(field) ?? ''));
    const [subject, who] = [given.at(-1)?.field, meant.at(-1)];
    if (subject === undefined || who === undefined || meant.includes(undefined)) return;
    const reach = reachOf(spec);
    if (reach === undefined || !isKnown(spec.string('resource'), '*')) return;
    const verb = isKnown(spec.boolean('readonly'), true) ? 'read' : 'change';
    yield { at: subject, message: `${who} may ${verb} every resource${reach}` };
  },
});

/** What an ABAC policy for every resource is held to: one group of the API, one namespace or none; undefined where unknown. */
function reachOf(spec: MapView): string | undefined {
  const [group, namespace] = [spec.string('apiGroup'), spec.string('namespace')];
  if (group.state === 'unknown' || namespace.state === 'unknown') return undefined;
  const ofGroup = isKnown(group, '*') ? '' : ` of ${knownValue(group) ?? 'the core group'}`;
  if (isKnown(namespace, '*')) return ofGroup;
  const name = knownValue(namespace);
  return `${ofGroup} ${name === undefined ? 'outside namespaces' : `in the namespace ${name}`}`;
}
