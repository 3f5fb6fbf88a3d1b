import { defineRule } from '../../engine/rule';
import { type VolumeMount, volumeMountsOf } from '../../kubernetes/volume-mount';

export default defineRule({
  meta: {
    id: 'sub-path-volume-mount',
    chapter: 'volumes',
    scope: 'container',
    title: 'Sub-path mount on a kubelet that may follow links',
    summary: 'mounts of a part of a volume on versions whose kubelet a symbolic link may lead astray',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      Upgrade the nodes. Until then mount the whole volume, or let a policy forbid sub-paths.
    `,
    standards: {
      cve: ['CVE-2021-25741'],
    },
    whereWritten: ['subPath', 'subPathExpr'],
    why: `
      The kubelet looks up a sub-path and then mounts it. Where it does not hold on to what it has
      found, somebody who writes to the volume can put a symbolic link in its place in between, and
      the container gets any directory of the node.

      It is mended in 1.19.15, 1.20.11, 1.21.5, 1.22.2 and everything newer. Reported are every
      \`subPathExpr\` and a \`subPath\` that is not empty where the target version is older than 1.23,
      for the last number of a version is not known here.
    `,
    whenNotToFix: `
      Where every node runs one of the versions in which it is mended.
    `,
    examples: [
      {
        title: 'Parts of a volume on Kubernetes 1.21',
        kubernetesVersion: '1.21',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                volumeMounts:
                  - name: data
                    mountPath: /data
                    subPath: shop
          #                  ^^^^ Kubelets of version 1.21 may follow a symbolic link at this sub-path
                  - {name: data, mountPath: /logs, subPathExpr: $(NAME)}
          #                                                     ^^^^^^^ Kubelets of version 1.21 may follow a symbolic link at this sub-path
            volumes:
              - name: data
                persistentVolumeClaim: {claimName: data}
        `,
      },
      {
        title: 'The same on a version in which it is mended',
        kubernetesVersion: '1.23',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                volumeMounts:
                  - name: data
                    mountPath: /data
                    subPath: shop
            volumes:
              - name: data
                persistentVolumeClaim: {claimName: data}
        `,
      },
      {
        title: 'A file of a ConfigMap, where nobody can put a link',
        kubernetesVersion: '1.21',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                volumeMounts:
                  - {name: settings, mountPath: /etc/shop.yaml, subPath: shop.yaml}
            volumes:
              - name: settings
                configMap: {name: shop}
        `,
      },
      {
        title: 'A whole volume, and a part that a chart may choose',
        kubernetesVersion: '1.21',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                volumeMounts:
                  - {name: data, mountPath: /data, subPath: ""}
                  - {name: data, mountPath: /logs, subPath: {{ .Values.part }}}
            volumes:
              - name: data
                persistentVolumeClaim: {claimName: data}
        `,
      },
    ],
  },

  *check(container, { target }) {
    if (target.atLeast('1.23')) return;
    for (const { view } of volumeMountsOf(container).filter(isWritable)) {
      const [path, expression] = [view.string('subPath'), view.string('subPathExpr')];
      const isPart = path.state === 'known' && path.value !== '';
      if (!isPart && !view.keys().includes('subPathExpr')) continue;
      yield {
        at: isPart ? path : expression,
        message: `Kubelets of version ${target} may follow a symbolic link at this sub-path`,
      };
    }
  },
});

/** Nobody can put a link in a volume that the kubelet fills and keeps read-only. */
function isWritable({ volume }: VolumeMount): boolean {
  const sources = volume?.sources ?? [];
  return !sources.some((source) => ['configMap', 'downwardAPI', 'projected', 'secret'].includes(source));
}
