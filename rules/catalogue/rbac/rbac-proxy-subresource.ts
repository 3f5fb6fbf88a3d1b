import { defineRule } from '../../engine/rule';
import { proxySubresource } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-proxy-subresource',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Proxy to pods and Services',
    summary: 'roles that may use the proxy of pods or Services',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], cis: { '1.12': ['3.2.2'] }, owasp: { '2025': ['K02'] }, attack: ['T1090'] },
    why: `
      The API server connects to any port of any such pod or Service and hands the answers on. To the
      pod the request comes from the control plane: NetworkPolicies that trust it do not hold, and
      what listens for the cluster alone is open to whoever holds this right. Certificates of the
      other end are not verified on this way.
    `,
    whenNotToFix: `
      Dashboards and \`kubectl proxy\` use it. Grant it for the Services they show, by \`resourceNames\`.
    `,
    examples: [
      {
        title: 'The proxy of Services, in every namespace',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [services/proxy]
          #               ^^^^^^^^^^^^^^ Can send requests to pods through the API server: get on services/proxy
              verbs: [get]
        `,
      },
      {
        title: 'Services and pods themselves, and the proxy of one Service',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [services, pods]
              verbs: [get, create]
            - apiGroups: [""]
              resources: [services/proxy]
              resourceNames: ["http:grafana:"]
              verbs: [get]
        `,
      },
    ],
  },

  check: (rule) =>
    reportGrant(rule, proxySubresource, 'warning', 'Can send requests to pods through the API server'),
});
