import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { mayBe } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'windows-run-as-container-administrator',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Windows container that runs as administrator',
    summary: 'pods and containers that run as `ContainerAdministrator` on Windows',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-1'],
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-250'],
    },
    whereWritten: ['runAsUserName'],
    why: `
      ContainerAdministrator is to a Windows container what root is to one of Linux: it changes every
      file, service and registry key of the container. Windows Server containers share their node's
      kernel, and its bugs are easier to use from there.
    `,
    whenNotToFix: `
      Programs that install services or write to system folders do not start as ContainerUser. Change
      the image first.
    `,
    examples: [
      {
        title: 'An administrator for the pod, and one with a domain',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              windowsOptions:
                runAsUserName: ContainerAdministrator # to install
          #                    ^^^^^^^^^^^^^^^^^^^^^^ Windows user ContainerAdministrator may change everything in its container
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  windowsOptions:
                    runAsUserName: 'User Manager\\containeradministrator'
          #                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Windows user User Manager\\containeradministrator may change everything in its container
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              windowsOptions:
                runAsUserName: ContainerUser # to install
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  windowsOptions:
                    runAsUserName: 'ContainerUser'
        `,
      },
      {
        title: 'A process of the node, which cannot run as ContainerUser',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
          spec:
            hostNetwork: true
            securityContext:
              windowsOptions:
                hostProcess: true
            containers:
              - name: agent
                image: registry.example/agent:1.4
                securityContext:
                  windowsOptions:
                    runAsUserName: ContainerAdministrator
          #                        ^^^^^^^^^^^^^^^^^^^^^^ Windows user ContainerAdministrator may change everything in its container
        `,
      },
      {
        title: 'Other users',
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
                securityContext:
                  windowsOptions:
                    runAsUserName: NotContainerAdministrator
        `,
      },
    ],
  },

  *check(pod) {
    const all = pod.securityContexts.map((context) => context.map('windowsOptions'));
    const mayBeHostProcess = all.some((options) => mayBe(options.boolean('hostProcess'), true));
    for (const user of all.map((options) => options.string('runAsUserName'))) {
      if (user.state !== 'known' || !/^(?:.*\\)?ContainerAdministrator$/i.test(user.value)) continue;
      yield {
        at: user,
        message: `Windows user ${user.value} may change everything in its container`,
        fixes: mayBeHostProcess ? [] : [unsafeFix('Run as ContainerUser', set(user, 'ContainerUser'))],
      };
    }
  },
});
