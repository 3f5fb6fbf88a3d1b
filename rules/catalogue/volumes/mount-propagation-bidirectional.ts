import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { volumeMountsOf } from '../../kubernetes/volume-mount';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'mount-propagation-bidirectional',
    chapter: 'volumes',
    scope: 'container',
    title: 'Mounts shared between container and node',
    summary: 'volume mounts that pass mounts on between a container and its node',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      attack: ['T1611'],
    },
    whereWritten: ['mountPropagation'],
    why: `
      With \`mountPropagation: Bidirectional\` what the container mounts below this path is mounted on
      the node too, and in every other container that has the volume. An intruder can put a file
      system of their own over what others read there, and leave it there when the pod ends.

      \`HostToContainer\` goes the other way only: the container sees what is mounted on the node
      later on, such as the volumes of other pods. That is reported as information.
    `,
    whenNotToFix: `
      Storage drivers mount volumes for other pods and need \`Bidirectional\`. Agents that measure
      the disks of a node need \`HostToContainer\`.
    `,
    examples: [
      {
        title: 'A container that mounts on its node, and one that sees what is mounted there',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: storage
          spec:
            containers:
              - name: driver
                image: registry.example/driver:1.4
                securityContext: {privileged: true}
                volumeMounts:
                  - name: pods
                    mountPath: /srv/pods
                    mountPropagation: Bidirectional
          #                           ^^^^^^^^^^^^^ Mounts that the container makes appear on the node
              - name: metrics
                image: registry.example/metrics:1.4
                volumeMounts:
                  - {name: pods, mountPath: /srv/pods, mountPropagation: HostToContainer}
          #                                                              ^^^^^^^^^^^^^^^ Mounts that are made on the node appear in the container
            volumes:
              - name: pods
                hostPath: {path: /srv/pods}
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: storage
          spec:
            containers:
              - name: driver
                image: registry.example/driver:1.4
                securityContext: {privileged: true}
                volumeMounts:
                  - name: pods
                    mountPath: /srv/pods
              - name: metrics
                image: registry.example/metrics:1.4
                volumeMounts:
                  - {name: pods, mountPath: /srv/pods}
            volumes:
              - name: pods
                hostPath: {path: /srv/pods}
        `,
      },
      {
        title: 'No propagation, as written and by default, and a choice that a chart makes',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: storage
          spec:
            containers:
              - name: driver
                image: registry.example/driver:1.4
                volumeMounts:
                  - {name: pods, mountPath: /srv/pods, mountPropagation: None}
                  - {name: state, mountPath: /srv/state}
                  - name: chosen
                    mountPath: /srv/chosen
                    mountPropagation: {{ .Values.propagation }}
            volumes:
              - {name: pods, emptyDir: {}}
              - {name: state, emptyDir: {}}
              - {name: chosen, emptyDir: {}}
        `,
      },
    ],
  },

  *check(container) {
    for (const { propagation } of volumeMountsOf(container)) {
      const isBothWays = isKnown(propagation, 'Bidirectional');
      if (!isBothWays && !isKnown(propagation, 'HostToContainer')) continue;
      yield {
        at: propagation,
        severity: isBothWays ? 'warning' : 'info',
        message: isBothWays
          ? 'Mounts that the container makes appear on the node'
          : 'Mounts that are made on the node appear in the container',
        fixes: [unsafeFix('Remove mountPropagation', remove(propagation))],
      };
    }
  },
});
