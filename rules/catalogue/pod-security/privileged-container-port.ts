import { defineRule } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import type { Pod } from '../../kubernetes/pod';
import { type Field, isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'privileged-container-port',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Port that only root may open',
    summary: 'containers with a port below 1024 that they may not be able to open',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      The program has to listen on another port, and its Service to send there.
    `,
    standards: {
      nsa: ['POD-1'],
    },
    whereWritten: ['drop'],
    why: `
      Ports below 1024 are for root and for processes with the capability \`NET_BIND_SERVICE\`. A program
      that runs as another user without it fails to listen there. The quick way out is to give it root
      or its capabilities back; the right one is a port of 1024 or more behind the same Service port.

      Reported are containers that certainly do not run as root and drop the capability, in pods that
      do not lower \`net.ipv4.ip_unprivileged_port_start\`.
    `,
    whenNotToFix: `
      Container runtimes that open all ports to everybody, as newer versions of containerd do, let it
      work.
    `,
    examples: [
      {
        title: 'A web server that must not run as root',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              runAsNonRoot: true
            containers:
              - name: app
                image: registry.example/app:2.0
                ports:
                  - containerPort: 8080
                  - containerPort: 443
          #                        ^^^ Port 443 is below 1024: a user without NET_BIND_SERVICE may not open it
                securityContext:
                  capabilities: {drop: [ALL]}
              - name: proxy
                image: registry.example/proxy:1.1
                ports:
                  - containerPort: 80
          #                        ^^ Port 80 is below 1024: a user without NET_BIND_SERVICE may not open it
                securityContext:
                  runAsNonRoot: false
                  runAsUser: 1000
                  capabilities: {drop: [NET_BIND_SERVICE]}
        `,
      },
      {
        title: 'Containers that may open their ports',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: root
                image: registry.example/app:2.0
                ports: [{containerPort: 80}]
                securityContext:
                  runAsUser: 0
                  capabilities: {drop: [ALL]}
              - name: default
                image: registry.example/app:2.0
                ports: [{containerPort: 81}]
                securityContext:
                  runAsUser: 1000
              - name: added
                image: registry.example/app:2.0
                ports: [{containerPort: 82}]
                securityContext:
                  runAsUser: 1000
                  capabilities:
                    drop: [ALL]
                    add: [NET_BIND_SERVICE]
              - name: every
                image: registry.example/app:2.0
                ports: [{containerPort: 83}]
                securityContext:
                  runAsUser: 1000
                  capabilities:
                    drop: [NET_BIND_SERVICE]
                    add: [ALL]
              - name: high
                image: registry.example/app:2.0
                ports: [{containerPort: 1024}]
                securityContext:
                  runAsUser: 1000
                  capabilities: {drop: [ALL]}
        `,
      },
      {
        title: 'A pod that lowers the bound',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              runAsNonRoot: true
              sysctls:
                - name: net.ipv4.ip_unprivileged_port_start
                  value: "0"
            containers:
              - name: app
                image: registry.example/app:2.0
                ports: [{containerPort: 80}]
                securityContext:
                  capabilities: {drop: [ALL]}
        `,
      },
      {
        title: 'Charts that may lower the bound',
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: Pod
              metadata:
                name: named
              spec:
                securityContext:
                  runAsNonRoot: true
                  sysctls: [{name: {{ .Values.name }}, value: "0"}]
                containers:
                  - name: app
                    image: registry.example/app:2.0
                    ports: [{containerPort: 80}]
                    securityContext:
                      capabilities: {drop: [ALL]}
            - apiVersion: v1
              kind: Pod
              metadata:
                name: listed
              spec:
                securityContext:
                  runAsNonRoot: true
                  sysctls: {{ .Values.sysctls }}
                containers:
                  - name: app
                    image: registry.example/app:2.0
                    ports: [{containerPort: 80}]
                    securityContext:
                      capabilities: {drop: [ALL]}
        `,
      },
      {
        title: 'A pod for Windows nodes, where everybody may open every port',
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
                ports: [{containerPort: 80}]
                securityContext:
                  runAsNonRoot: true
                  capabilities: {drop: [ALL]}
        `,
      },
    ],
  },

  *check(container) {
    const { pod } = container;
    const ports = container.ports.map((each) => each.integer('containerPort'));
    if (!ports.some(isPrivileged)) return;
    if (!isOrdinaryUser(container) || !lacksCapability(container)) return;
    if (mayLowerBound(pod) || pod.isForWindows) return;
    for (const port of ports) {
      if (!isPrivileged(port)) continue;
      const message = `Port ${port.value} is below 1024: a user without NET_BIND_SERVICE may not open it`;
      yield { at: port, message };
    }
  },
});

function isPrivileged(port: Field<number>): boolean {
  return port.state === 'known' && port.value < 1024;
}

function isOrdinaryUser(container: Container): boolean {
  const user = container.effective((context) => context.integer('runAsUser'));
  if (user.state === 'known') return user.value > 0;
  return isKnown(
    container.effective((context) => context.boolean('runAsNonRoot')),
    true,
  );
}

function lacksCapability({ capabilities }: Container): boolean {
  const dropped = capabilities.list('drop').strings();
  const isDropped = ['ALL', 'NET_BIND_SERVICE'].some((name) => dropped.some((item) => isKnown(item, name)));
  const added = capabilities.list('add');
  return isDropped && !added.mayInclude('NET_BIND_SERVICE') && !added.mayInclude('ALL');
}

function mayLowerBound({ securityContext }: Pod): boolean {
  const sysctls = securityContext.list('sysctls');
  const names = sysctls.maps().map((sysctl) => sysctl.string('name'));
  return (
    sysctls.isOpen ||
    names.some(({ state }) => state !== 'known') ||
    names.some((name) => isKnown(name, 'net.ipv4.ip_unprivileged_port_start'))
  );
}
