import { set } from '../../engine/fix';
import { type Assist, defineRule, type Finding } from '../../engine/rule';
import {
  type SecurityMapping,
  type SecurityType,
  type Shape,
  securityMappingsOf,
  shapesOf,
} from '../../kubernetes/security-mapping';
import type { Located } from '../../yaml/field';
import { Placeholder, type Value } from '../../yaml/operation';

/** The fields of each type that protect, with a value that does; where that is a list of words, one of them. */
const CONTROLS: Partial<Record<SecurityType, Readonly<Record<string, string>>>> = {
  PodSpec: { automountServiceAccountToken: 'false', hostUsers: 'false', securityContext: '' },
  Container: { securityContext: '', resources: '' },
  SecurityContext: {
    allowPrivilegeEscalation: 'false',
    appArmorProfile: '',
    capabilities: '',
    readOnlyRootFilesystem: 'true',
    runAsGroup: '65532',
    runAsNonRoot: 'true',
    runAsUser: '65532',
    seccompProfile: '',
  },
  PodSecurityContext: {
    appArmorProfile: '',
    runAsGroup: '65532',
    runAsNonRoot: 'true',
    runAsUser: '65532',
    seccompProfile: '',
  },
  Capabilities: { drop: 'ALL' },
  SeccompProfile: { type: 'RuntimeDefault' },
  AppArmorProfile: { type: 'RuntimeDefault' },
  ResourceRequirements: { limits: '' },
  VolumeMount: { readOnly: 'true' },
  ServiceAccount: { automountServiceAccountToken: 'false' },
  ServiceSpec: { loadBalancerSourceRanges: '10.0.0.0/8' },
  NetworkPolicySpec: { policyTypes: 'Ingress' },
};

const ENTRIES: ReadonlyMap<string, readonly (readonly [string, string])[]> = new Map(
  Object.entries(CONTROLS).map(([type, fields]) => [type, Object.entries(fields)]),
);

export default defineRule({
  meta: {
    id: 'security-field-null',
    chapter: 'traps',
    scope: 'object',
    title: 'Protection without a value',
    summary: 'fields that would protect and have no value, which counts as if they were not there',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: { tob: ['TOB-K8S-TM01'], cwe: ['CWE-1188'] },
    why: `
      A key with nothing behind its colon is \`null\`, and the API takes \`null\` for a field that is not set:
      the default counts. What looks like a decision is none. It happens when lines below the key are deleted
      or indented too little, and when a chart's value is empty.
    `,
    whenNotToFix: `
      In a patch \`null\` takes a field away, which is meant there. Files that a kustomization names as patches
      are not reported; silence the rule in others.
    `,
    examples: [
      {
        title: 'Keys that lost what stood below them',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            automountServiceAccountToken: ~
          #                               ^ Field automountServiceAccountToken has no value, so it is not set
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  capabilities:
          #       ^^^^^^^^^^^^ Field capabilities has no value, so it is not set
                  readOnlyRootFilesystem:
          #       ^^^^^^^^^^^^^^^^^^^^^^ Field readOnlyRootFilesystem has no value, so it is not set
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  capabilities:
                    drop: null
          #               ^^^^ Field drop has no value, so it is not set
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
                  capabilities:
                  readOnlyRootFilesystem: true
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  capabilities:
                    drop:
                      - ALL
        `,
      },
      {
        title: 'Empty values that say something, a field that only grants, and a patch',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            hostNetwork:
            containers:
              - name: app
                image: registry.example/app:2.0
                command:
                securityContext: {}
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          spec:
            template:
              spec:
                containers:
                  - name: app
                    securityContext:
                      runAsUser: null
        `,
      },
    ],
  },

  *check(manifest) {
    for (const mapping of securityMappingsOf(manifest)) {
      if (mapping.hasNull) yield* nullsIn(mapping);
    }
  },
});

function* nullsIn({ type, view }: SecurityMapping): Iterable<Finding> {
  const keys = view.keys();
  for (const [key, value] of ENTRIES.get(type) ?? []) {
    if (!keys.includes(key) || view.kindOf(key) !== 'null') continue;
    const field = view.typeOf(key);
    const assist = value === '' ? undefined : assistFor(field, shapesOf(type).get(key), value);
    yield {
      at: field,
      message: `Field ${key} has no value, so it is not set`,
      ...(assist === undefined ? {} : { assist }),
    };
  }
}

function assistFor(place: Located, shape: Shape | undefined, text: string): Assist {
  const value: Value = shape?.isList === true ? [new Placeholder(text)] : new Placeholder(text);
  return { title: `Give it a value`, operations: [set(place, value)] };
}
