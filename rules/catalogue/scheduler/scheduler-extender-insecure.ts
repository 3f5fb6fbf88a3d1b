import { defineRule } from '../../engine/rule';
import { hostOf, isLoopback } from '../../kubernetes/address';
import { isKnown, knownValue } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

export default defineRule({
  meta: {
    id: 'scheduler-extender-insecure',
    chapter: 'scheduler',
    scope: 'KubeSchedulerConfiguration',
    title: 'Scheduler extender that nobody can trust',
    summary: 'scheduler extenders that are asked without TLS, or whose certificate is not checked',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix:
      'The extender has to have a certificate, and the scheduler its authority, before the configuration can ask for them.',
    standards: {
      tob: ['TOB-K8S-TM04', 'TOB-K8S-013'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-295', 'CWE-319'],
    },
    why: `
      An extender says which nodes a pod may run on, and can bind it itself. Who stands between it and the
      scheduler, or takes its place, sees every pod and decides where each one runs: a pod with a secret next to a
      container of the attacker.

      With \`enableHTTPS: true\` and no certificate authority in \`tlsConfig\` the scheduler accepts any
      certificate.
    `,
    whenNotToFix: `
      An extender on the scheduler's own machine is reported as information only: what goes there leaves no machine.
    `,
    examples: [
      {
        title: 'Plain HTTP, a check turned off, and HTTPS without an authority',
        manifest: `
          apiVersion: kubescheduler.config.k8s.io/v1
          kind: KubeSchedulerConfiguration
          extenders:
            - urlPrefix: http://extender.example:8888/scheduler
          #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Scheduler asks the extender without TLS
              enableHTTPS: false
            - urlPrefix: https://extender.example/scheduler
              tlsConfig:
                insecure: true
          #               ^^^^ Scheduler does not check the certificate of the extender
            - urlPrefix: https://other.example/scheduler
              enableHTTPS: true
          #                ^^^^ Scheduler accepts any certificate of the extender: tlsConfig names no authority
            - urlPrefix: http://localhost:8888/scheduler
          #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Scheduler asks the extender without TLS
        `,
      },
      {
        title: 'Certificates that are checked',
        manifest: `
          apiVersion: kubescheduler.config.k8s.io/v1
          kind: KubeSchedulerConfiguration
          extenders:
            - urlPrefix: https://extender.example/scheduler
              enableHTTPS: true
              tlsConfig:
                caFile: /etc/kubernetes/extender-ca.crt
                insecure: false
            - urlPrefix: https://extender.example/scheduler
              enableHTTPS: true
              tlsConfig:
                caData: Y2VydGlmaWNhdGU=
            - urlPrefix: https://extender.example/scheduler
              enableHTTPS: false
            - urlPrefix: "{{ .Values.extender }}"
        `,
      },
    ],
  },

  *check(configuration) {
    for (const extender of configuration.root.maps('extenders')) {
      const url = extender.string('urlPrefix');
      const text = knownValue(url) ?? '';
      const tls = extender.map('tlsConfig');
      const https = extender.boolean('enableHTTPS');
      if (/^http:/i.test(text)) {
        const severity = isLoopback(hostOf(text) ?? '') ? 'info' : 'warning';
        yield { at: url, message: 'Scheduler asks the extender without TLS', severity };
      } else if (isKnown(tls.boolean('insecure'), true)) {
        const message = 'Scheduler does not check the certificate of the extender';
        yield { at: tls.boolean('insecure'), message };
      } else if (isKnown(https, true) && hasNoAuthority(tls)) {
        const message = 'Scheduler accepts any certificate of the extender: tlsConfig names no authority';
        yield { at: https, message };
      }
    }
  },
});

function hasNoAuthority(tls: MapView): boolean {
  return tls.string('caFile').state === 'absent' && tls.string('caData').state === 'absent';
}
