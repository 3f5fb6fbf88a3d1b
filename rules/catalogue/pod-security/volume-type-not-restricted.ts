import { defineRule } from '../../engine/rule';
import { isStaticControlPlane } from './exemptions';

const ALLOWED = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

export default defineRule({
  meta: {
    id: 'volume-type-not-restricted',
    chapter: 'pod-security',
    scope: 'volume',
    title: 'Volume of a type that Restricted forbids',
    summary: 'volumes of a type that the Restricted level does not allow',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which claim, CSI driver or other volume can take the place of this one depends on the cluster
      and on the data.
    `,
    standards: {
      pss: { level: 'restricted', check: 'restrictedVolumes', since: '1.0' },
      nsa: ['POD-4'],
      owasp: { '2025': ['K01'] },
    },
    why: `
      A volume that names a disk, a server or a directory of the node itself goes past the cluster's
      administrators: whoever may create the pod reaches any export of an NFS server, any disk of the
      account, with nothing but this manifest. A claim can only be bound to storage that somebody
      with more rights has released.

      Restricted looks at \`spec.volumes[*]\` and allows \`configMap\`, \`csi\`, \`downwardAPI\`,
      \`emptyDir\`, \`ephemeral\`, \`image\`, \`persistentVolumeClaim\`, \`projected\` and \`secret\`:
      nothing else, also no type that is new.
    `,
    whenNotToFix: `
      Storage drivers and node agents that manage these volumes for everybody else need them
      directly.
    `,
    examples: [
      {
        title: 'A pod that mounts an export of a file server',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: reports
          spec:
            containers:
              - name: app
                image: registry.example/reports:3.1
            volumes:
              - name: archive
                nfs: # moves to a claim next year
          #     ^^^ Volume type nfs is not allowed by Pod Security Restricted
                  server: files.example
                  path: /archive
              - name: node-data
                hostPath:
                  path: /srv/data
          #             ^^^^^^^^^ Volume type hostPath is not allowed by Pod Security Restricted
              - name: anything
                hostPath: {}
          #     ^^^^^^^^ Volume type hostPath is not allowed by Pod Security Restricted
              - name: next
                objectStore: {bucket: archive}
          #     ^^^^^^^^^^^ Volume type objectStore is not allowed by Pod Security Restricted
        `,
      },
      {
        title: 'Allowed types, an empty volume, and one whose type is switched off',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: reports
          spec:
            containers:
              - name: app
                image: registry.example/reports:3.1
            volumes:
              - name: archive
                persistentVolumeClaim: {claimName: archive}
              - name: scratch
              - name: cache
                nfs: null
        `,
      },
      {
        title: 'A chart that leaves the volume to its values',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: reports
          spec:
            containers:
              - name: app
                image: registry.example/reports:3.1
            volumes:
              - name: archive
                {{- toYaml .Values.archive | nindent 6 }}
              - name: data
                hostPath: {{ .Values.hostPath }}
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
    ],
  },

  *check(volume, context) {
    if (isStaticControlPlane(volume.pod, context)) return;
    const { sources } = volume;
    if (sources.some((source) => ALLOWED.includes(source))) return;
    for (const source of sources) {
      yield {
        at: source === 'hostPath' ? volume.hostPathAt : volume.view.map(source),
        message: `Volume type ${source} is not allowed by Pod Security Restricted`,
      };
    }
  },
});
