import { defineRule } from '../../engine/rule';
import { serviceStatusWrite } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-service-status-write',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to write the status of Services',
    summary: 'roles that may change the status of Services',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] }, cve: ['CVE-2020-8554'] },
    why: `
      The status of a Service of type LoadBalancer names the addresses it serves. What is sent from
      inside the cluster to such an address goes to the Service: who writes it there reads what the
      cluster's pods send to any address, in the cluster or outside.
    `,
    whenNotToFix: `
      Load balancer controllers write it. No other role needs it.
    `,
    examples: [
      {
        title: 'The status of all Services',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [services/status]
          #               ^^^^^^^^^^^^^^^ Can draw the traffic of an address to a Service: patch on services/status
              verbs: [patch]
        `,
      },
      {
        title: 'Services without their status, and a status of another kind',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [services]
              verbs: [update, patch]
            - apiGroups: [networking.k8s.io]
              resources: [ingresses/status]
              verbs: [update]
            - apiGroups: [""]
              resources: [services/status]
              verbs: [get]
        `,
      },
    ],
  },

  check: (rule) =>
    reportGrant(rule, serviceStatusWrite, 'warning', 'Can draw the traffic of an address to a Service'),
});
