import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'enable-service-links',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Addresses of all Services in the environment',
    summary: 'pods that get the addresses of all Services of their namespace as environment variables',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: {
      tob: ['TOB-K8S-032'],
      attack: ['T1613'],
    },
    why: `
      Unless \`enableServiceLinks\` is \`false\`, the kubelet gives every container the address and the
      ports of each Service in its namespace. An intruder has a map of what else there is to attack
      without asking anybody, and a Service with a chosen name can set a variable that the program reads.
    `,
    whenNotToFix: `
      Old programs find their Services by these variables instead of by DNS.
    `,
    examples: [
      {
        title: 'A pod that says nothing',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          #       ^^^ Pod gets the addresses of all Services as variables: enableServiceLinks is not set
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            enableServiceLinks: false
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'The default, spelled out',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            enableServiceLinks: true # as before
          #                     ^^^^ Pod gets the addresses of all Services as variables: enableServiceLinks is true
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            enableServiceLinks: false # as before
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A pod that finds its Services by DNS',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            enableServiceLinks: false
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod) {
    const links = pod.spec.boolean('enableServiceLinks');
    if (links.state !== 'absent' && !isKnown(links, true)) return;
    const state = links.state === 'absent' ? 'not set' : 'true';
    yield {
      at: links,
      message: `Pod gets the addresses of all Services as variables: enableServiceLinks is ${state}`,
      fixes: [unsafeFix('Set enableServiceLinks to false', set(links, false))],
    };
  },
});
