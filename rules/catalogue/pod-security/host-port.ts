import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import type { MapView } from '../../yaml/view';
import { isStaticControlPlane } from './exemptions';

export default defineRule({
  meta: {
    id: 'host-port',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Port of the node',
    summary: 'containers whose port is a port of their node as well (`hostPort`)',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'hostPorts', since: '1.0' },
      cis: { '1.12': ['5.2.12'] },
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-668'],
      attack: ['T1133'],
    },
    whereWritten: ['hostNetwork', 'hostPort'],
    why: `
      A host port opens the container on the node's own addresses, for whoever reaches the node: past
      Services, past Ingress and, with some network plugins, past NetworkPolicy. It also stops a second
      pod with that port from running on the node.

      The Baseline policy allows \`hostPort\` to be unset or 0. In a Pod on the host network the API server
      sets it to the \`containerPort\` of each declared port; before Kubernetes 1.28 in the templates
      of controllers too.
    `,
    whenNotToFix: `
      Ingress controllers and node agents without a load balancer in front of them are reached this way.
    `,
    examples: [
      {
        title: 'A container on a port of the node',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          spec:
            selector: {matchLabels: {app: web}}
            template:
              spec:
                containers:
                  - name: app
                    image: registry.example/app:2.0
                    ports:
                      - containerPort: 8080
                        hostPort: 80
          #                       ^^ Container listens on port 80 of the node
                      - containerPort: 9090
                        hostPort: 0
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
                containers:
                  - name: app
                    image: registry.example/app:2.0
                    ports:
                      - containerPort: 8080
                      - containerPort: 9090
                        hostPort: 0
        `,
      },
      {
        title: 'A Pod on the host network, for which the API server sets the host port',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            hostNetwork: true
          #              ^^^^ Pod has its container ports as host ports: hostNetwork is true
            containers:
              - name: app
                image: registry.example/app:2.0
                ports:
                  - containerPort: 8080
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
                ports:
                  - containerPort: 8080
        `,
      },
      {
        title: 'A template on the host network, which the API server leaves as it is',
        manifest: `
          apiVersion: apps/v1
          kind: DaemonSet
          metadata:
            name: web
          spec:
            selector: {matchLabels: {app: web}}
            template:
              spec:
                hostNetwork: true
                containers:
                  - name: app
                    image: registry.example/app:2.0
                    ports:
                      - containerPort: 8080
        `,
      },
      {
        title: 'The same template on an older cluster',
        kubernetesVersion: '1.27',
        manifest: `
          apiVersion: apps/v1
          kind: DaemonSet
          metadata:
            name: web
          spec:
            selector: {matchLabels: {app: web}}
            template:
              spec:
                hostNetwork: true
          #                  ^^^^ Pod has its container ports as host ports: hostNetwork is true
                containers:
                  - name: app
                    image: registry.example/app:2.0
                    ports:
                      - containerPort: 8080
        `,
      },
      {
        title: "One of the control plane's own pods, which a kubelet starts from a file",
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: kube-apiserver
            namespace: kube-system
            labels:
              component: kube-apiserver
          spec:
            hostNetwork: true
            containers:
              - name: kube-apiserver
                image: registry.example/kube-apiserver:1.37
                ports:
                  - containerPort: 6443
        `,
      },
    ],
  },

  *check(pod, context) {
    const ports = pod.containers.flatMap((container) => container.ports);
    for (const hostPort of ports.map((port) => port.integer('hostPort'))) {
      if (hostPort.state !== 'known' || hostPort.value === 0) continue;
      yield {
        at: hostPort,
        message: `Container listens on port ${hostPort.value} of the node`,
        fixes: [unsafeFix('Remove hostPort', remove(hostPort))],
      };
    }
    if (!isKnown(pod.hostNetwork, true) || isStaticControlPlane(pod, context)) return;
    const isDefaulted = pod.isStandalone || !context.target.atLeast('1.28');
    if (!isDefaulted || !ports.some(isWithoutHostPort)) return;
    yield {
      at: pod.hostNetwork,
      message: 'Pod has its container ports as host ports: hostNetwork is true',
      fixes: [unsafeFix('Remove hostNetwork', remove(pod.hostNetwork))],
    };
  },
});

/** Whether the API server gives a port the host port of its number, as it does on the host network. */
function isWithoutHostPort(port: MapView): boolean {
  const hostPort = port.integer('hostPort');
  return (
    (port.knownInteger('containerPort') ?? 0) > 0 && (hostPort.state === 'absent' || isKnown(hostPort, 0))
  );
}
