import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isLoopback } from '../../kubernetes/address';
import type { Container } from '../../kubernetes/container';
import { flagsOf } from '../../kubernetes/flags';
import type { Given } from '../../kubernetes/option';
import { imageName } from '../../kubernetes/program';
import { isKnown, knownValue } from '../../yaml/field';

/** What each flag does. */
const FLAGS: Readonly<Record<string, string>> = {
  'enable-skip-login': 'lets everybody in without a login',
  'enable-insecure-login': 'takes logins over plain HTTP',
  'disable-settings-authorizer': 'lets everybody change its settings',
  'insecure-bind-address': 'serves plain HTTP to others',
};

export default defineRule({
  meta: {
    id: 'kubernetes-dashboard-insecure-args',
    chapter: 'admission',
    scope: 'container',
    title: 'Dashboard without protection',
    summary:
      'containers of the Kubernetes Dashboard that are started with a flag which takes a protection away',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { owasp: { '2025': ['K06'] }, attack: ['T1133'], cwe: ['CWE-306'] },
    whereWritten: ['args', 'command'],
    why: `
      The Dashboard acts on the cluster with the rights of its ServiceAccount or of who logs in. With
      \`--enable-skip-login\` whoever reaches it needs no login, with \`--enable-insecure-login\` or
      \`--insecure-bind-address\` tokens cross the network in plain text. Clusters were taken over that way to
      mine coins.
    `,
    whenNotToFix: `
      Behind a proxy in the same pod that ends TLS and asks for a login, plain HTTP on the pod's own loopback
      address is enough.
    `,
    examples: [
      {
        title: 'A Dashboard open to everybody',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kubernetes-dashboard
          spec:
            containers:
              - name: dashboard
                image: docker.io/kubernetesui/dashboard:v2.7.0
                args:
                  - --namespace=kubernetes-dashboard
                  - --enable-skip-login
          #         ^^^^^^^^^^^^^^^^^^^ Dashboard lets everybody in without a login: --enable-skip-login
                  - --insecure-bind-address
          #         ^^^^^^^^^^^^^^^^^^^^^^^ Dashboard serves plain HTTP to others: --insecure-bind-address
                  - 0.0.0.0
              - name: kubernetes-dashboard
                image: registry.example/mirror:2.7
                args: [--disable-settings-authorizer=true]
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Dashboard lets everybody change its settings: --disable-settings-authorizer
              - name: old
                image: registry.example/kubernetes-dashboard-amd64:v1.10.1
                args: [--port=9090, --enable-insecure-login]
          #                         ^^^^^^^^^^^^^^^^^^^^^^^ Dashboard takes logins over plain HTTP: --enable-insecure-login
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kubernetes-dashboard
          spec:
            containers:
              - name: dashboard
                image: docker.io/kubernetesui/dashboard:v2.7.0
                args:
                  - --namespace=kubernetes-dashboard
              - name: kubernetes-dashboard
                image: registry.example/mirror:2.7
              - name: old
                image: registry.example/kubernetes-dashboard-amd64:v1.10.1
                args: [--port=9090]
        `,
      },
      {
        title: 'Flags that are off, a loopback address, and another program with such a flag',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kubernetes-dashboard
          spec:
            containers:
              - name: kubernetes-dashboard
                image: registry.example/mirror:2.7
                args:
                  - --enable-skip-login=false
                  - --insecure-bind-address=127.0.0.1
              - name: viewer
                image: registry.example/viewer:1.0
                args: [--enable-skip-login]
        `,
      },
    ],
  },

  *check(container) {
    if (!isDashboard(container)) return;
    for (const { flag, word, given } of flagsOf(container)) {
      const effect = Object.hasOwn(FLAGS, flag) ? FLAGS[flag] : undefined;
      if (effect === undefined || isHarmless(flag, given)) continue;
      // A switch takes no value from the next word.
      const isAlone = flag === 'insecure-bind-address' || given.canBeBoolean;
      yield {
        at: word,
        message: `Dashboard ${effect}: --${flag}`,
        fixes: [unsafeFix(`Remove --${flag}`, ...(isAlone ? given.remove() : [remove(word)]))],
      };
    }
  },
});

function isDashboard(container: Container): boolean {
  const isNamed = isKnown(container.name, 'kubernetes-dashboard');
  const image = container.image.state === 'known' ? container.image.value : '';
  return (
    isNamed ||
    image.includes('kubernetesui/dashboard') ||
    /^kubernetes-dashboard/.test(imageName(container) ?? '')
  );
}

function isHarmless(flag: string, { value, canBeBoolean }: Given): boolean {
  const text = knownValue(value) ?? '';
  return flag === 'insecure-bind-address' ? isLoopback(text) : canBeBoolean && text === 'false';
}
