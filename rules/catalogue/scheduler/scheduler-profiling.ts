import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'scheduler-profiling',
    chapter: 'scheduler',
    scope: 'kube-scheduler',
    title: 'Profiling of the scheduler',
    summary: 'a scheduler that serves profiles of itself',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { cis: { '1.12': ['1.4.1'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-489'] },
    why: `
      The scheduler serves profiles of its memory and its running code at \`/debug/pprof\` unless it is told not
      to. It keeps what it knows of every pod and node in memory. Whoever may read the profiles learns how it
      works inside, and can keep it busy by taking one after the other.

      Where it is given a configuration file, the file's \`enableProfiling\` counts and the flag is ignored.
    `,
    whenNotToFix: `
      While you look for a performance problem of this scheduler. Take the setting back afterwards.
    `,
    examples: [
      {
        title: 'A static pod that leaves profiling on',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
          #         ^^^^^^^^^^^^^^ Scheduler serves profiles of itself: profiling is not turned off
                  - --leader-elect=true
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
                  - --leader-elect=true
                  - --profiling=false
        `,
      },
      {
        title: 'A configuration file that turns it on',
        manifest: `
          apiVersion: kubescheduler.config.k8s.io/v1
          kind: KubeSchedulerConfiguration
          enableProfiling: true
          #                ^^^^ Scheduler serves profiles of itself
        `,
        fixed: `
          apiVersion: kubescheduler.config.k8s.io/v1
          kind: KubeSchedulerConfiguration
          enableProfiling: false
        `,
      },
      {
        title: 'A configuration file that leaves it on',
        manifest: `
          apiVersion: kubescheduler.config.k8s.io/v1
          #^^^^^^^^^^ Scheduler serves profiles of itself: profiling is not turned off
          kind: KubeSchedulerConfiguration
          parallelism: 16
        `,
        fixed: `
          apiVersion: kubescheduler.config.k8s.io/v1
          kind: KubeSchedulerConfiguration
          parallelism: 16
          enableProfiling: false
        `,
      },
      {
        title: 'Profiling turned off, and a file that decides in place of the flag',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              profiling: "false"
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
                  - --config=/etc/kubernetes/scheduler.yaml
        `,
      },
    ],
  },

  *check(scheduler) {
    const isFromFile = scheduler.surface !== 'file' && scheduler.option('config').value.state !== 'absent';
    if (isFromFile) return;
    yield* expectBoolean(scheduler, 'profiling', {
      value: false,
      given: 'Scheduler serves profiles of itself',
      missing: 'Scheduler serves profiles of itself: profiling is not turned off',
      fix: 'Turn profiling off',
      safety: 'safe',
    });
  },
});
