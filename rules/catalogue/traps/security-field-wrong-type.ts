import { set } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import {
  type Expected,
  isTaken,
  type SecurityMapping,
  securityMappingsOf,
  shapesOf,
} from '../../kubernetes/security-mapping';
import type { Typed, ValueType } from '../../yaml/node-field';
import type { Value } from '../../yaml/operation';
import { repair } from './repair';

const NAMES: Readonly<Record<ValueType, string>> = {
  boolean: 'a boolean',
  float: 'a fraction',
  integer: 'an integer',
  list: 'a list',
  mapping: 'a mapping',
  null: 'null',
  string: 'a string',
};

export default defineRule({
  meta: {
    id: 'security-field-wrong-type',
    chapter: 'traps',
    scope: 'object',
    title: 'Security setting of the wrong type',
    summary: 'fields that hold a value of another type than the API takes, such as a boolean in quotes',
    severity: 'error',
    default: 'on',
    fix: 'safe',
    standards: { tob: ['TOB-K8S-TM01'], cwe: ['CWE-1287'] },
    why: `
      \`runAsNonRoot: "true"\` is a string, and the API server refuses the whole object for it. What is in the
      cluster stays as it was: the protection that was to be added never arrives. Tools that are less strict
      than the API server may take the string for true and call the manifest safe.
    `,
    whenNotToFix: `
      Where another program turns the value into what the API takes before it is applied.
    `,
    examples: [
      {
        title: 'A boolean and numbers in quotes, a number for a boolean',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              fsGroup: '2000'
          #            ^^^^^^ Field fsGroup is a string, and the API takes an integer
              supplementalGroups: ["3000"]
          #                        ^^^^^^ Item of supplementalGroups is a string, and the API takes an integer
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  readOnlyRootFilesystem: "true"
          #                               ^^^^^^ Field readOnlyRootFilesystem is a string, and the API takes a boolean
                  privileged: 0
          #                   ^ Field privileged is an integer, and the API takes a boolean
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              fsGroup: 2000
              supplementalGroups: [3000]
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  readOnlyRootFilesystem: true
                  privileged: false
        `,
      },
      {
        title: 'One word in place of a list, and a number in place of a string',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              sysctls:
                - name: net.ipv4.tcp_syncookies
                  value: 1
          #              ^ Field value is an integer, and the API takes a string
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  capabilities:
                    drop: ALL
          #               ^^^ Field drop is a string, and the API takes a list
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              sysctls:
                - name: net.ipv4.tcp_syncookies
                  value: "1"
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  capabilities:
                    drop:
                      - ALL
        `,
      },
      {
        title: 'What nobody but its author can mend',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext: [runAsNonRoot]
          # ^^^^^^^^^^^^^^^ Field securityContext is a list, and the API takes a mapping
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  seccompProfile: RuntimeDefault
          #                       ^^^^^^^^^^^^^^ Field seccompProfile is a string, and the API takes a mapping
                  runAsUser: root
          #                  ^^^^ Field runAsUser is a string, and the API takes an integer
                  privileged: "no, thanks"
          #                   ^^^^^^^^^^^^ Field privileged is a string, and the API takes a boolean
                  capabilities:
                    add: ''
          #              ^^ Field add is a string, and the API takes a list
                    drop: {ALL: true}
          #         ^^^^ Field drop is a mapping, and the API takes a list
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext: [runAsNonRoot]
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  seccompProfile: RuntimeDefault
                  runAsUser: root
                  privileged: "no, thanks"
                  capabilities:
                    add: ''
                    drop: {ALL: true}
        `,
      },
      {
        title: 'Booleans and numbers in the spellings of YAML, and values that are not known',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            hostNetwork: no
            automountServiceAccountToken: "{{ .Values.automount }}"
            securityContext:
              fsGroup: 0750
              runAsNonRoot:
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  runAsUser: $(USER_ID)
                  runAsGroup: 1e3
                  capabilities: {drop: [ALL]}
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            ports:
              - port: 80
                targetPort: http
        `,
      },
    ],
  },

  *check(manifest) {
    // What a syntax error leaves may be read as anything.
    if (manifest.document.problems.length > 0) return;
    for (const mapping of securityMappingsOf(manifest)) {
      for (const key of mapping.misfits) yield* mismatchesAt(mapping, key);
    }
  },
});

function* mismatchesAt({ type, view }: SecurityMapping, key: string): Iterable<Finding> {
  const shape = shapesOf(type).get(key);
  if (shape === undefined) return;
  if (!shape.isList) yield* mismatch(`Field ${key}`, key, view.typeOf(key), shape.of);
  else if (view.kindOf(key) !== 'list') yield* mismatch(`Field ${key}`, key, view.typeOf(key), 'list');
  else
    for (const item of view.list(key).misfits((kind) => isTaken(kind, shape.of)))
      yield* mismatch(`Item of ${key}`, key, item, shape.of);
}

function* mismatch(what: string, key: string, found: Typed, wanted: Expected | 'list'): Iterable<Finding> {
  if (found.state !== 'known' || found.value === 'null' || isTaken(found.value, wanted)) return;
  const value = meantBy(found.scalar, wanted);
  const taken = nameOf(wanted);
  yield {
    at: found,
    message: `${what} is ${NAMES[found.value]}, and the API takes ${taken}`,
    fixes: value === undefined ? [] : [repair(`Make it ${taken}`, key, value, set(found, value))],
  };
}

function nameOf(wanted: Expected | 'list'): string {
  return NAMES[isSimple(wanted) ? wanted : 'mapping'];
}

function isSimple(wanted: string): wanted is ValueType {
  return Object.hasOwn(NAMES, wanted);
}

/** What a value of another type certainly stands for. */
function meantBy(scalar: Typed['scalar'], wanted: Expected | 'list'): Value | undefined {
  const text = String(scalar);
  if (wanted === 'list') return typeof scalar === 'string' && scalar !== '' ? [scalar] : undefined;
  if (wanted === 'integer' && typeof scalar === 'string')
    return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (wanted === 'string' && typeof scalar === 'number') return text;
  if (wanted !== 'boolean' || scalar === undefined) return undefined;
  if (/^(?:true|yes|on|1)$/i.test(text)) return true;
  return /^(?:false|no|off|0)$/i.test(text) ? false : undefined;
}
