/** The labels of control plane nodes, which are the keys of their taints too; the second is that of versions before 1.24. */
export const controlPlaneKeys: readonly string[] = [
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
];
