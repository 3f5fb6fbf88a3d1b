import { defineRule, type Finding } from '../../engine/rule';
import type { Field } from '../../yaml/field';

/** Accounts that create pods for others: those of the controllers, and what they ran as before they had accounts. */
const CONTROLLER =
  /^system:(?:kube-controller-manager$|serviceaccount:kube-system:(?:cronjob|daemon-set|deployment|job|replicaset|replication|statefulset)-controller$)/;

export default defineRule({
  meta: {
    id: 'pod-security-config-exemption-broad',
    chapter: 'cluster-config',
    scope: 'PodSecurityConfiguration',
    title: 'Broad exemption from Pod Security admission',
    summary: 'exemptions from Pod Security admission that reach further than the namespace kube-system',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      What relies on an exemption only its cluster can tell: look at the audit annotations for \`exempt\` first.
    `,
    standards: { owasp: { '2025': ['K04'] }, nsa: ['POD-4'], cwe: ['CWE-732'] },
    why: `
      What is exempt is not checked and not warned about, and the audit log tells only that it is exempt. Whoever may
      create pods in an exempt namespace, or with an exempt runtime class, may create privileged ones. Nearly all pods are
      created by controllers: where the account of one is exempt, so is everybody who may create a Deployment or a Job,
      anywhere.

      The label \`enforce: privileged\` on a namespace opens it as well, but can be seen on it, and its warnings remain.
    `,
    whenNotToFix: `
      For namespaces of storage and network drivers that only administrators can reach: give them in the configuration's
      \`allow.namespaces\`.
    `,
    examples: [
      {
        title: 'A namespace of applications, a controller and a runtime class',
        manifest: `
          apiVersion: pod-security.admission.config.k8s.io/v1
          kind: PodSecurityConfiguration
          defaults:
            enforce: baseline
          exemptions:
            namespaces: [kube-system, shop]
          #                           ^^^^ Namespace shop is exempt from Pod Security admission
            usernames:
              - system:serviceaccount:kube-system:replicaset-controller
          #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A controller is exempt, and by it all pods it creates for others
            runtimeClasses: [gvisor]
          #                  ^^^^^^ Every pod of the runtime class gvisor is exempt from Pod Security admission
        `,
      },
      {
        title: "The system's own namespace, a person, and names that a template gives",
        manifest: `
          apiVersion: pod-security.admission.config.k8s.io/v1
          kind: PodSecurityConfiguration
          defaults:
            enforce: baseline
          exemptions:
            namespaces: [kube-system, "{{ .Values.namespace }}"]
            usernames: [ada, "system:serviceaccount:ci:job-controller"]
            runtimeClasses: []
        `,
      },
    ],
  },
  *check({ view }, { allow }) {
    const exemptions = view.map('exemptions');
    const accepted = ['kube-system', ...(allow.namespaces ?? [])];
    yield* each(exemptions.list('namespaces').strings(), (name) =>
      accepted.includes(name) ? undefined : `Namespace ${name} is exempt from Pod Security admission`,
    );
    yield* each(exemptions.list('usernames').strings(), (name) =>
      CONTROLLER.test(name) ? 'A controller is exempt, and by it all pods it creates for others' : undefined,
    );
    yield* each(
      exemptions.list('runtimeClasses').strings(),
      (name) => `Every pod of the runtime class ${name} is exempt from Pod Security admission`,
    );
  },
});

function* each(
  fields: readonly Field<string>[],
  messageFor: (name: string) => string | undefined,
): Iterable<Finding> {
  for (const field of fields) {
    const message = field.state === 'known' ? messageFor(field.value) : undefined;
    if (message !== undefined) yield { at: field, message };
  }
}
