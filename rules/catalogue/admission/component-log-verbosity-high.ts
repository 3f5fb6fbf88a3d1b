import { safeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { flagsOf } from '../../kubernetes/flags';
import { programOf } from '../../kubernetes/program';

export default defineRule({
  meta: {
    id: 'component-log-verbosity-high',
    chapter: 'admission',
    scope: 'container',
    title: 'Component that logs requests in full',
    summary: 'components of Kubernetes that log at a verbosity of 8 or more',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { tob: ['TOB-K8S-001', 'TOB-K8S-TM06'], cwe: ['CWE-532'] },
    whereWritten: ['args', 'command'],
    why: `
      From 8 on a component writes the contents of requests and answers into its log, Secrets among them, and
      from 9 on the command that repeats a request. Bearer tokens have stood there. Logs are kept for long,
      are copied to other systems, and are read by more people than may read Secrets.
    `,
    whenNotToFix: `
      While you look for a fault, on a cluster whose Secrets you change afterwards.
    `,
    examples: [
      {
        title: 'Components at debugging verbosities',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            containers:
              - name: scheduler
                image: registry.k8s.io/kube-scheduler:v1.33.2
                command: [kube-scheduler, --v=10]
          #                                   ^^ Component kube-scheduler logs at verbosity 10
              - name: proxy
                image: registry.example/mirror/proxy:1.33
                command: [/usr/local/bin/kube-proxy]
                args:
                  - -v
                  - '8'
          #         ^^^ Component kube-proxy logs at verbosity 8
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            containers:
              - name: scheduler
                image: registry.k8s.io/kube-scheduler:v1.33.2
                command: [kube-scheduler, --v=2]
              - name: proxy
                image: registry.example/mirror/proxy:1.33
                command: [/usr/local/bin/kube-proxy]
                args:
                  - -v
                  - '2'
        `,
      },
      {
        title: 'A lower verbosity, and another program whose flag means something else',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            containers:
              - name: scheduler
                image: registry.k8s.io/kube-scheduler:v1.33.2
                command: [kube-scheduler, --v=7, --kube-api-burst=100]
              - name: app
                image: registry.example/app:2.0
                args: [--v=9]
        `,
      },
    ],
  },

  *check(container) {
    const component = programOf(container);
    if (component === undefined) return;
    for (const { flag, given } of flagsOf(container)) {
      const { value } = given;
      if (flag !== 'v' || value.state !== 'known' || !(Number(value.value) >= 8)) continue;
      yield {
        at: value,
        message: `Component ${component} logs at verbosity ${value.value}`,
        fixes: [safeFix('Log at verbosity 2', ...given.set('2'))],
      };
    }
  },
});
