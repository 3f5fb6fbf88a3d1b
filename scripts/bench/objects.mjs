/** @typedef {import('./random.mjs').Random} Random */

/**
 * An object without pods, or one that has no kind, of at least so many characters unless it is of a kind that is short.
 * @param {Random} random
 * @param {number} size
 */
export function smallObject(random, size) {
  const make = random.pick(size > 3000 ? long : [...short, ...long]);
  return `${make(random, size).join('\n')}\n`;
}

/**
 * @param {Random} random
 * @param {string} api
 * @param {string} kind
 */
const head = (random, api, kind) => [
  `apiVersion: ${api}`,
  `kind: ${kind}`,
  'metadata:',
  `  name: ${random.name()}`,
  `  namespace: ${random.pick(['shop', 'bank', 'default', 'monitoring'])}`,
  '  labels:',
  `    app.kubernetes.io/part-of: ${random.words(1)}`,
];

/**
 * Lines of one kind until the size is reached.
 * @param {number} size
 * @param {readonly string[]} start
 * @param {() => readonly string[]} more
 */
function until(size, start, more) {
  const lines = [...start];
  for (let length = start.join('\n').length; length < size; ) {
    const next = more();
    lines.push(...next);
    length += next.join('\n').length + 1;
  }
  return lines;
}

/** @typedef {(random: Random, size: number) => readonly string[]} Make */

/** @type {Make} */
const service = (random) => [
  ...head(random, 'v1', 'Service'),
  'spec:',
  `  type: ${random.pick(['ClusterIP', 'ClusterIP', 'LoadBalancer', 'NodePort'])}`,
  '  selector:',
  `    app: ${random.name()}`,
  '  ports:',
  '    - name: http',
  '      port: 80',
  '      targetPort: 8080',
];

/** @type {Make} */
const networkPolicy = (random) => [
  ...head(random, 'networking.k8s.io/v1', 'NetworkPolicy'),
  'spec:',
  '  podSelector:',
  '    matchLabels:',
  `      app: ${random.name()}`,
  '  policyTypes: [Ingress]',
  '  ingress:',
  '    - from:',
  '        - podSelector: {}',
];

/** @type {Make} */
const role = (random, size) =>
  until(size, [...head(random, 'rbac.authorization.k8s.io/v1', 'Role'), 'rules:'], () => [
    '  - apiGroups: [""]',
    `    resources: [${random.isTrue(0.05) ? '"*"' : random.pick(['pods', 'services', 'configmaps', 'leases'])}]`,
    `    verbs: [get, list, ${random.pick(['watch', 'create', 'update'])}]`,
  ]);

/** @type {Make} */
const binding = (random) => [
  ...head(random, 'rbac.authorization.k8s.io/v1', 'RoleBinding'),
  'roleRef:',
  '  apiGroup: rbac.authorization.k8s.io',
  '  kind: Role',
  `  name: ${random.name()}`,
  'subjects:',
  '  - kind: ServiceAccount',
  `    name: ${random.name()}`,
];

/** @type {Make} */
const secret = (random, size) =>
  until(size, [...head(random, 'v1', 'Secret'), 'type: Opaque', 'stringData:'], () => [
    `  ${random.name()}: "${random.words(2)}"`,
  ]);

/** @type {Make} */
const configMap = (random, size) =>
  until(size, [...head(random, 'v1', 'ConfigMap'), 'data:'], () => [
    `  ${random.name()}.conf: |`,
    ...Array.from({ length: 8 }, () => `    ${random.words(1)} = ${random.words(4)}`),
  ]);

/** @type {Make} */
const custom = (random, size) =>
  until(size, [...head(random, 'things.example/v1', 'Thing'), 'spec:'], () => [
    `  ${random.name()}:`,
    `    mode: ${random.words(1)}`,
    `    items: [${random.below(100)}, ${random.below(100)}]`,
  ]);

/** @type {Make} */
const values = (random, size) =>
  until(size, [`# ${random.words(6)}`], () => [
    `${random.name()}:`,
    `  enabled: ${random.isTrue(0.5)} # ${random.words(5)}`,
    `  tag: "${random.below(9)}.${random.below(30)}"`,
  ]);

/** @type {Make} */
const kustomization = (random, size) =>
  until(
    size,
    ['apiVersion: kustomize.config.k8s.io/v1beta1', 'kind: Kustomization', 'namespace: shop', 'resources:'],
    () => [`  - ${random.name()}.yaml`],
  );

/** @type {Make} */
const account = (random) => [...head(random, 'v1', 'ServiceAccount'), 'automountServiceAccountToken: false'];

/** @type {readonly Make[]} */
const short = [service, service, networkPolicy, role, binding, account, kustomization, secret];
/** @type {readonly Make[]} */
const long = [configMap, custom, values];
