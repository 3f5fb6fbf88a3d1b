import { addItem, remove, set } from '../../engine/fix';
import { type Assist, defineRule } from '../../engine/rule';
import type { Volume } from '../../kubernetes/volume';
import { knownValue } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';
import type { MapView } from '../../yaml/view';

const FULL_HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

export default defineRule({
  meta: {
    id: 'git-repo-volume',
    chapter: 'volumes',
    scope: 'volume',
    title: 'Git repository cloned by the node',
    summary: 'volumes that the kubelet fills by cloning a Git repository (`gitRepo`)',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: {
      cwe: ['CWE-94'],
      cve: ['CVE-2024-10220'],
    },
    covers: ['volume-type-not-restricted'],
    whereWritten: ['gitRepo'],
    why: `
      The kubelet runs \`git\` as root on the node, on a repository that the author of the pod names.
      A repository can bring hooks along, and with them commands: who may create a pod is root on the
      node.

      From Kubernetes 1.33 kubelets do not mount such volumes any more unless a feature gate says so,
      and from 1.36 not at all: the pod does not start.
    `,
    whenNotToFix: `
      There is no case for it. An init container clones as well, without any right on the node.
    `,
    examples: [
      {
        title: 'A site from a repository',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: site
          spec:
            containers:
              - name: web
                image: registry.example/web:2.0
                volumeMounts:
                  - {name: content, mountPath: /srv/www, readOnly: true}
            volumes:
              - name: content
                gitRepo:
          #     ^^^^^^^ Volume makes the kubelet clone a Git repository as root
                  repository: https://git.example/site.git
                  revision: 4b825dc642cb6eb9a060e54bf8d69288fbee4904
                  directory: www
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: site
          spec:
            initContainers:
              - name: clone-content
                image: IMAGE
                command:
                  - git
                  - clone
                  - --revision=4b825dc642cb6eb9a060e54bf8d69288fbee4904
                  - --
                  - https://git.example/site.git
                  - www
                workingDir: /clone
                volumeMounts:
                  - name: content
                    mountPath: /clone
                securityContext:
                  allowPrivilegeEscalation: false
                  capabilities:
                    drop:
                      - ALL
                  readOnlyRootFilesystem: true
                  runAsNonRoot: true
                  seccompProfile:
                    type: RuntimeDefault
                resources:
                  requests:
                    cpu: 100m
                    memory: 128Mi
                  limits:
                    cpu: 100m
                    memory: 128Mi
            containers:
              - name: web
                image: registry.example/web:2.0
                volumeMounts:
                  - {name: content, mountPath: /srv/www, readOnly: true}
            volumes:
              - name: content
                emptyDir: {}
        `,
      },
      {
        title: 'A branch, which a clone of today may read otherwise, and a repository that a chart names',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: site
          spec:
            containers:
              - name: web
                image: registry.example/web:2.0
            volumes:
              - name: content
                gitRepo: {repository: 'https://git.example/site.git', revision: next}
          #     ^^^^^^^ Volume makes the kubelet clone a Git repository as root
              - name: chosen
                gitRepo: {repository: {{ .Values.repository }}}
          #     ^^^^^^^ Volume makes the kubelet clone a Git repository as root
        `,
      },
      {
        title: 'Pods that have an init container already, and that run on Windows',
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: Pod
              metadata:
                name: site
              spec:
                initContainers:
                  - name: check
                    image: registry.example/check:2.0
                containers:
                  - name: web
                    image: registry.example/web:2.0
                volumes:
                  - name: content
                    gitRepo: {repository: 'https://git.example/site.git'}
          #         ^^^^^^^ Volume makes the kubelet clone a Git repository as root
            - apiVersion: v1
              kind: Pod
              metadata:
                name: windows
              spec:
                os: {name: windows}
                containers:
                  - name: web
                    image: registry.example/web:2.0
                volumes:
                  - name: content
                    gitRepo: {repository: 'https://git.example/site.git'}
          #         ^^^^^^^ Volume makes the kubelet clone a Git repository as root
        `,
      },
      {
        title: 'A repository that an init container clones, and a source that is null',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: site
          spec:
            initContainers:
              - name: clone
                image: registry.example/git:2.49
                args: [clone, 'https://git.example/site.git', /clone]
                volumeMounts:
                  - {name: content, mountPath: /clone}
            containers:
              - name: web
                image: registry.example/web:2.0
            volumes:
              - name: content
                emptyDir: {}
              - name: other
                gitRepo: null
        `,
      },
    ],
  },

  *check(volume) {
    const gitRepo = volume.view.map('gitRepo');
    if (gitRepo.state !== 'known') return;
    const message = 'Volume makes the kubelet clone a Git repository as root';
    const assist = cloningIn(volume, gitRepo);
    yield { at: gitRepo, message, ...(assist === undefined ? {} : { assist }) };
  },
});

/** Clones the same in an init container; undefined where that is not certain to come first and to give the same. */
function cloningIn({ pod, name, view }: Volume, gitRepo: MapView): Assist | undefined {
  const containers = pod.spec.list('initContainers');
  const clone = cloneOf(gitRepo);
  const isFirst = containers.state === 'absent' && pod.spec.list('containers').state === 'known';
  if (!isFirst || pod.mayBeWindows || name.state !== 'known' || clone === undefined) return undefined;
  const container = {
    name: `clone-${name.value}`.slice(0, 63),
    image: new Placeholder('IMAGE'),
    command: clone,
    workingDir: '/clone',
    volumeMounts: [{ name: name.value, mountPath: '/clone' }],
    ...CONFINED,
  };
  return {
    title: 'Clone it in an init container',
    operations: [remove(gitRepo), set(view.map('emptyDir'), {}), addItem(containers, container)],
  };
}

function cloneOf(gitRepo: MapView): readonly string[] | undefined {
  const repository = gitRepo.knownString('repository');
  const [revision, directory] = [gitRepo.string('revision'), gitRepo.string('directory')];
  if (repository === undefined || directory.state === 'unknown') return undefined;
  const hash = knownValue(revision) ?? '';
  if (revision.state !== 'absent' && !FULL_HASH.test(hash)) return undefined;
  const options = hash === '' ? [] : [`--revision=${hash}`];
  return ['git', 'clone', ...options, '--', repository, ...[knownValue(directory) ?? []].flat()];
}

const CONFINED = {
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  resources: {
    requests: { cpu: '100m', memory: '128Mi' },
    limits: { cpu: '100m', memory: '128Mi' },
  },
};
