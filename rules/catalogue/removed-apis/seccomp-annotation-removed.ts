import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { Pod } from '../../kubernetes/pod';
import { isKnown } from '../../yaml/field';
import type { MapView } from '../../yaml/view';
import { convert } from './annotated-profile';

const FOR_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const FOR_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';

export default defineRule({
  meta: {
    id: 'seccomp-annotation-removed',
    chapter: 'removed-apis',
    scope: 'pod',
    title: 'Seccomp annotation that nothing reads',
    summary: 'pods that ask for a seccomp profile by an annotation alone, which has no effect since 1.27',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-002', 'TOB-K8S-TM01'], cwe: ['CWE-477'] },
    whereWritten: ['annotations'],
    why: `
      Until 1.27 an annotation of the pod chose the seccomp profile. Nothing reads it any more: unless the
      kubelet is set to \`seccompDefault\`, the containers run without a system call filter, while the manifest
      looks as if they had one. Since 1.19 the field \`securityContext.seccompProfile\` says it.
    `,
    whenNotToFix: `
      A manifest that serves clusters older than 1.19 as well needs the annotation; set the field too.
    `,
    examples: [
      {
        title: 'A profile for the pod, and others for two of its containers',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              seccomp.security.alpha.kubernetes.io/pod: docker/default
          #                                             ^^^^^^^^^^^^^^ Seccomp annotation has no effect, and the field seccompProfile is not set
              container.seccomp.security.alpha.kubernetes.io/app: localhost/app.json
          #                                                       ^^^^^^^^^^^^^^^^^^ Seccomp annotation has no effect, and the field seccompProfile is not set
              container.seccomp.security.alpha.kubernetes.io/log: unconfined
          #                                                       ^^^^^^^^^^ Seccomp annotation has no effect, and the field seccompProfile is not set
              example.com/team: shop
          spec:
            securityContext:
              runAsNonRoot: true
            containers:
              - name: app
                image: registry.example/app:2.0
              - name: log
                image: registry.example/log:1.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              example.com/team: shop
          spec:
            securityContext:
              runAsNonRoot: true
              seccompProfile:
                type: RuntimeDefault
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  seccompProfile:
                    type: Localhost
                    localhostProfile: app.json
              - name: log
                image: registry.example/log:1.0
        `,
      },
      {
        title: 'A Windows pod, which must not have the field',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              seccomp.security.alpha.kubernetes.io/pod: runtime/default
          #                                             ^^^^^^^^^^^^^^^ Seccomp annotation has no effect, and the field seccompProfile is not set
              example.com/team: shop
          spec:
            os: {name: windows}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              example.com/team: shop
          spec:
            os: {name: windows}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'Annotations beside the field, and one of a container that is not there',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              seccomp.security.alpha.kubernetes.io/pod: runtime/default
              container.seccomp.security.alpha.kubernetes.io/app: runtime/default
              container.seccomp.security.alpha.kubernetes.io/gone: runtime/default
          spec:
            securityContext:
              seccompProfile: {type: RuntimeDefault}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A container that has the field itself',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.seccomp.security.alpha.kubernetes.io/app: runtime/default
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  seccompProfile: {type: RuntimeDefault}
        `,
      },
      {
        title: 'A cluster that still reads them',
        kubernetesVersion: '1.26',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              seccomp.security.alpha.kubernetes.io/pod: runtime/default
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod, { target }) {
    if (!target.atLeast('1.27') || !isUnset(pod.securityContext)) return;
    for (const key of pod.annotations.keys()) {
      const securityContext = contextOf(pod, key);
      if (securityContext === undefined || !isUnset(securityContext)) continue;
      const annotation = pod.annotations.string(key);
      if (annotation.state !== 'known') continue;
      const conversion = pod.mayBeWindows
        ? undefined
        : convert(annotation, securityContext, 'seccompProfile');
      yield {
        at: annotation,
        message: 'Seccomp annotation has no effect, and the field seccompProfile is not set',
        fixes: [
          conversion === undefined
            ? unsafeFix('Remove the annotation', remove(annotation))
            : unsafeFix('Set seccompProfile instead', ...conversion),
        ],
      };
    }
  },
});

/** The security context that an annotation was about; undefined where it is about none that is there. */
function contextOf(pod: Pod, key: string): MapView | undefined {
  if (key === FOR_POD) return pod.securityContext;
  if (!key.startsWith(FOR_CONTAINER)) return undefined;
  const name = key.slice(FOR_CONTAINER.length);
  return pod.containers.find((container) => isKnown(container.name, name))?.securityContext;
}

function isUnset(securityContext: MapView): boolean {
  return securityContext.map('seccompProfile').state === 'absent';
}
