import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'se-linux-options-missing',
    chapter: 'pod-security',
    scope: 'container',
    title: 'No SELinux label',
    summary: 'containers whose SELinux label neither they nor their pods choose',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      Which level keeps the pods of a cluster apart is a plan for all of them, and not in one manifest.
    `,
    standards: {
      nsa: ['POD-4'],
    },
    why: `
      On nodes with SELinux the label of a process decides which files and processes it reaches, even
      as root. Where nobody chooses one the container runtime picks a random level for each container:
      two pods that share a volume then either cannot, or share it with everybody after a relabel.
    `,
    whenNotToFix: `
      Most clusters are right to leave the choice to the container runtime, and those without SELinux
      have nothing to choose.
    `,
    examples: [
      {
        title: 'A container that says nothing, beside one that does',
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
          #     ^^^^^^^^^^^^^^^ Container leaves its SELinux label to the runtime: seLinuxOptions is not set
                  runAsNonRoot: true
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seLinuxOptions:
                    level: s0:c123,c456
        `,
      },
      {
        title: 'A label of the pod, which counts for its containers',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              seLinuxOptions:
                level: s0:c123,c456
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A pod for Windows nodes, which have no SELinux',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            os: {name: windows}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check({ pod, securityContext }) {
    const contexts = [securityContext, pod.securityContext];
    const isSet = contexts.some((context) => context.map('seLinuxOptions').state !== 'absent');
    if (isSet || pod.mayBeWindows) return;
    const message = 'Container leaves its SELinux label to the runtime: seLinuxOptions is not set';
    yield { at: securityContext.map('seLinuxOptions'), message };
  },
});
