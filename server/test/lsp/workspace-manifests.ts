/** A pod that breaks one rule. */
export const bad =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  automountServiceAccountToken: false\n' +
  '  hostNetwork: true\n';
/** Breaks no rule. */
export const good = bad.replace('true', 'false');
/** The rule it breaks. */
export const rule = 'host-network';

/** A container without a memory limit, and what gives it one. */
export const limitless = `${good}  containers:\n    - name: app\n      image: registry.example/app:2.0\n`;
export const limits =
  'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: all\nspec:\n  limits:\n' +
  '    - type: Container\n      default: { memory: 1Gi, cpu: 1 }\n      defaultRequest: { memory: 1Gi, cpu: 1 }\n';
/** The rule that a container without a memory limit breaks. */
export const limit = 'memory-limit-missing';
