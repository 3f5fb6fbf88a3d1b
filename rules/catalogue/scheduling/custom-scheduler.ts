import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'custom-scheduler',
    chapter: 'scheduling',
    scope: 'pod',
    title: "Scheduler of the pod's own choice",
    summary: "pods that choose another scheduler than the cluster's default (`schedulerName`)",
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      Whether the default scheduler would place the pod as it needs it is not in the manifest.
    `,
    standards: {
      tob: ['TOB-K8S-TM11'],
    },
    whereWritten: ['schedulerName'],
    why: `
      Taints, affinities and the spreading of tenants over nodes hold only as far as the scheduler
      looks at them. Who may choose the scheduler can choose one that looks at nothing, or one of
      their own.
    `,
    whenNotToFix: `
      Where an administrator runs the other scheduler on purpose, such as for batch jobs or GPUs.
    `,
    examples: [
      {
        title: 'Another scheduler',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: train
          spec:
            schedulerName: batch-scheduler
          #                ^^^^^^^^^^^^^^^ Pod is placed by the scheduler batch-scheduler
            containers:
              - name: app
                image: registry.example/train:2.0
        `,
      },
      {
        title: "The cluster's default, by name and without one",
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: Pod
              metadata:
                name: web
              spec:
                schedulerName: default-scheduler
                containers:
                  - name: app
                    image: registry.example/app:2.0
            - apiVersion: v1
              kind: Pod
              metadata:
                name: api
              spec:
                schedulerName: ""
                containers:
                  - name: app
                    image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod) {
    const name = pod.spec.string('schedulerName');
    if (name.state !== 'known' || ['', 'default-scheduler'].includes(name.value)) return;
    yield { at: name, message: `Pod is placed by the scheduler ${name.value}` };
  },
});
