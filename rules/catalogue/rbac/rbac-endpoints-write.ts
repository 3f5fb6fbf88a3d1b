import { defineRule } from '../../engine/rule';
import { endpointsWrite } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-endpoints-write',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to redirect Services',
    summary: 'roles that may write Endpoints or EndpointSlices',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] }, attack: ['T1557'], cve: ['CVE-2021-25740'] },
    why: `
      Endpoints are where a Service sends its traffic. Whoever writes them can stand between the two
      ends, or point a load balancer at pods of another namespace, which they could not reach
      otherwise.
    `,
    whenNotToFix: `
      Leader election with Endpoints is old; use Leases. Controllers of external services have to
      write them.
    `,
    examples: [
      {
        title: 'Endpoints in either form',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [services, endpoints]
          #                         ^^^^^^^^^ Can send the traffic of Services elsewhere: update on endpoints
              verbs: [update]
            - apiGroups: [discovery.k8s.io]
              resources: [endpointslices]
          #               ^^^^^^^^^^^^^^ Can send the traffic of Services elsewhere: create on endpointslices
              verbs: [create]
        `,
      },
      {
        title: 'Endpoints that may be read, and those of one Service',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: ["", discovery.k8s.io]
              resources: [endpoints, endpointslices]
              verbs: [get, list, watch]
            - apiGroups: [""]
              resources: [endpoints]
              resourceNames: [leader]
              verbs: [update]
        `,
      },
    ],
  },

  check: (rule) => reportGrant(rule, endpointsWrite, 'info', 'Can send the traffic of Services elsewhere'),
});
