import { remove, safeFix, set } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import { modes } from '../../kubernetes/pod-security-labels';
import { isKnown, knownValue } from '../../yaml/field';
import type { ListView } from '../../yaml/list-view';
import { wrongPodSecurityValue } from '../pod-security-value';

export default defineRule({
  meta: {
    id: 'pod-security-config-invalid',
    chapter: 'cluster-config',
    scope: 'PodSecurityConfiguration',
    title: 'Pod Security configuration that is refused',
    summary: 'levels, versions and exemptions that Pod Security admission does not take',
    severity: 'error',
    default: 'on',
    fix: 'safe',
    standards: { nsa: ['POD-4'], owasp: { '2025': ['K04'] }, cwe: ['CWE-1286'] },
    why: `
      The API server does not start with a level or a version it does not know, nor with an exemption that is listed twice.
      Levels are \`privileged\`, \`baseline\` and \`restricted\`, in small letters; versions are \`latest\` or of the form
      \`v1.29\`. Whoever then takes the file away to get the cluster back takes the protection away with it.
    `,
    whenNotToFix: `
      Never: the API server refuses the file.
    `,
    examples: [
      {
        title: 'A slip in a level, a version without its v, and one with a patch number',
        manifest: `
          apiVersion: pod-security.admission.config.k8s.io/v1
          kind: PodSecurityConfiguration
          defaults:
            enforce: Baseline
          #          ^^^^^^^^ Level Baseline is none of privileged, baseline and restricted
            enforce-version: "1.30"
          #                  ^^^^^^ Version 1.30 is neither latest nor of the form v1.29
            warn-version: v1.30.2
          #               ^^^^^^^ Version v1.30.2 is neither latest nor of the form v1.29
        `,
        fixed: `
          apiVersion: pod-security.admission.config.k8s.io/v1
          kind: PodSecurityConfiguration
          defaults:
            enforce: baseline
            enforce-version: "v1.30"
            warn-version: v1.30
        `,
      },
      {
        title: 'A namespace that is exempt twice',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AdmissionConfiguration
          plugins:
            - name: PodSecurity
              configuration:
                apiVersion: pod-security.admission.config.k8s.io/v1
                kind: PodSecurityConfiguration
                defaults:
                  enforce: baseline
                exemptions:
                  namespaces: [kube-system, storage, kube-system]
          #                                          ^^^^^^^^^^^ Exemption kube-system is listed twice
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AdmissionConfiguration
          plugins:
            - name: PodSecurity
              configuration:
                apiVersion: pod-security.admission.config.k8s.io/v1
                kind: PodSecurityConfiguration
                defaults:
                  enforce: baseline
                exemptions:
                  namespaces: [kube-system, storage]
        `,
      },
      {
        title: 'A word that is near no level',
        manifest: `
          apiVersion: pod-security.admission.config.k8s.io/v1
          kind: PodSecurityConfiguration
          defaults:
            enforce: baseline
            audit: default
          #        ^^^^^^^ Level default is none of privileged, baseline and restricted
            warn-version: newest
          #               ^^^^^^ Version newest is neither latest nor of the form v1.29
        `,
      },
      {
        title: 'Levels and versions as they should be, and the same name in two lists',
        manifest: `
          apiVersion: pod-security.admission.config.k8s.io/v1
          kind: PodSecurityConfiguration
          defaults:
            enforce: baseline
            enforce-version: latest
            audit: restricted
            audit-version: v1.30
            warn: {{ .Values.level }}
            warn-version: ""
          exemptions:
            namespaces: [storage]
            usernames: [storage, "{{ .Values.first }}", "{{ .Values.second }}"]
        `,
      },
    ],
  },
  *check({ view }) {
    const defaults = view.map('defaults');
    for (const key of modes.flatMap((mode) => [mode, `${mode}-version`])) {
      const field = defaults.string(key);
      const wrong = wrongPodSecurityValue(field, key.endsWith('-version'));
      // An empty text stands for the default.
      if (wrong === undefined || isKnown(field, '')) continue;
      const { message, meant } = wrong;
      const fixes = meant === undefined ? [] : [safeFix(`Set it to ${meant}`, set(field, meant))];
      yield { at: field, message, fixes };
    }
    for (const key of ['usernames', 'runtimeClasses', 'namespaces']) {
      yield* duplicates(view.map('exemptions').list(key));
    }
  },
});

function* duplicates(list: ListView): Iterable<Finding> {
  const seen = new Set<string>();
  for (const item of list.strings()) {
    const name = knownValue(item);
    if (name === undefined) continue;
    if (seen.has(name)) {
      const fixes = [safeFix('Remove the second one', remove(item))];
      yield { at: item, message: `Exemption ${name} is listed twice`, fixes };
    }
    seen.add(name);
  }
}
