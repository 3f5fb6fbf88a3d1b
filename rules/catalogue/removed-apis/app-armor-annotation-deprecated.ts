import { safeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import type { MapView } from '../../yaml/view';
import { convert } from './annotated-profile';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

export default defineRule({
  meta: {
    id: 'app-armor-annotation-deprecated',
    chapter: 'removed-apis',
    scope: 'pod',
    title: 'AppArmor annotation in place of the field',
    summary: 'pods that choose an AppArmor profile by an annotation, which a field replaces since 1.30',
    severity: 'info',
    default: 'on',
    fix: 'safe',
    standards: { cwe: ['CWE-477'] },
    whereWritten: ['annotations'],
    why: `
      Since 1.30 the field \`appArmorProfile\` chooses the AppArmor profile, and the annotation is deprecated.
      Policies that only look at the field do not see the annotation. Once nothing reads it any more, a
      container that had a profile runs with the runtime's own, without a word.
    `,
    whenNotToFix: `
      A manifest that serves clusters older than 1.30 as well needs the annotation. Both may stand there if
      they say the same.
    `,
    examples: [
      {
        title: 'Profiles that are chosen by annotations',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.apparmor.security.beta.kubernetes.io/app: localhost/web
          #                                                       ^^^^^^^^^^^^^ AppArmor annotation is deprecated, and the field appArmorProfile is not set
              container.apparmor.security.beta.kubernetes.io/log: runtime/default
          #                                                       ^^^^^^^^^^^^^^^ AppArmor annotation is deprecated, and the field appArmorProfile is not set
          spec:
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
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  appArmorProfile:
                    type: Localhost
                    localhostProfile: web
              - name: log
                image: registry.example/log:1.0
                securityContext:
                  appArmorProfile:
                    type: RuntimeDefault
        `,
      },
      {
        title: 'Fields beside the annotations, and another annotation',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.apparmor.security.beta.kubernetes.io/app: runtime/default
              container.apparmor.security.beta.kubernetes.io/gone: runtime/default
              apparmor.example/app: runtime/default
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  appArmorProfile: {type: RuntimeDefault}
        `,
      },
      {
        title: 'A pod that has the field for all its containers',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.apparmor.security.beta.kubernetes.io/app: runtime/default
          spec:
            securityContext:
              appArmorProfile: {type: RuntimeDefault}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A cluster that does not know the field yet',
        kubernetesVersion: '1.29',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.apparmor.security.beta.kubernetes.io/app: runtime/default
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod, { target }) {
    if (!target.atLeast('1.30') || !isUnset(pod.securityContext)) return;
    for (const key of pod.annotations.keys().filter((name) => name.startsWith(ANNOTATION))) {
      const name = key.slice(ANNOTATION.length);
      const container = pod.containers.find((each) => isKnown(each.name, name));
      const annotation = pod.annotations.string(key);
      if (container === undefined || !isUnset(container.securityContext)) continue;
      if (annotation.state !== 'known') continue;
      const conversion = convert(annotation, container.securityContext, 'appArmorProfile');
      yield {
        at: annotation,
        message: 'AppArmor annotation is deprecated, and the field appArmorProfile is not set',
        ...(conversion === undefined
          ? {}
          : { fixes: [safeFix('Set appArmorProfile instead', ...conversion)] }),
      };
    }
  },
});

function isUnset(securityContext: MapView): boolean {
  return securityContext.map('appArmorProfile').state === 'absent';
}
