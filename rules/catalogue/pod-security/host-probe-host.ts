import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import { flagsOf } from '../../kubernetes/flags';
import { isKnown } from '../../yaml/field';
import { isStaticControlPlane } from './exemptions';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

export default defineRule({
  meta: {
    id: 'host-probe-host',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Probe or hook to another host',
    summary: 'probes and lifecycle hooks that name the `host` which the kubelet connects to',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'hostProbesAndHostLifecycle', since: '1.34' },
      tob: ['TOB-K8S-024'],
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-918'],
      attack: ['T1046'],
    },
    whereWritten: ['host'],
    why: `
      The kubelet makes these requests from the node. With a \`host\` of one's own choice, whoever may
      create pods makes every node call the node's loopback interface, the cloud's metadata service
      or any address behind the firewall, and learns from the pod's state what answers there.

      From version 1.34 the Baseline policy allows \`httpGet.host\` and \`tcpSocket.host\` of
      \`livenessProbe\`, \`readinessProbe\`, \`startupProbe\`, \`lifecycle.postStart\` and
      \`lifecycle.preStop\` to be unset or empty; loopback addresses are not allowed either.
    `,
    whenNotToFix: `
      A pod on the host network whose server listens on the loopback interface alone cannot be probed
      without it. An \`exec\` probe can do the same from inside.
    `,
    examples: [
      {
        title: 'A probe of the node and a hook that calls elsewhere',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                livenessProbe:
                  httpGet:
                    host: 127.0.0.1
          #               ^^^^^^^^^ Kubelet is sent to 127.0.0.1 instead of the pod's own address
                    port: 8080
                startupProbe:
                  tcpSocket: {host: db.example, port: 5432}
          #                         ^^^^^^^^^^ Kubelet is sent to db.example instead of the pod's own address
                lifecycle:
                  preStop:
                    httpGet:
                      host: 10.0.0.7
          #                 ^^^^^^^^ Kubelet is sent to 10.0.0.7 instead of the pod's own address
                      port: 8080
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
                livenessProbe:
                  httpGet:
                    port: 8080
                startupProbe:
                  tcpSocket: {port: 5432}
                lifecycle:
                  preStop:
                    httpGet:
                      port: 8080
        `,
      },
      {
        title: 'An empty host, and one that only names the site to ask for',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                readinessProbe:
                  httpGet:
                    host: ""
                    port: 8080
                    httpHeaders:
                      - name: Host
                        value: shop.example
        `,
      },
      {
        title: 'An API server at the address of its node, as kubeadm writes it',
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: kube-apiserver
            namespace: kube-system
            labels:
              component: kube-apiserver
              tier: control-plane
          spec:
            hostNetwork: true
            containers:
              - name: kube-apiserver
                image: registry.example/kube-apiserver:1.2
                command:
                  - kube-apiserver
                  - --advertise-address=192.0.2.10
                livenessProbe:
                  httpGet:
                    host: 192.0.2.10
                    path: /livez
                    port: 6443
                    scheme: HTTPS
        `,
      },
      {
        title: 'The control plane itself, which listens to its node alone',
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: kube-scheduler
            namespace: kube-system
            labels:
              component: kube-scheduler
          spec:
            hostNetwork: true
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.2
                livenessProbe:
                  httpGet:
                    host: 127.0.0.1
                    port: 10259
                readinessProbe:
                  httpGet:
                    host: 192.0.2.10
          #               ^^^^^^^^^^ Kubelet is sent to 192.0.2.10 instead of the pod's own address
                    port: 10259
        `,
        fixed: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: kube-scheduler
            namespace: kube-system
            labels:
              component: kube-scheduler
          spec:
            hostNetwork: true
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.2
                livenessProbe:
                  httpGet:
                    host: 127.0.0.1
                    port: 10259
                readinessProbe:
                  httpGet:
                    port: 10259
        `,
      },
    ],
  },

  *check(container, context) {
    const isOfNode = isStaticControlPlane(container.pod, context);
    const targets = container.handlers.flatMap((handler) => [
      handler.map('httpGet'),
      handler.map('tcpSocket'),
    ]);
    for (const host of targets.map((target) => target.string('host'))) {
      if (host.state !== 'known' || host.value === '') continue;
      if (isOfNode && (LOOPBACK.includes(host.value) || isOwn(host.value, container))) continue;
      yield {
        at: host,
        message: `Kubelet is sent to ${host.value} instead of the pod's own address`,
        fixes: [unsafeFix('Remove host', remove(host))],
      };
    }
  },
});

/** Whether the program is told that an address of the node is its own. */
function isOwn(address: string, container: Container): boolean {
  return flagsOf(container).some(({ given: { value } }) => isKnown(value, address));
}
