import { remove, safeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { Pod } from '../../kubernetes/pod';
import { isKnown, type Located } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

/** What the API server forbids both a pod's security context and a container's on Windows. */
const OF_BOTH = ['appArmorProfile', 'runAsGroup', 'runAsUser', 'seLinuxOptions', 'seccompProfile'];

const OF_POD = [
  ...OF_BOTH,
  'fsGroup',
  'fsGroupChangePolicy',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'sysctls',
];

const OF_CONTAINER = [
  ...OF_BOTH,
  'allowPrivilegeEscalation',
  'capabilities',
  'privileged',
  'procMount',
  'readOnlyRootFilesystem',
];

export default defineRule({
  meta: {
    id: 'windows-pod-linux-security-field',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Security field of Linux in a Windows pod',
    summary: 'pods for Windows with security fields that mean something on Linux alone',
    severity: 'error',
    default: 'on',
    fix: 'safe',
    standards: {
      nsa: ['POD-4'],
      owasp: { '2025': ['K01'] },
    },
    covers: [
      'allow-privilege-escalation',
      'host-ipc',
      'host-pid',
      'privileged-container',
      'proc-mount-not-default',
      'run-as-user-root',
      'seccomp-localhost-profile-missing',
      'share-process-namespace',
    ],
    whereWritten: ['os'],
    why: `
      The API server refuses a pod with \`os.name: windows\`, and any Deployment or other controller with
      such a template, in which a field is set that Windows cannot honour, so that nobody relies on a
      protection which is not there. What protects on Windows are \`runAsNonRoot\` and \`windowsOptions\`.
    `,
    whenNotToFix: `
      There is no reason to keep it: no cluster runs the pod as it is.
    `,
    examples: [
      {
        title: 'A pod that was made from one for Linux',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            os:
              name: windows
            hostPID: true
          #          ^^^^ API server refuses hostPID in a Windows pod
            shareProcessNamespace: false
          #                        ^^^^^ API server refuses shareProcessNamespace in a Windows pod
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000 # app
          #              ^^^^ API server refuses runAsUser in a Windows pod
              sysctls:
          #   ^^^^^^^ API server refuses sysctls in a Windows pod
                - name: kernel.shm_rmid_forced
                  value: "1"
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  capabilities:
          #       ^^^^^^^^^^^^ API server refuses capabilities in a Windows pod
                    drop: [ALL]
                  readOnlyRootFilesystem: false
          #                               ^^^^^ API server refuses readOnlyRootFilesystem in a Windows pod
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            os:
              name: windows
            securityContext:
              runAsNonRoot: true
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'What Windows pods may have, and fields that are not set',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            os:
              name: windows
            hostNetwork: true
            hostPID: false
            securityContext:
              runAsNonRoot: true
              fsGroup: null
              sysctls: []
              windowsOptions:
                runAsUserName: ContainerUser
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A pod that does not say what it runs on',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            nodeSelector:
              kubernetes.io/os: windows
            securityContext:
              runAsUser: 1000
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod) {
    if (!isKnown(pod.osName, 'windows')) return;
    for (const [key, at] of forbiddenIn(pod)) {
      yield {
        at,
        message: `API server refuses ${key} in a Windows pod`,
        fixes: [safeFix(`Remove ${key}`, remove(at))],
      };
    }
  },
});

function forbiddenIn(pod: Pod): readonly (readonly [string, Located])[] {
  // These two are not set where they are false.
  const shared = ['hostPID', 'hostIPC'].filter((key) => isKnown(pod.spec.boolean(key), true));
  return [
    ...shared.map((key) => [key, pod.spec.boolean(key)] as const),
    ...setIn(pod.spec, ['hostUsers', 'resources', 'shareProcessNamespace']),
    ...setIn(pod.securityContext, OF_POD),
    ...pod.containers.flatMap(({ securityContext }) => setIn(securityContext, OF_CONTAINER)),
  ];
}

/** Which of the keys certainly are set, to whatever, and where. A list is set when it has an item. */
function setIn(view: MapView, keys: readonly string[]): readonly (readonly [string, Located])[] {
  return keys.flatMap((key) => {
    const isMap = view.map(key).state === 'known';
    const list = view.list(key);
    const isList = list.maps().length > 0 || list.integers().length > 0;
    const value = view.scalarText(key);
    return isMap || isList || value.state === 'known' ? [[key, value] as const] : [];
  });
}
