import { defineRule } from '../../engine/rule';
import { isAllowedSysctl, safeSysctls, sysctlName } from '../../kubernetes/sysctl';
import { severityOfAbsence } from './absence';

export default defineRule({
  meta: {
    id: 'workload-sysctl-not-enabled',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'Kernel parameter that no kubelet allows',
    summary: 'pods that set a kernel parameter which no kubelet in view allows',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the pod can do without the parameter, or a kubelet must allow it, is not in the files.
    `,
    absence: 'kubelet',
    standards: { owasp: { '2025': ['K01'] }, cwe: ['CWE-668'] },
    whereWritten: ['sysctls'],
    why: `
      A kubelet lets pods set the parameters that are safe for their neighbours, and those in its
      \`allowedUnsafeSysctls\`. It refuses a pod with any other, which then fails with \`SysctlForbidden\`, is
      made again and fails again. Who wants it to run soon allows far more than the one parameter, for
      every pod of the node.
    `,
    whenNotToFix: `
      Where the pod is for nodes whose kubelets are configured elsewhere.
    `,
    examples: [
      {
        title: 'A parameter that the kubelet does not list',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web}
          spec:
            securityContext:
              sysctls:
                - {name: net.core.somaxconn, value: "1024"}
          #              ^^^^^^^^^^^^^^^^^^ No kubelet in view allows net.core.somaxconn
                - {name: net.ipv4.tcp_syncookies, value: "1"}
            containers: [{name: web, image: "registry.example/web:1.2"}]
        `,
        files: [
          {
            path: 'kubelet.yaml',
            text: `
              apiVersion: kubelet.config.k8s.io/v1beta1
              kind: KubeletConfiguration
              allowedUnsafeSysctls: ["kernel.msg*"]
            `,
          },
        ],
      },
      {
        title: 'A workspace that holds all there is, and no kubelet that would allow anything',
        closedWorld: true,
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web}
          spec:
            securityContext:
              sysctls:
                - {name: net/core/somaxconn, value: "1024"}
          #              ^^^^^^^^^^^^^^^^^^ No kubelet in view allows net.core.somaxconn
            containers: [{name: web, image: "registry.example/web:1.2"}]
        `,
      },
      {
        title: 'Parameters that one of the kubelets allows, by name or by what they begin with',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web}
          spec:
            securityContext:
              sysctls:
                - {name: net.core.somaxconn, value: "1024"}
                - {name: kernel/msgmax, value: "65536"}
                - {name: "{{ .Values.sysctl }}", value: "1"}
            containers: [{name: web, image: "registry.example/web:1.2"}]
        `,
        files: [
          {
            path: 'kubelets.yaml',
            text: `
              apiVersion: kubelet.config.k8s.io/v1beta1
              kind: KubeletConfiguration
              ---
              apiVersion: kubelet.config.k8s.io/v1beta1
              kind: KubeletConfiguration
              allowedUnsafeSysctls: ["kernel.msg*", net.core.somaxconn]
            `,
          },
        ],
      },
      {
        title: 'A list that a template completes',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web}
          spec:
            securityContext:
              sysctls:
                - {name: net.core.somaxconn, value: "1024"}
            containers: [{name: web, image: "registry.example/web:1.2"}]
        `,
        files: [
          {
            path: 'kubelet.yaml',
            text: `
              apiVersion: kubelet.config.k8s.io/v1beta1
              kind: KubeletConfiguration
              allowedUnsafeSysctls: {{ .Values.sysctls }}
            `,
          },
        ],
      },
      {
        title: 'A parameter about which no kubelet in view can say anything',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web}
          spec:
            securityContext:
              sysctls:
                - {name: net.core.somaxconn, value: "1024"}
            containers: [{name: web, image: "registry.example/web:1.2"}]
        `,
      },
    ],
  },

  *check(pod, context) {
    const { workspace, target } = context;
    const sysctls = pod.securityContext.maps('sysctls').map((sysctl) => sysctl.string('name'));
    if (sysctls.length === 0) return;
    const kubelets = workspace.kubelets();
    if ((kubelets.length === 0 && !workspace.closedWorld) || kubelets.some(({ isOpen }) => isOpen)) return;
    const allowed = [...safeSysctls(target), ...kubelets.flatMap((kubelet) => kubelet.sysctls)];
    for (const name of sysctls) {
      if (name.state !== 'known' || isAllowedSysctl(name.value, allowed)) continue;
      yield {
        at: name,
        message: `No kubelet in view allows ${sysctlName(name.value)}`,
        ...severityOfAbsence(context),
        related: kubelets.map(({ place }) => ({ at: place, message: 'This kubelet does not allow it' })),
      };
    }
  },
});
