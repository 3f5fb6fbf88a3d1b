import { set } from '../../engine/fix';
import { fixesAtBothLevels } from '../../engine/placement';
import { defineRule } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import type { MapView } from '../../yaml/view';
import { APP_ARMOR_ANNOTATION } from './runtime-profile';

export default defineRule({
  meta: {
    id: 'app-armor-profile-missing',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'No AppArmor profile',
    summary: 'containers that name no AppArmor profile',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-4'],
    },
    why: `
      AppArmor limits what files a process may touch and what it may mount, whatever user it is. A
      container that names no profile gets the runtime's own on nodes with AppArmor and none at all on
      the others, without a word. One that names \`RuntimeDefault\` starts only where it is confined.
    `,
    whenNotToFix: `
      On clusters whose nodes have SELinux instead of AppArmor the pod would not start any more.
    `,
    examples: [
      {
        title: 'A container that says nothing',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app # public
          #           ^^^ Container may run unconfined: it names no AppArmor profile
                image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              appArmorProfile:
                type: RuntimeDefault
            containers:
              - name: app # public
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A container that neither field nor annotation covers, beside one with an annotation',
        kubernetesVersion: '1.29',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.apparmor.security.beta.kubernetes.io/proxy: runtime/default
          spec:
            containers:
              - name: app
          #           ^^^ Container may run unconfined: it names no AppArmor profile
                image: registry.example/app:2.0
              - name: proxy
                image: registry.example/proxy:1.1
        `,
      },
      {
        title: 'A container beside one whose annotation a field of the pod would contradict',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.apparmor.security.beta.kubernetes.io/proxy: localhost/proxy
          spec:
            containers:
              - name: app
          #           ^^^ Container may run unconfined: it names no AppArmor profile
                image: registry.example/app:2.0
              - name: proxy
                image: registry.example/proxy:1.1
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.apparmor.security.beta.kubernetes.io/proxy: localhost/proxy
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  appArmorProfile:
                    type: RuntimeDefault
              - name: proxy
                image: registry.example/proxy:1.1
        `,
      },
      {
        title: 'A profile of the pod, and a chart that leaves the name to its values',
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: Pod
              metadata:
                name: web
              spec:
                securityContext:
                  appArmorProfile: {type: RuntimeDefault}
                containers:
                  - name: app
                    image: registry.example/app:2.0
            - apiVersion: v1
              kind: Pod
              metadata:
                name: other
              spec:
                containers:
                  - name: {{ .Values.name }}
                    image: registry.example/app:2.0
        `,
      },
      {
        title: 'A pod for Windows nodes, which have no AppArmor',
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
        `,
      },
    ],
  },

  *check(pod, { target }) {
    if (pod.mayBeWindows) return;
    const hasField = target.atLeast('1.30');
    const isAnnotated = pod.annotations.keys().some((key) => key.startsWith(APP_ARMOR_ANNOTATION));
    const fixesFor = fixesAtBothLevels(
      pod,
      typeOf,
      ({ securityContext }) => [set(typeOf(securityContext), 'RuntimeDefault')],
      {
        pod: 'Use the RuntimeDefault profile for the whole pod',
        container: 'Use the RuntimeDefault profile for this container',
      },
      // The API server refuses a pod whose annotation and field differ.
      (container) => isAnnotated && mayBeAnnotated(container),
    );
    for (const container of pod.containers) {
      const contexts = [container.securityContext, pod.securityContext];
      const isNamed = contexts.some((context) => context.map('appArmorProfile').state !== 'absent');
      if (isNamed || mayBeAnnotated(container)) continue;
      yield {
        at: typeOf(container.securityContext),
        message: 'Container may run unconfined: it names no AppArmor profile',
        fixes: hasField ? fixesFor(container) : [],
      };
    }
  },
});

function typeOf(securityContext: MapView) {
  return securityContext.map('appArmorProfile').string('type');
}

/** Whether the annotation that the field replaced may cover the container. */
function mayBeAnnotated({ name, pod }: Container): boolean {
  if (name.state !== 'known') return true;
  return pod.annotations.string(`${APP_ARMOR_ANNOTATION}${name.value}`).state !== 'absent';
}
