import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { Pod } from '../../kubernetes/pod';

export default defineRule({
  meta: {
    id: 'security-context-missing',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'No security context at all',
    summary: 'pods without any `securityContext`, neither their own nor of a container',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['5.6.3'] },
    },
    why: `
      Nobody has thought about what this pod may do. It then runs with what the defaults give: the
      user of its image, which is often root, a dozen capabilities, a file system that can be written,
      and no system call filter. Each of these has a rule of its own; this one offers to set what the
      Restricted policy asks for, and a read-only root file system, all at once.
    `,
    whenNotToFix: `
      Where an admission controller sets the fields for every pod, the manifest need not. Programs that
      run as root or write outside of their volumes must be changed first.
    `,
    examples: [
      {
        title: 'A pod that says nothing',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          #       ^^^ Neither the pod nor a container has a securityContext
          spec:
            selector: {matchLabels: {app: web}}
            template:
              spec:
                initContainers:
                  - name: migrate
                    image: registry.example/migrate:2.0
                containers:
                  - name: app
                    image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          spec:
            selector: {matchLabels: {app: web}}
            template:
              spec:
                securityContext:
                  runAsNonRoot: true
                  seccompProfile:
                    type: RuntimeDefault
                initContainers:
                  - name: migrate
                    image: registry.example/migrate:2.0
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities:
                        drop:
                          - ALL
                      readOnlyRootFilesystem: true
                containers:
                  - name: app
                    image: registry.example/app:2.0
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities:
                        drop:
                          - ALL
                      readOnlyRootFilesystem: true
        `,
      },
      {
        title: 'A container that says something',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  runAsNonRoot: true
        `,
      },
      {
        title: 'A chart that leaves its containers to its values',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
              {{- toYaml .Values.sidecars | nindent 4 }}
        `,
      },
      {
        title: 'A pod for Windows nodes, where most of the fields must not be set',
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
        `,
      },
    ],
  },

  *check(pod) {
    const isAnySet = pod.securityContexts.some(({ state }) => state !== 'absent');
    if (isAnySet || mayHaveMoreContainers(pod) || pod.mayBeWindows) return;
    const forPod = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
    const forContainer = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    };
    const ofContainers = pod.containers.map(({ securityContext }) => set(securityContext, forContainer));
    yield {
      at: pod.securityContext,
      message: 'Neither the pod nor a container has a securityContext',
      assist: { title: 'Harden this pod', operations: [set(pod.securityContext, forPod), ...ofContainers] },
    };
  },
});

function mayHaveMoreContainers({ spec }: Pod): boolean {
  const lists = ['initContainers', 'containers', 'ephemeralContainers'];
  return lists.some((key) => spec.list(key).isOpen);
}
