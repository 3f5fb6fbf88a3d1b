import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Placeholder } from '../../yaml/operation';
import type { MapView } from '../../yaml/view';

export default defineRule({
  meta: {
    id: 'memory-limit-missing',
    chapter: 'resources',
    scope: 'container',
    title: 'No memory limit',
    summary: 'containers without a memory limit',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-3'],
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-770'],
      attack: ['T1496', 'T1499'],
    },
    why: `
      A container without a limit can take all the memory of its node. An attacker needs only one
      request that makes it grow, or a miner in it, to make the kernel kill the other pods there.
    `,
    whenNotToFix: `
      Where a LimitRange of the namespace gives every container its limit, the manifest need not
      repeat it. A limit below what the program needs gets it killed: measure first.
    `,
    examples: [
      {
        title: 'Containers without a limit, among them one that only asks for memory',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            initContainers:
              - name: migrate
          #           ^^^^^^^ Container can take all memory of its node: limits.memory is not set
                image: registry.example/migrate:2.0
            containers:
              - name: app
                image: registry.example/app:2.0
                resources:
          #     ^^^^^^^^^ Container can take all memory of its node: limits.memory is not set
                  requests:
                    memory: 256Mi
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            initContainers:
              - name: migrate
                image: registry.example/migrate:2.0
                resources:
                  limits:
                    memory: 256Mi
            containers:
              - name: app
                image: registry.example/app:2.0
                resources:
                  requests:
                    memory: 256Mi
                  limits:
                    memory: 256Mi
        `,
      },
      {
        title: 'A limit for the whole pod',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            resources:
              limits: {memory: 1Gi}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title:
          'A limit in bytes, one that a chart sets, and a container for debugging, which cannot have one',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                resources: {limits: {memory: 268435456}}
              - name: proxy
                image: registry.example/proxy:1.1
                resources:
                  {{- toYaml .Values.resources | nindent 8 }}
            ephemeralContainers:
              - name: debug
                image: registry.example/tools:1.0
        `,
      },
    ],
  },

  *check(container) {
    if (container.kind === 'ephemeral') return;
    const limit = memoryLimit(container.resources);
    const ofPod = memoryLimit(container.pod.spec.map('resources'));
    if (limit.state !== 'absent' || ofPod.state !== 'absent') return;
    yield {
      at: limit,
      message: 'Container can take all memory of its node: limits.memory is not set',
      assist: { title: 'Set a memory limit', operations: [set(limit, new Placeholder('256Mi'))] },
    };
  },
});

function memoryLimit(resources: MapView) {
  return resources.map('limits').scalarText('memory');
}
