import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { Pod } from '../../kubernetes/pod';
import { parseQuantity } from '../../kubernetes/quantity';
import type { Field } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

export default defineRule({
  meta: {
    id: 'memory-limit-above-request',
    chapter: 'resources',
    scope: 'pod',
    title: 'Memory limit above the request',
    summary: 'containers and pods that may take more memory than they reserve',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: {
      cwe: ['CWE-770'],
    },
    whereWritten: ['limits'],
    why: `
      The scheduler fills a node by the requests. Where containers may take more than that, their limits
      can add up to more memory than the node has; an attacker who makes a few of them grow at once
      brings the node down, though each keeps its limit. Memory, unlike CPU time, cannot be taken back
      without killing somebody.
    `,
    whenNotToFix: `
      Where nodes are overcommitted on purpose. A higher request takes more room on a node, and a quota
      may have none left. This rule is off unless you turn it on.
    `,
    examples: [
      {
        title: 'A container that may take twice what it reserves',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                resources:
                  requests:
                    memory: 512Mi # measured
                  limits:
                    memory: 1Gi
          #                 ^^^ Memory limit is above what is reserved: requests.memory is 512Mi
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
                resources:
                  requests:
                    memory: 1Gi # measured
                  limits:
                    memory: 1Gi
        `,
      },
      {
        title: 'A pod as a whole, which makes what its containers say about themselves unimportant',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            resources:
              requests: {memory: 1G}
              limits: {memory: 1Gi}
          #                    ^^^ Memory limit is above what is reserved: requests.memory is 1G
            containers:
              - name: app
                image: registry.example/app:2.0
                resources:
                  requests: {memory: 100M}
                  limits: {memory: 200M}
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            resources:
              requests: {memory: 1Gi}
              limits: {memory: 1Gi}
            containers:
              - name: app
                image: registry.example/app:2.0
                resources:
                  requests: {memory: 100M}
                  limits: {memory: 200M}
        `,
      },
      {
        title:
          'The same amount in other words, a limit alone, which is the request too, and what a chart sets',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                resources:
                  requests: {memory: 1024Mi, cpu: 100m}
                  limits: {memory: 1Gi, cpu: 2}
              - name: proxy
                image: registry.example/proxy:1.1
                resources:
                  limits: {memory: 268435456}
              - name: logs
                image: registry.example/logs:1.1
                resources:
                  requests: {memory: "{{ .Values.request }}"}
                  limits: {memory: 1Gi}
        `,
      },
    ],
  },

  *check(pod) {
    for (const resources of reserving(pod)) {
      const limit = memoryOf(resources, 'limits');
      const request = memoryOf(resources, 'requests');
      if (limit.state !== 'known' || request.state !== 'known') continue;
      const [most, reserved] = [parseQuantity(limit.value), parseQuantity(request.value)];
      if (most === undefined || reserved === undefined || most <= reserved) continue;
      yield {
        at: limit,
        message: `Memory limit is above what is reserved: requests.memory is ${request.value}`,
        fixes: [unsafeFix('Reserve as much as the limit', set(request, limit.value))],
      };
    }
  },
});

/** What decides how much memory of the node is reserved: the pod's own resources where they speak of memory, else its containers'. */
function reserving(pod: Pod): readonly MapView[] {
  const own = pod.spec.map('resources');
  const isSilent = ['limits', 'requests'].every((bound) => memoryOf(own, bound).state === 'absent');
  return isSilent ? pod.containers.map(({ resources }) => resources) : [own];
}

function memoryOf(resources: MapView, bound: string): Field<string> {
  return resources.map(bound).scalarText('memory');
}
