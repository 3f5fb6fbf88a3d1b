import { defineRule } from '../../engine/rule';
import type { MapView } from '../../yaml/view';

export default defineRule({
  meta: {
    id: 'rbac-aggregation-selector-empty',
    chapter: 'rbac',
    scope: 'Role',
    title: 'Role made of all roles',
    summary: '`ClusterRole` objects that are put together from every ClusterRole, by an empty selector',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      Which roles are meant is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] } },
    why: `
      An empty selector matches every ClusterRole, \`cluster-admin\` among them. The role has every
      right there is, and nothing in its manifest says so.
    `,
    whenNotToFix: `
      Never: a role that is meant to have every right can say so.
    `,
    examples: [
      {
        title: 'Selectors that say nothing',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: monitoring
          aggregationRule:
            clusterRoleSelectors:
              - {}
          #     ^^ Takes the rules of every ClusterRole, cluster-admin among them: the selector is empty
              - matchLabels: {}
          #     ^^^^^^^^^^^ Takes the rules of every ClusterRole, cluster-admin among them: the selector is empty
                matchExpressions: []
        `,
      },
      {
        title: 'Selectors that match some, one that a chart fills, and no selector',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: monitoring
          aggregationRule:
            clusterRoleSelectors:
              - matchLabels: {shop.registry.example/monitoring: "true"}
              - matchExpressions: [{key: shop.registry.example/monitoring, operator: Exists}]
              - matchLabels: {{ .Values.labels }}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: nothing
          aggregationRule:
            clusterRoleSelectors: []
        `,
      },
    ],
  },

  *check(role) {
    for (const selector of role.aggregationRule.maps('clusterRoleSelectors')) {
      if (!isEmpty(selector)) continue;
      const message = 'Takes the rules of every ClusterRole, cluster-admin among them: the selector is empty';
      yield { at: selector, message };
    }
  },
});

function isEmpty(selector: MapView): boolean {
  const labels = selector.map('matchLabels');
  const expressions = selector.list('matchExpressions');
  const hasLabels = labels.state !== 'absent' && (labels.isOpen || labels.keys().length > 0);
  const hasExpressions =
    expressions.state !== 'absent' && (expressions.isOpen || expressions.maps().length > 0);
  return !hasLabels && !hasExpressions;
}
