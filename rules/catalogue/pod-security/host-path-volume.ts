import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { isStaticControlPlane } from './exemptions';

export default defineRule({
  meta: {
    id: 'host-path-volume',
    chapter: 'pod-security',
    scope: 'volume',
    title: 'hostPath volume',
    summary: "volumes that are a directory or file of the pod's node (`hostPath`)",
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      What takes the place of the directory depends on what the pod wants there: \`emptyDir\` for scratch
      space, \`configMap\` or \`secret\` for settings, a persistent volume claim for data.
    `,
    standards: {
      pss: { level: 'baseline', check: 'hostPathVolumes', since: '1.0' },
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.11'] },
      tob: ['TOB-K8S-038'],
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-668'],
      attack: ['T1611'],
    },
    covers: ['container-runtime-socket-mount', 'host-path-sensitive', 'volume-type-not-restricted'],
    messageOf: ['container-runtime-socket-mount', 'host-path-sensitive'],
    whereWritten: ['hostPath'],
    why: `
      A hostPath volume is a hole in the wall between container and node. Through it a pod reads the
      keys and logs of the node or, where it may write, leaves a job that the node runs as root. A
      symbolic link in the directory can lead it to places that the path does not name.

      The Baseline policy allows no \`hostPath\` at all, read-only ones included.
    `,
    whenNotToFix: `
      Log collectors and node agents read files of the node, and storage and network plugins write some.
      Mount the narrowest path read-only and silence the rule on that volume.
    `,
    examples: [
      {
        title: 'A directory of the node, and a source without a path',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: cache
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
            volumes:
              - name: data
                hostPath:
                  path: /srv/cache
          #             ^^^^^^^^^^ Volume is /srv/cache of the node
              - name: other
                hostPath: {}
          #     ^^^^^^^^ Volume is a path of the node
        `,
      },
      {
        title: 'A source that is null, which gives an empty directory',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: cache
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
            volumes:
              - name: data
                hostPath: null
        `,
      },
      {
        title: "One of the control plane's own pods, which a kubelet starts from a file",
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: etcd
            namespace: kube-system
            labels:
              component: etcd
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6.4
            volumes:
              - name: data
                hostPath:
                  path: /var/lib/etcd
        `,
      },
      {
        title: 'The same pod for the admission controller, which exempts none',
        profile: 'pss-baseline',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: etcd
            namespace: kube-system
            labels:
              component: etcd
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6.4
            volumes:
              - name: data
                hostPath:
                  path: /var/lib/etcd
          #             ^^^^^^^^^^^^^ Volume is /var/lib/etcd of the node
        `,
      },
    ],
  },

  *check(volume, context) {
    if (volume.hostPath.state !== 'known' || isStaticControlPlane(volume.pod, context)) return;
    yield { at: volume.hostPathAt, message: `Volume is ${knownValue(volume.path) ?? 'a path'} of the node` };
  },
});
