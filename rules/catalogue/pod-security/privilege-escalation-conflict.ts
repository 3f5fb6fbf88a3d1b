import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'privilege-escalation-conflict',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Escalation forbidden and implied',
    summary: 'containers that forbid privilege escalation beside what always implies it',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-4'],
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-269'],
    },
    whereWritten: ['allowPrivilegeEscalation'],
    why: `
      \`allowPrivilegeEscalation: false\` cannot hold for a privileged container. The API server refuses
      the pod, and any Deployment or other controller with such a template, also where the added
      capability \`CAP_SYS_ADMIN\` stands in for \`privileged\`. It is then tempting to give up the
      harmless field to get the dangerous one through.
    `,
    whenNotToFix: `
      A container that has to be privileged must not forbid escalation: remove that field instead.
    `,
    examples: [
      {
        title: 'A privileged container, and one with the capability that is as good',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  privileged: true # for the cache
                  allowPrivilegeEscalation: false
          #                                 ^^^^^ API server refuses allowPrivilegeEscalation: false beside privileged: true
              - name: mount
                image: registry.example/mount:1.0
                securityContext:
                  allowPrivilegeEscalation: false
          #                                 ^^^^^ API server refuses allowPrivilegeEscalation: false beside CAP_SYS_ADMIN
                  capabilities:
                    drop: [ALL]
                    add:
                      - CAP_SYS_ADMIN
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  allowPrivilegeEscalation: false
              - name: mount
                image: registry.example/mount:1.0
                securityContext:
                  allowPrivilegeEscalation: false
                  capabilities:
                    drop: [ALL]
        `,
      },
      {
        title: 'Mounts that only a privileged container may have, so that none of both can go alone',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: storage
          spec:
            containers:
              - name: driver
                image: registry.example/driver:1.0
                securityContext:
                  privileged: true
                  allowPrivilegeEscalation: false
          #                                 ^^^^^ API server refuses allowPrivilegeEscalation: false beside privileged: true
                volumeMounts:
                  - name: mounts
                    mountPath: /mounts
                    mountPropagation: Bidirectional
        `,
      },
      {
        title: 'Containers that forbid it beside what the API server admits',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  privileged: false
                  allowPrivilegeEscalation: false
              - name: mount
                image: registry.example/mount:1.0
                securityContext:
                  allowPrivilegeEscalation: false
                  capabilities:
                    add: [SYS_ADMIN]
              - name: agent
                image: registry.example/agent:1.4
                securityContext:
                  privileged: true
                  allowPrivilegeEscalation: true
              - name: probe
                image: registry.example/probe:1.4
                securityContext:
                  privileged: {{ .Values.privileged }}
                  allowPrivilegeEscalation: false
        `,
      },
    ],
  },

  *check({ securityContext, privileged, capabilities, mayPropagateMounts }) {
    const own = securityContext.boolean('allowPrivilegeEscalation');
    if (!isKnown(own, false)) return;
    const isPrivileged = isKnown(privileged, true);
    // Without its prefix the API server does not know what the capability implies.
    const added = capabilities.list('add').strings();
    const causes = [
      ...(isPrivileged ? [privileged] : []),
      ...added.filter((item) => isKnown(item, 'CAP_SYS_ADMIN')),
    ];
    if (causes.length === 0) return;
    const name = isPrivileged ? 'privileged: true' : 'CAP_SYS_ADMIN';
    const isBound = isPrivileged && mayPropagateMounts;
    yield {
      at: own,
      message: `API server refuses allowPrivilegeEscalation: false beside ${name}`,
      fixes: isBound ? [] : [unsafeFix(`Remove ${name}`, ...causes.map(remove))],
      related: causes.map((at) => ({ at, message: 'This implies privilege escalation' })),
    };
  },
});
