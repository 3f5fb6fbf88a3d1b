import { ms } from './measure.mjs';
import { timeNode } from './processes.mjs';

/** How many applications a folder has, and twice as many. */
const sizes = [800, 1600];
const rounds = 2;
const limit = 1.15;

/**
 * How the time for a folder grows with its files, for folders that grow in one way each. Linear is an exponent of 1, less is
 * what a process takes to start.
 * @param {import('./workbench.mjs').Workbench} bench
 */
export async function benchFolders(bench) {
  console.log(
    `\nFolders of ${sizes.join(' and ')} applications by the command line, least of ${rounds} rounds:`,
  );
  const grown = [];
  for (const [index, [name, make]] of Object.entries(folders).entries()) {
    const written = sizes.map((size) => bench.write(`folder-${index}-${size}`, make(size)));
    const times = written.map(() => Infinity);
    for (let round = 0; round < rounds; round++) {
      for (const [which, folder] of written.entries())
        times[which] = Math.min(times[which] ?? Infinity, await timeNode(bench.lint(folder)));
    }
    const [half = 0, whole = 0] = times;
    const exponent = Math.log2(whole / half);
    console.log(
      `  ${name.padEnd(34)} ${times.map((each) => ms(each).padStart(9)).join(' ')}   exponent ${exponent.toFixed(2)}`,
    );
    grown.push({ name, whole, exponent });
  }
  const steepest = grown.reduce((one, other) => (other.exponent > one.exponent ? other : one));
  const slowest = grown.reduce((one, other) => (other.whole > one.whole ? other : one));
  return [
    {
      id: '14',
      what: `exponent from ${sizes.join(' to ')} applications, the steepest of ${grown.length} folders`,
      measured: steepest.exponent,
      limit,
      beside: `${steepest.name}; slowest: ${slowest.name}, ${ms(slowest.whole)}`,
    },
  ];
}

/** @typedef {(count: number) => ReadonlyMap<string, string>} Folder */

/**
 * Folders whose files say something about each other.
 * @type {Readonly<Record<string, Folder>>}
 */
const folders = {
  'a namespace for each': (count) => applications(count, (index) => `team-${index}`),
  'one namespace for all': (count) => applications(count, () => 'shop'),
  'one account for all': (count) => applications(count, () => 'shop', { account: 'team' }),
  'one kustomization that lists all': (count) => {
    const files = applications(count, (index) => `team-${index}`, { folder: '' });
    const resources = [...files.keys()].map((name) => `  - ${name}\n`);
    return new Map([...files, ['kustomization.yaml', kustomization(resources.join(''))]]);
  },
  'overlays of one base': (count) => {
    const overlays = each(count, (index) => [
      `overlays/${index}/kustomization.yaml`,
      `namespace: team-${index}\n${kustomization('  - ../../base\n')}`,
    ]);
    return new Map([
      ['base/deployment.yaml', deployment('web', undefined)],
      ['base/kustomization.yaml', kustomization('  - deployment.yaml\n')],
      ...overlays,
    ]);
  },
  'overlays of a base each': (count) =>
    new Map(
      each(count, (index) => [
        [`${index}/base/deployment.yaml`, deployment('web', undefined)],
        [`${index}/base/kustomization.yaml`, kustomization('  - deployment.yaml\n')],
        [`${index}/production/kustomization.yaml`, `namespace: shop\n${kustomization('  - ../base\n')}`],
      ]).flat(),
    ),
  charts: (count) =>
    new Map(
      each(count, (index) => [
        [`${index}/Chart.yaml`, `apiVersion: v2\nname: chart-${index}\nversion: 1.0.0\n`],
        [`${index}/templates/deployment.yaml`, deployment('{{ .Release.Name }}', '{{ .Release.Namespace }}')],
      ]).flat(),
    ),
};

/**
 * A Deployment, its ServiceAccount with rights, every other time a NetworkPolicy, and their namespace, in files of their own.
 * @param {number} count
 * @param {(index: number) => string} namespaceOf
 * @param {{ folder?: string, account?: string }} [others] Where they lie, and the account of all, where each has not its own.
 */
function applications(count, namespaceOf, { folder = 'apps/', account } = {}) {
  const files = each(count, (index) => {
    const [name, namespace] = [`app-${index}`, namespaceOf(index)];
    const file = (what, text) => /** @type {const} */ ([`${folder}${name}-${what}.yaml`, text]);
    const about = `metadata:\n  name: ${name}\n  namespace: ${namespace}\n`;
    return [
      file('deployment', deployment(name, namespace, account)),
      file(
        'account',
        `apiVersion: v1\nkind: ServiceAccount\n${about}---\n${role(about)}---\n${binding(name, about, account)}`,
      ),
      ...(index % 2 === 0 ? [file('policy', policy(name, about))] : []),
    ];
  });
  const namespaces = new Set(each(count, namespaceOf));
  return new Map([...files.flat(), ...[...namespaces].map((name) => namespaceFile(folder, name))]);
}

/**
 * @param {string} folder
 * @param {string} name
 */
function namespaceFile(folder, name) {
  const labels = 'labels: {pod-security.kubernetes.io/enforce: baseline}';
  const text = `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  ${labels}\n`;
  return /** @type {const} */ ([`${folder}${name}.yaml`, text]);
}

/**
 * @param {string} name
 * @param {string | undefined} namespace
 * @param {string} [account]
 */
function deployment(name, namespace, account = name) {
  const own = namespace === undefined ? '' : `  namespace: ${namespace}\n`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
${own}spec:
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      serviceAccountName: ${account}
      containers:
        - name: web
          image: registry.example/web:1.2.3
          ports: [{containerPort: 8080}]
`;
}

/** @param {string} about */
function role(about) {
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n${about}rules:\n  - {apiGroups: [""], resources: [secrets], verbs: [get, list]}\n`;
}

/**
 * @param {string} name
 * @param {string} about
 * @param {string} [account]
 */
function binding(name, about, account = name) {
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\n${about}roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name}}\nsubjects: [{kind: ServiceAccount, name: ${account}}]\n`;
}

/**
 * @param {string} name
 * @param {string} about
 */
function policy(name, about) {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${about}spec:\n  podSelector: {matchLabels: {app: ${name}}}\n  policyTypes: [Ingress]\n`;
}

/** @param {string} resources */
function kustomization(resources) {
  return `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${resources}`;
}

/**
 * @template T
 * @param {number} count
 * @param {(index: number) => T} make
 */
function each(count, make) {
  return Array.from({ length: count }, (_, index) => make(index));
}
