import { set, unsafeFix } from '../../engine/fix';
import { fixesAtBothLevels } from '../../engine/placement';
import { defineRule, type Fix } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import type { Pod } from '../../kubernetes/pod';
import { isInUserNamespace } from '../../kubernetes/pod-security';
import { isStaticPod } from '../../kubernetes/static-pod';
import { isKnown, type Located } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

export default defineRule({
  meta: {
    id: 'run-as-non-root',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Container that may run as root',
    summary: 'containers that may run as root because `runAsNonRoot` is not set to `true`',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'restricted', check: 'runAsNonRoot', since: '1.0' },
      nsa: ['POD-1', 'POD-4'],
      cis: { '1.12': ['5.2.7'] },
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-250'],
    },
    covers: ['security-field-null'],
    why: `
      A process that breaks out of its container keeps its user ID. As root it then owns the node;
      as anyone else it still has a privilege to gain. With \`runAsNonRoot: true\` the kubelet does
      not start a container that would run as root.

      From Kubernetes 1.35 a pod with \`hostUsers: false\` is exempt: its root is nobody on the node.
    `,
    whenNotToFix: `
      An image that starts as root does not start any more once this is fixed. Change the image
      first: \`USER 65532\` in its Dockerfile.
    `,
    examples: [
      {
        title: 'A container that says nothing',
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
                  - name: app # public
          #               ^^^ Container may run as root: runAsNonRoot is not set
                    image: registry.example/app:2.0
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
                securityContext:
                  runAsNonRoot: true
                containers:
                  - name: app # public
                    image: registry.example/app:2.0
        `,
      },
      {
        title: 'A container that opts out of what its pod asks for',
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
                securityContext:
                  runAsNonRoot: false
          #                     ^^^^^ Container is allowed to run as root
        `,
        fixed: `
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
                securityContext:
                  runAsNonRoot: true
        `,
      },
      {
        title: 'A pod that allows root, which no container can undo for the admission controller',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              runAsNonRoot: false
          #                 ^^^^^ Pod allows its containers to run as root
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        fixed: `
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
        `,
      },
      {
        title: "The control plane's own, which would not start any more",
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: etcd
            labels:
              component: etcd
              tier: control-plane
          spec:
            containers:
              - name: etcd
          #           ^^^^ Container may run as root: runAsNonRoot is not set
                image: registry.example/etcd:3.6
        `,
      },
      {
        title: 'A pod that speaks for its containers',
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
        `,
      },
      {
        title: 'A pod in a user namespace of its own',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            hostUsers: false
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod, { target }) {
    if (isInUserNamespace(pod, target)) return;
    const ofPod = runAsNonRoot(pod.securityContext);
    const isRoot = (container: Container) => mustBeRoot(container, pod);
    if (isKnown(ofPod, false)) {
      const fixes = pod.containers.some(isRoot) ? [] : [requireAt(ofPod)];
      yield { at: ofPod, message: 'Pod allows its containers to run as root', fixes };
    }
    const titles = {
      pod: 'Require a non-root user for the whole pod',
      container: 'Require a non-root user for this container',
    };
    const require = ({ securityContext }: Pod | Container) => [set(runAsNonRoot(securityContext), true)];
    const fixesFor = fixesAtBothLevels(pod, runAsNonRoot, require, titles, isRoot);
    for (const container of pod.containers) {
      const own = runAsNonRoot(container.securityContext);
      if (isKnown(own, false)) {
        const fixes = isRoot(container) ? [] : [requireAt(own)];
        yield { at: own, message: 'Container is allowed to run as root', fixes };
      } else if (own.state === 'absent' && ofPod.state === 'absent') {
        yield {
          at: own,
          message: 'Container may run as root: runAsNonRoot is not set',
          fixes: fixesFor(container),
        };
      }
    }
  },
});

function runAsNonRoot(securityContext: MapView) {
  return securityContext.boolean('runAsNonRoot');
}

/** The kubelet starts no container that is root and must not be. The control plane's own images are root unless told otherwise. */
function mustBeRoot(container: Container, pod: Pod): boolean {
  const user = container.effective((context) => context.integer('runAsUser'));
  return isKnown(user, 0) || (user.state === 'absent' && isStaticPod(pod));
}

function requireAt(place: Located): Fix {
  return unsafeFix('Require a non-root user', set(place, true));
}
