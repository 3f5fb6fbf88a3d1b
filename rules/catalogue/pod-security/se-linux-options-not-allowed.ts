import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';

const TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

export default defineRule({
  meta: {
    id: 'se-linux-options-not-allowed',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'SELinux label that does not confine',
    summary:
      'pods and containers that choose an SELinux user or role, or a type other than those for containers',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'seLinuxOptions', since: '1.0' },
      nsa: ['POD-4'],
      owasp: { '2025': ['K01'] },
    },
    whereWritten: ['seLinuxOptions'],
    why: `
      On nodes with SELinux the label decides which files and processes of the node a container may
      touch. A type such as \`spc_t\` lifts that altogether; another service's type, user or role gives
      the container what that service may do.

      The Baseline policy allows as \`seLinuxOptions.type\`, of the pod and of each container, nothing,
      \`container_t\`, \`container_init_t\`, \`container_kvm_t\` and from version 1.31 \`container_engine_t\`.
      \`user\` and \`role\` must be unset or empty; \`level\` is free.
    `,
    whenNotToFix: `
      Agents that read the node's files on SELinux nodes need a type of their own. Write a policy module
      for it instead of \`spc_t\` where you can.
    `,
    examples: [
      {
        title: 'Labels that reach beyond the container',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
          spec:
            securityContext:
              fsGroup: 2000
              seLinuxOptions: {type: spc_t}
          #                          ^^^^^ SELinux type spc_t is not allowed by Pod Security Baseline
            containers:
              - name: agent
                image: registry.example/agent:1.4
                securityContext:
                  seLinuxOptions:
                    user: system_u
          #               ^^^^^^^^ SELinux user is set to system_u
                    role: system_r
          #               ^^^^^^^^ SELinux role is set to system_r
                    level: s0:c10,c20
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
          spec:
            securityContext:
              fsGroup: 2000
            containers:
              - name: agent
                image: registry.example/agent:1.4
                securityContext:
                  seLinuxOptions:
                    level: s0:c10,c20
        `,
      },
      {
        title: 'Labels of containers',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            securityContext:
              seLinuxOptions:
                user: ""
                role: ""
                type: ""
                level: s0:c10,c20
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  seLinuxOptions:
                    type: container_engine_t
              - name: log
                image: registry.example/log:1.0
                securityContext:
                  seLinuxOptions:
                    type: container_init_t
        `,
      },
      {
        title: 'A type that an older policy does not list yet',
        kubernetesVersion: '1.30',
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
                  seLinuxOptions:
                    type: container_engine_t
          #               ^^^^^^^^^^^^^^^^^^ SELinux type container_engine_t is not allowed by Pod Security Baseline
        `,
      },
    ],
  },

  *check(pod, { target }) {
    const types = target.atLeast('1.31') ? [...TYPES, 'container_engine_t'] : TYPES;
    const contexts = [pod.securityContext, ...pod.containers.map(({ securityContext }) => securityContext)];
    for (const options of contexts.map((context) => context.map('seLinuxOptions'))) {
      const type = options.string('type');
      if (type.state === 'known' && !types.includes(type.value)) {
        const message = `SELinux type ${type.value} is not allowed by Pod Security Baseline`;
        yield { at: type, message, fixes: [unsafeFix('Remove the SELinux type', remove(type))] };
      }
      for (const key of ['user', 'role']) {
        const field = options.string(key);
        if (field.state !== 'known' || field.value === '') continue;
        const message = `SELinux ${key} is set to ${field.value}`;
        yield { at: field, message, fixes: [unsafeFix(`Remove the SELinux ${key}`, remove(field))] };
      }
    }
  },
});
