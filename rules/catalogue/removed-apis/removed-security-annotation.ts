import { remove, safeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';

/** Annotations that nothing reads any more, and since when. */
const REMOVED: ReadonlyMap<string, string> = new Map([
  ['security.alpha.kubernetes.io/sysctls', '1.11'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', '1.11'],
  ['scheduler.alpha.kubernetes.io/critical-pod', '1.16'],
  ['seccomp.security.alpha.kubernetes.io/allowedProfileNames', '1.25'],
  ['seccomp.security.alpha.kubernetes.io/defaultProfileName', '1.25'],
  ['apparmor.security.beta.kubernetes.io/allowedProfileNames', '1.25'],
  ['apparmor.security.beta.kubernetes.io/defaultProfileName', '1.25'],
]);

export default defineRule({
  meta: {
    id: 'removed-security-annotation',
    chapter: 'removed-apis',
    scope: 'object',
    title: 'Annotation that nothing reads',
    summary: 'annotations for sysctls, critical pods and pod security policies that have no effect any more',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { tob: ['TOB-K8S-TM01'], cwe: ['CWE-477'] },
    whereWritten: ['annotations'],
    why: `
      What an annotation asks for stands in a field today, and the annotation itself is ignored. Who reads the
      manifest believes that a sysctl is set, that a pod of the system is not evicted, or that a policy holds.

      Sysctls are in \`securityContext.sysctls\`, and critical pods have a \`priorityClassName\` such as
      \`system-node-critical\`.
    `,
    whenNotToFix: `
      A manifest that serves clusters from before the removal as well. Set the target version to the oldest.
    `,
    examples: [
      {
        title: 'A pod for an old cluster',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
            annotations:
              scheduler.alpha.kubernetes.io/critical-pod: ''
          #                                               ^^ Annotation scheduler.alpha.kubernetes.io/critical-pod has no effect since 1.16
              security.alpha.kubernetes.io/sysctls: net.ipv4.tcp_syncookies=1
          #                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ Annotation security.alpha.kubernetes.io/sysctls has no effect since 1.11
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
      {
        title: 'A DaemonSet with the annotation on itself, where it never had an effect',
        manifest: `
          apiVersion: apps/v1
          kind: DaemonSet
          metadata:
            name: agent
            annotations:
              scheduler.alpha.kubernetes.io/critical-pod: ''
          #                                               ^^ Annotation scheduler.alpha.kubernetes.io/critical-pod has no effect since 1.16
          spec:
            selector: {matchLabels: {app: agent}}
            template:
              metadata:
                labels: {app: agent}
              spec:
                containers:
                  - name: agent
                    image: registry.example/agent:1.4
        `,
        fixed: `
          apiVersion: apps/v1
          kind: DaemonSet
          metadata:
            name: agent
          spec:
            selector: {matchLabels: {app: agent}}
            template:
              metadata:
                labels: {app: agent}
              spec:
                containers:
                  - name: agent
                    image: registry.example/agent:1.4
        `,
      },
      {
        title: 'Fields, and another annotation of the scheduler',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
            annotations:
              scheduler.alpha.kubernetes.io/node-selector: env=test
          spec:
            priorityClassName: system-node-critical
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
      {
        title: 'A patch that takes it away',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
            annotations:
              scheduler.alpha.kubernetes.io/critical-pod: null
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
      {
        title: 'A cluster that still reads it',
        kubernetesVersion: '1.15',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
            annotations:
              scheduler.alpha.kubernetes.io/critical-pod: ''
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
    ],
  },

  *check({ root, pods }, { target }) {
    const own = root.map('metadata');
    const ofPods = pods.map(({ metadata }) => metadata).filter(({ path }) => path.length > own.path.length);
    for (const metadata of [own, ...ofPods]) {
      const annotations = metadata.map('annotations');
      for (const key of annotations.keys()) {
        const since = REMOVED.get(key);
        if (since === undefined || !target.atLeast(since)) continue;
        const annotation = annotations.string(key);
        // A patch that takes it away.
        if (annotation.state === 'absent') continue;
        yield {
          at: annotation,
          message: `Annotation ${key} has no effect since ${since}`,
          fixes: [safeFix('Remove the annotation', remove(annotation))],
        };
      }
    }
  },
});
