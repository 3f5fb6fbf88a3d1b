import { remove, safeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'linux-pod-windows-options',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Windows options in a Linux pod',
    summary: 'pods for Linux with `windowsOptions` in a security context',
    severity: 'error',
    default: 'on',
    fix: 'safe',
    standards: {
      nsa: ['POD-4'],
      owasp: { '2025': ['K01'] },
    },
    whereWritten: ['windowsOptions'],
    why: `
      The API server refuses a pod with \`os.name: linux\` that has options for Windows, and any
      Deployment or other controller with such a template. On Linux the user is chosen by \`runAsUser\`;
      the user name among the options would have protected nothing.
    `,
    whenNotToFix: `
      There is no reason to keep it: no cluster runs the pod as it is.
    `,
    examples: [
      {
        title: 'Options of the pod and of a container',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            os:
              name: linux
            securityContext:
              runAsNonRoot: true
              windowsOptions:
          #   ^^^^^^^^^^^^^^ API server refuses windowsOptions in a Linux pod
                runAsUserName: ContainerUser
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  windowsOptions: {hostProcess: false}
          #       ^^^^^^^^^^^^^^ API server refuses windowsOptions in a Linux pod
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            os:
              name: linux
            securityContext:
              runAsNonRoot: true
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A pod that does not say what it runs on',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              windowsOptions:
                runAsUserName: ContainerUser
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod) {
    if (!isKnown(pod.osName, 'linux')) return;
    for (const options of pod.securityContexts.map((context) => context.map('windowsOptions'))) {
      if (options.state !== 'known') continue;
      yield {
        at: options,
        message: 'API server refuses windowsOptions in a Linux pod',
        fixes: [safeFix('Remove windowsOptions', remove(options))],
      };
    }
  },
});
