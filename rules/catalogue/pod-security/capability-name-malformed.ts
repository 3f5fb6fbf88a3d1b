import { safeFix, set, unsafeFix } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import { capabilityMeantBy, isCapability } from '../../kubernetes/capability';
import type { Field } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'capability-name-malformed',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Capability that is not spelled right',
    summary: 'capabilities whose names Kubernetes does not know as they are spelled',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: {
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.9'] },
      owasp: { '2025': ['K01'] },
    },
    covers: ['capabilities-drop-all'],
    whereWritten: ['add', 'drop'],
    why: `
      Capabilities are written in capitals and without \`CAP_\` in front. The API server takes any text.
      The admission controller compares it letter by letter, so that \`drop: [all]\` does not count as
      \`ALL\` and the pod is refused. A container runtime may not know the name either: it then keeps
      what the manifest seems to drop.
    `,
    whenNotToFix: `
      A capability that is newer than the rule's list is right as it is. With \`CAP_\` in front some
      container runtimes ignore the item, so that spelling it right changes what the container may do.
    `,
    examples: [
      {
        title: 'Small letters, which container runtimes read as capitals',
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
                  capabilities:
                    drop:
                      - all # of them
          #             ^^^ Capability all is not spelled ALL
                    add: [Net_Bind_Service]
          #               ^^^^^^^^^^^^^^^^ Capability Net_Bind_Service is not spelled NET_BIND_SERVICE
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
                  capabilities:
                    drop:
                      - ALL # of them
                    add: [NET_BIND_SERVICE]
        `,
      },
      {
        title: 'The name that the kernel has for it, and one that does not exist',
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
                  capabilities:
                    drop: [CAP_NET_RAW, NET_ROW]
          #                ^^^^^^^^^^^ Capability CAP_NET_RAW is not spelled NET_RAW
          #                             ^^^^^^^ Capability NET_ROW does not exist
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
                  capabilities:
                    drop: [NET_RAW, NET_ROW]
        `,
      },
      {
        title: 'Right names, a blank that is still to be filled, and a chart',
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
                  capabilities:
                    drop: [ALL]
                    add: [SYS_TIME, <capability>, {{ .Values.capability }}]
        `,
      },
      {
        title: 'A pod for Windows nodes, which have no capabilities',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            nodeSelector: {kubernetes.io/os: windows}
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  capabilities: {drop: [all]}
        `,
      },
    ],
  },

  *check({ capabilities, pod }) {
    if (pod.isForWindows) return;
    for (const key of ['drop', 'add']) {
      for (const item of capabilities.list(key).strings()) yield* misspelling(item);
    }
  },
});

function* misspelling(item: Field<string>): Iterable<Finding> {
  if (item.state !== 'known' || isCapability(item.value) || !/^\w+$/.test(item.value)) return;
  const name = capabilityMeantBy(item.value);
  if (!isCapability(name)) {
    yield { at: item, message: `Capability ${item.value} does not exist` };
    return;
  }
  // Container runtimes read small letters as capitals; only some of them read the prefix.
  const isReadAlready = item.value.toUpperCase() === name;
  const fix = isReadAlready ? safeFix : unsafeFix;
  yield {
    at: item,
    message: `Capability ${item.value} is not spelled ${name}`,
    fixes: [fix(`Spell it ${name}`, set(item, name))],
  };
}
