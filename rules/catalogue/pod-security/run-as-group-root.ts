import { defineRule } from '../../engine/rule';
import { isInUserNamespace } from '../../kubernetes/pod-security';
import { isKnown } from '../../yaml/field';
import { chooseAnother, effectiveIds } from './effective-ids';

export default defineRule({
  meta: {
    id: 'run-as-group-root',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Group ID 0',
    summary: 'pods and containers that choose the group root (`runAsGroup: 0`)',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['POD-1', 'POD-4'],
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-250'],
    },
    whereWritten: ['runAsGroup'],
    why: `
      Many files of an image, and of a node's directories that reach a container, belong to the group
      root and may be read or written by it. A process in that group reads and changes them although
      it does not run as the user root.

      The group counts for every container that does not choose its own. From Kubernetes 1.35 a pod
      with \`hostUsers: false\` is exempt: its groups are nobody's on the node.
    `,
    whenNotToFix: `
      Images made for an arbitrary user ID give their files to the group root on purpose, as those
      for OpenShift do. They do not start in another group.
    `,
    examples: [
      {
        title: 'A pod and a container that ask for the group root',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsUser: 1000
              runAsGroup: 0 # as before
          #               ^ Pod runs in the group root: runAsGroup is 0
            initContainers:
              - name: prepare
                image: registry.example/tools:1.0
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsGroup: 0
          #                   ^ Container runs in the group root: runAsGroup is 0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsUser: 1000
              runAsGroup: 65532 # as before
            initContainers:
              - name: prepare
                image: registry.example/tools:1.0
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsGroup: 65532
        `,
      },
      {
        title: 'A chart that takes its containers from its values',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsGroup: 0
          #               ^ Pod runs in the group root: runAsGroup is 0
            containers: {{ .Values.containers }}
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsGroup: 65532
            containers: {{ .Values.containers }}
        `,
      },
      {
        title: "A group of the pod that none of its containers takes, one of them by a chart's choice",
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsGroup: 0
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsGroup: 1000
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  runAsGroup: {{ .Values.group }}
        `,
      },
      {
        title: 'The group root in a pod with a user namespace of its own',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            hostUsers: false
            securityContext:
              runAsGroup: 0
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
      {
        title: 'A pod for Windows nodes, where group IDs mean nothing',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            nodeSelector: {kubernetes.io/os: windows}
            securityContext:
              runAsGroup: 0
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
    ],
  },

  *check(pod, { target }) {
    if (pod.isForWindows || isInUserNamespace(pod, target)) return;
    for (const { field, owner } of effectiveIds(pod, 'runAsGroup')) {
      if (!isKnown(field, 0)) continue;
      yield {
        at: field,
        message: `${owner} runs in the group root: runAsGroup is 0`,
        assist: chooseAnother(field, 'Choose another group'),
      };
    }
  },
});
