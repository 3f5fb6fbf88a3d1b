import { remove, set, unsafeFix } from '../../engine/fix';
import { defineRule, type Fix } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import type { Pod } from '../../kubernetes/pod';
import { mayBe } from '../../yaml/field';
import type { MapView } from '../../yaml/view';
import { CONTAINER_FIELDS, misplacedIn, POD_FIELDS } from './misplaced';
import { isHarmless } from './repair';

export default defineRule({
  meta: {
    id: 'security-context-wrong-level',
    chapter: 'traps',
    scope: 'pod',
    title: 'Security setting in the wrong place',
    summary: 'fields of a security context that stand where the API knows no such field',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-TM01'], cwe: ['CWE-1188'] },
    whereWritten: ['securityContext', ...POD_FIELDS.keys(), ...CONTAINER_FIELDS.keys()],
    why: `
      Some fields of a \`securityContext\` exist for containers alone, some for the pod alone, and the
      \`securityContext\` itself stands in the pod's spec and in each container, nowhere else. In any other
      place a strict client refuses the manifest; all others drop the field without a word, and the containers
      run without the protection that the manifest seems to give.

      Only for containers: \`allowPrivilegeEscalation\`, \`capabilities\`, \`privileged\`, \`procMount\` and
      \`readOnlyRootFilesystem\`. Only for the pod: \`fsGroup\`, \`fsGroupChangePolicy\`,
      \`seLinuxChangePolicy\`, \`supplementalGroups\`, \`supplementalGroupsPolicy\` and \`sysctls\`.
    `,
    whenNotToFix: `
      Never: the field has no effect where it stands. Once it has one, a program may need to be changed.
    `,
    examples: [
      {
        title: "A container's fields in the pod's context, and the pod's in a container's",
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              runAsNonRoot: true
              capabilities:
          #   ^^^^^^^^^^^^ Field capabilities has no effect for a pod: it belongs to its containers
                drop: [ALL]
              readOnlyRootFilesystem: true
          #   ^^^^^^^^^^^^^^^^^^^^^^ Field readOnlyRootFilesystem has no effect for a pod: it belongs to its containers
              privileged: true
          #   ^^^^^^^^^^ Field privileged has no effect for a pod: it belongs to its containers
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  fsGroup: 2000
          #       ^^^^^^^ Field fsGroup has no effect for a container: it belongs to its pod
                  supplementalGroups: [3000, 4000]
          #       ^^^^^^^^^^^^^^^^^^ Field supplementalGroups has no effect for a container: it belongs to its pod
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  capabilities: {drop: [NET_RAW]}
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              fsGroup: 2000
              supplementalGroups: [3000, 4000]
              runAsNonRoot: true
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  capabilities:
                    drop: [ALL]
                  readOnlyRootFilesystem: true
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  capabilities: {drop: [NET_RAW]}
                  readOnlyRootFilesystem: true
        `,
      },
      {
        title: 'Fields that stand beside the context',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            fsGroup: 2000
          # ^^^^^^^ Field fsGroup has no effect here: it belongs into securityContext
            containers:
              - name: app
                image: registry.example/app:2.0
                readOnlyRootFilesystem: true
          #     ^^^^^^^^^^^^^^^^^^^^^^ Field readOnlyRootFilesystem has no effect here: it belongs into securityContext
                runAsNonRoot: true
          #     ^^^^^^^^^^^^ Field runAsNonRoot has no effect here: it belongs into securityContext
                securityContext:
                  allowPrivilegeEscalation: false
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              fsGroup: 2000
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  runAsNonRoot: true
        `,
      },
      {
        title: 'A context on the controller in place of its pods',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          spec:
            selector: {matchLabels: {app: web}}
            securityContext:
          # ^^^^^^^^^^^^^^^ Field securityContext has no effect here: it belongs into the spec of the pod
              runAsNonRoot: true
              seccompProfile:
                type: RuntimeDefault
            template:
              spec:
                containers:
                  - name: app
                    image: registry.example/app:2.0
                serviceAccountName: web
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
                serviceAccountName: web
                securityContext:
                  runAsNonRoot: true
                  seccompProfile:
                    type: RuntimeDefault
        `,
      },
      {
        title: 'What cannot be moved as it is',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          spec:
            selector: {matchLabels: {app: web}}
            template:
              securityContext:
          #   ^^^^^^^^^^^^^^^ Field securityContext has no effect here: it belongs into the spec of the pod
                privileged: false
              spec:
                securityContext:
                  allowPrivilegeEscalation: false
          #       ^^^^^^^^^^^^^^^^^^^^^^^^ Field allowPrivilegeEscalation has no effect for a pod: it belongs to its containers
                  runAsNonRoot: true
                containers:
                  - name: app
                    image: registry.example/app:2.0
                    securityContext:
                      privileged: true
        `,
        fixed: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          spec:
            selector: {matchLabels: {app: web}}
            template:
              securityContext:
                privileged: false
              spec:
                securityContext:
                  runAsNonRoot: true
                containers:
                  - name: app
                    image: registry.example/app:2.0
                    securityContext:
                      privileged: true
        `,
      },
      {
        title: 'A chart that leaves the value to its values',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              readOnlyRootFilesystem: {{ .Values.readOnly }}
          #   ^^^^^^^^^^^^^^^^^^^^^^ Field readOnlyRootFilesystem has no effect for a pod: it belongs to its containers
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
              readOnlyRootFilesystem: {{ .Values.readOnly }}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A Windows pod, which must not have the field anywhere',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            os: {name: windows}
            securityContext:
              readOnlyRootFilesystem: true
          #   ^^^^^^^^^^^^^^^^^^^^^^ Field readOnlyRootFilesystem has no effect for a pod: it belongs to its containers
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
            os: {name: windows}
            securityContext:
              readOnlyRootFilesystem: true
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'Fields that exist for both',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              runAsUser: 1000
              seccompProfile: {type: RuntimeDefault}
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  runAsUser: 2000
                  windowsOptions: {runAsUserName: web}
        `,
      },
      {
        title: 'A workflow, whose spec has a context of its own',
        manifest: `
          apiVersion: argoproj.io/v1alpha1
          kind: Workflow
          metadata:
            name: build
          spec:
            securityContext:
              runAsNonRoot: true
            templates:
              - name: main
                container:
                  image: registry.example/build:1.2
        `,
      },
    ],
  },

  *check(pod) {
    for (const { holder, key, reason, container } of misplacedIn(pod)) {
      yield {
        at: holder.keyAt(key),
        message: `Field ${key} has no effect ${reason}`,
        fixes: key === 'securityContext' ? contextMoves(pod, holder) : moves(pod, holder, key, container),
      };
    }
  },
});

/** Takes a field to where it has an effect. One that would loosen something, or is set there already, is only removed. */
function moves(pod: Pod, holder: MapView, key: string, container: Container | undefined): readonly Fix[] {
  const place = holder.keyAt(key);
  const value = holder.data(key);
  const homes = homesOf(pod, key, container).map((context) => context.typeOf(key));
  if (pod.mayBeWindows || value === undefined || homes.some(({ state }) => state === 'unknown')) return [];
  const free = !isHarmless(key, value) ? [] : homes.filter(({ state }) => state === 'absent');
  if (free.length === 0) return [unsafeFix(`Remove ${key}`, remove(place))];
  const title = `Move ${key} to where it has an effect`;
  return [unsafeFix(title, remove(place), ...free.map((home) => set(home, value)))];
}

function homesOf(pod: Pod, key: string, container: Container | undefined): readonly MapView[] {
  if (POD_FIELDS.has(key) && (container === undefined || !CONTAINER_FIELDS.has(key))) {
    return [pod.securityContext];
  }
  const containers = container === undefined ? pod.containers : [container];
  // The API refuses an escalation that is forbidden beside what implies it.
  const isImplied = ({ privileged, capabilities }: Container) =>
    mayBe(privileged, true) || capabilities.list('add').mayInclude('CAP_SYS_ADMIN');
  return containers
    .filter((each) => key !== 'allowPrivilegeEscalation' || !isImplied(each))
    .map(({ securityContext }) => securityContext);
}

/** Takes a whole security context into the pod's spec, where all of it means something there. */
function contextMoves(pod: Pod, holder: MapView): readonly Fix[] {
  const context = holder.map('securityContext');
  const value = holder.data('securityContext');
  const isForPod = context.keys().every((key) => POD_FIELDS.has(key) && isHarmless(key, context.data(key)));
  if (value === undefined || !isForPod || pod.securityContext.state !== 'absent' || pod.mayBeWindows)
    return [];
  const title = 'Move securityContext into the spec of the pod';
  return [unsafeFix(title, remove(holder.keyAt('securityContext')), set(pod.securityContext, value))];
}
