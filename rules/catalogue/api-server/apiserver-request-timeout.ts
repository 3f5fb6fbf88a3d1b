import { defineRule } from '../../engine/rule';
import { secondsOf } from '../../kubernetes/duration';
import { fixesOf } from '../option-check';

const LONGEST = 300;

export default defineRule({
  meta: {
    id: 'apiserver-request-timeout',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Long request timeout',
    summary: 'an API server that works on a request for more than five minutes, or has a timeout of zero',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { cis: { '1.12': ['1.2.20'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-400'] },
    why: `
      The timeout ends requests that take too long, and so bounds what one client can keep busy. The default is a minute.
      With a much longer one, a few clients that ask for large lists over a slow connection can hold the API server's
      memory and its places for requests until others get none.
    `,
    whenNotToFix: `
      Where a known client needs that long and cannot ask in smaller parts. Watches and logs are not bound by this timeout.
    `,
    examples: [
      {
        title: 'Ten minutes',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              request-timeout: 10m
          #                    ^^^ API server works on a request for up to 10m
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              request-timeout: 5m0s
        `,
      },
      {
        title: 'Zero',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: request-timeout
                value: 0s
          #            ^^ API server has a request timeout of zero
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: request-timeout
                value: 5m0s
        `,
      },
      {
        title: 'Five minutes',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, --request-timeout=300s]
        `,
      },
    ],
  },
  *check(apiserver) {
    const timeout = apiserver.option('request-timeout');
    const { value } = timeout;
    const seconds = value.state === 'known' ? secondsOf(value.value) : undefined;
    if (value.state !== 'known' || seconds === undefined || (seconds !== 0 && seconds <= LONGEST)) return;
    yield {
      at: timeout,
      message:
        seconds === 0
          ? 'API server has a request timeout of zero'
          : `API server works on a request for up to ${value.value}`,
      fixes: fixesOf('Set it to five minutes', 'unsafe', timeout.set('5m0s')),
    };
  },
});
