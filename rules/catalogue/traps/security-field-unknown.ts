import { closest } from '../../engine/did-you-mean';
import { rename, safeFix, set } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import type { Manifest } from '../../kubernetes/manifest';
import {
  type SecurityMapping,
  type SecurityType,
  securityMappingsOf,
  shapesOf,
} from '../../kubernetes/security-mapping';
import { knownValue } from '../../yaml/field';
import { repair } from './repair';

/** Types that no other product adds fields to: whatever is near one of theirs is a slip. */
const CLOSED: readonly SecurityType[] = [
  'SecurityContext',
  'PodSecurityContext',
  'Capabilities',
  'SeccompProfile',
  'AppArmorProfile',
  'VolumeMount',
];

/** Names that fields of a security context have elsewhere, or had once. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  addCapabilities: 'capabilities.add',
  defaultAddCapabilities: 'capabilities.add',
  dropCapabilities: 'capabilities.drop',
  readOnlyFilesystem: 'readOnlyRootFilesystem',
  readOnlyRootFS: 'readOnlyRootFilesystem',
  readonlyFilesystem: 'readOnlyRootFilesystem',
  requiredDropCapabilities: 'capabilities.drop',
};

/** A label of Pod Security admission whose prefix is not quite the one. */
const LABEL = /^pod-?security(?:[.-][\w.-]+)?\/((?:enforce|audit|warn)(?:-version)?)$/;
const PREFIX = 'pod-security.kubernetes.io/';

export default defineRule({
  meta: {
    id: 'security-field-unknown',
    chapter: 'traps',
    scope: 'object',
    title: 'Misspelt security setting',
    summary:
      'fields, labels and policy types that are spelled almost like one that protects, and mean nothing',
    severity: 'error',
    default: 'on',
    fix: 'safe',
    standards: { tob: ['TOB-K8S-TM01', 'TOB-K8S-017'], cwe: ['CWE-1188'] },
    why: `
      The API's names are exact to the letter and to the capital. A strict client refuses an unknown field;
      older ones and many tools drop it without a word. \`runAsNonroot: true\` then leaves the container
      running as root, under a manifest that says the opposite.
    `,
    whenNotToFix: `
      Where another program reads the field before the manifest is applied.
    `,
    examples: [
      {
        title: 'Fields with a slip in their name',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  runAsNonroot: true
          #       ^^^^^^^^^^^^ Field runAsNonroot does not exist: runAsNonRoot is its name
                  allowPrivilegedEscalation: false
          #       ^^^^^^^^^^^^^^^^^^^^^^^^^ Field allowPrivilegedEscalation does not exist: allowPrivilegeEscalation is its name
                  dropCapabilities: [ALL]
          #       ^^^^^^^^^^^^^^^^ Field dropCapabilities does not exist: capabilities.drop is its name
                volumeMounts:
                  - name: config
                    mountPath: /etc/app
                    readonly: true
          #         ^^^^^^^^ Field readonly does not exist: readOnly is its name
            volumes:
              - name: config
                configMap: {name: app}
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  runAsNonRoot: true
                  allowPrivilegeEscalation: false
                  dropCapabilities: [ALL]
                volumeMounts:
                  - name: config
                    mountPath: /etc/app
                    readOnly: true
            volumes:
              - name: config
                configMap: {name: app}
        `,
      },
      {
        title: 'A field whose right name stands beside it, and one that grants something',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            automountServiceAcountToken: false
          # ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Field automountServiceAcountToken does not exist: automountServiceAccountToken is its name
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  readOnlyFilesystem: true
          #       ^^^^^^^^^^^^^^^^^^ Field readOnlyFilesystem does not exist: readOnlyRootFilesystem is its name
                  readOnlyRootFilesystem: true
                  privledge: false
          #       ^^^^^^^^^ Field privledge does not exist: privileged is its name
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            automountServiceAccountToken: false
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  readOnlyFilesystem: true
                  readOnlyRootFilesystem: true
                  privileged: false
        `,
      },
      {
        title: 'A label that Pod Security admission does not know',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              podsecurity.kubernetes.io/enforce: restricted
          #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Label podsecurity.kubernetes.io/enforce means nothing: pod-security.kubernetes.io/enforce is its name
              pod-security.kubernetes.io/warn: restricted
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: restricted
              pod-security.kubernetes.io/warn: restricted
        `,
      },
      {
        title: 'A network policy for a direction that does not exist',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny
          spec:
            podSelector: {}
            policyTypes:
              - ingress
          #     ^^^^^^^ Policy type ingress does not exist: Ingress is its name
              - Outgoing
          #     ^^^^^^^^ Policy type Outgoing does not exist
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny
          spec:
            podSelector: {}
            policyTypes:
              - Ingress
              - Outgoing
        `,
      },
      {
        title: 'Names that are right, misplaced, of another product, or far from all others',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            labels:
              podsecurity.kubernetes.io/enforce: restricted
          spec:
            mirrorHosts: []
            securityContext:
              readOnlyRootFilesystem: true
            containers:
              - name: app
                image: registry.example/app:2.0
                mirrorVolumeMounts: true
                names: [web]
                securityContext:
                  comment: as the chart has it
                  runAsUser: 1000
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny
          spec:
            podSelector: {}
            policyTypes: [Ingress, Egress]
        `,
      },
    ],
  },

  *check(manifest) {
    for (const mapping of securityMappingsOf(manifest)) {
      if (mapping.hasOthers) yield* slipsIn(mapping);
      if (mapping.type === 'NetworkPolicySpec') yield* typeSlips(mapping);
    }
    if (manifest.kind === 'Namespace') yield* labelSlips(manifest);
  },
});

function* slipsIn({ type, view }: SecurityMapping): Iterable<Finding> {
  const fields = fieldsNear(type);
  for (const key of view.keys()) {
    const meant = fields.has(key) ? undefined : meantBy(type, key);
    if (meant === undefined) continue;
    const isFree = shapesOf(type).has(meant) && view.typeOf(meant).state === 'absent';
    const at = view.keyAt(key);
    yield {
      at,
      message: `Field ${key} does not exist: ${meant} is its name`,
      fixes: isFree ? [repair(`Rename it ${meant}`, meant, view.data(key), rename(at, meant))] : [],
    };
  }
}

function* typeSlips({ view }: SecurityMapping): Iterable<Finding> {
  for (const item of view.list('policyTypes').strings()) {
    const name = knownValue(item);
    if (name === undefined || name === 'Ingress' || name === 'Egress') continue;
    const meant = closest(name, ['Ingress', 'Egress']);
    const message = `Policy type ${name} does not exist`;
    if (meant === undefined) yield { at: item, message };
    else {
      const fixes = [safeFix(`Spell it ${meant}`, set(item, meant))];
      yield { at: item, message: `${message}: ${meant} is its name`, fixes };
    }
  }
}

/** The fields of a type, and those of security contexts, which may just be at another level. */
function fieldsNear(type: SecurityType): ReadonlySet<string> {
  let fields = FIELDS_NEAR.get(type);
  if (fields === undefined) {
    const types: readonly SecurityType[] = [type, 'SecurityContext', 'PodSecurityContext'];
    fields = new Set(types.flatMap((each) => [...shapesOf(each).keys()]));
    FIELDS_NEAR.set(type, fields);
  }
  return fields;
}

const FIELDS_NEAR = new Map<SecurityType, ReadonlySet<string>>();

/** The field that a key which is none was meant to be. */
function meantBy(type: SecurityType, key: string): string | undefined {
  const isContext = type === 'SecurityContext' || type === 'PodSecurityContext';
  if (isContext && Object.hasOwn(OTHER_NAMES, key)) return OTHER_NAMES[key];
  const names = shapesOf(type).keys();
  if (CLOSED.includes(type)) return closest(key, names);
  // Short names are near each other by chance, and other products have fields of their own.
  return closest(key, names, key.length < 8 ? 0 : 1);
}

function* labelSlips({ root }: Manifest): Iterable<Finding> {
  const labels = root.map('metadata').map('labels');
  for (const key of labels.keys()) {
    const name = LABEL.exec(key)?.[1];
    const meant = `${PREFIX}${name}`;
    if (name === undefined || key === meant) continue;
    const at = labels.keyAt(key);
    const isFree = labels.typeOf(meant).state === 'absent';
    yield {
      at,
      message: `Label ${key} means nothing: ${meant} is its name`,
      fixes: isFree ? [safeFix(`Rename it ${meant}`, rename(at, meant))] : [],
    };
  }
}
