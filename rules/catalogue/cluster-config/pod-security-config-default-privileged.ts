import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'pod-security-config-default-privileged',
    chapter: 'cluster-config',
    scope: 'PodSecurityConfiguration',
    title: 'Privileged pods by default',
    summary:
      'a configuration of Pod Security admission that lets privileged pods into namespaces without labels',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.1'] },
      owasp: { '2025': ['K04'] },
      cwe: ['CWE-1188'],
    },
    why: `
      The level in \`defaults.enforce\` is that of every namespace whose labels name none. Where it is \`privileged\`, as it is
      when nothing is written, whoever may create a pod in any such namespace may create one that owns its node, and a
      namespace that somebody forgets to label is open from its first minute.
    `,
    whenNotToFix: `
      Where another policy engine enforces at least the same in every namespace.
    `,
    examples: [
      {
        title: 'A level that forbids nothing, and defaults for warnings alone',
        manifest: `
          apiVersion: pod-security.admission.config.k8s.io/v1
          kind: PodSecurityConfiguration
          defaults:
            enforce: privileged
          #          ^^^^^^^^^^ Namespaces without labels take privileged pods
            warn: restricted
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: AdmissionConfiguration
          plugins:
            - name: PodSecurity
              configuration:
                apiVersion: pod-security.admission.config.k8s.io/v1
                kind: PodSecurityConfiguration
                defaults:
          #     ^^^^^^^^ Namespaces without labels take privileged pods: defaults.enforce is not set
                  warn: baseline
        `,
        fixed: `
          apiVersion: pod-security.admission.config.k8s.io/v1
          kind: PodSecurityConfiguration
          defaults:
            enforce: baseline
            warn: restricted
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: AdmissionConfiguration
          plugins:
            - name: PodSecurity
              configuration:
                apiVersion: pod-security.admission.config.k8s.io/v1
                kind: PodSecurityConfiguration
                defaults:
                  warn: baseline
                  enforce: baseline
        `,
      },
      {
        title: 'An empty level, which stands for the default',
        manifest: `
          apiVersion: pod-security.admission.config.k8s.io/v1
          kind: PodSecurityConfiguration
          defaults:
            enforce: ""
          #          ^^ Namespaces without labels take privileged pods
        `,
        fixed: `
          apiVersion: pod-security.admission.config.k8s.io/v1
          kind: PodSecurityConfiguration
          defaults:
            enforce: "baseline"
        `,
      },
      {
        title: 'Baseline, and a plugin whose configuration is in another file',
        manifest: `
          apiVersion: pod-security.admission.config.k8s.io/v1
          kind: PodSecurityConfiguration
          defaults:
            enforce: baseline
            audit: privileged
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: AdmissionConfiguration
          plugins:
            - name: PodSecurity
              path: pod-security.yaml
        `,
      },
    ],
  },
  *check({ view }) {
    const enforce = view.map('defaults').string('enforce');
    // An empty text stands for the default.
    if (enforce.state !== 'absent' && !isKnown(enforce, 'privileged') && !isKnown(enforce, '')) return;
    const message = 'Namespaces without labels take privileged pods';
    yield {
      at: enforce,
      message: enforce.state === 'absent' ? `${message}: defaults.enforce is not set` : message,
      fixes: [unsafeFix('Enforce baseline by default', set(enforce, 'baseline'))],
    };
  },
});
