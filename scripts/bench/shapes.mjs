/** A Pod in which something of its own follows. */
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: app\n      image: a:1\n';
const inner = (kind, apiVersion = 'v1') => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: a\n`;
/** Starts that a list of entries of their own follows. */
const second = '    - name: other\n      image: a:1\n      env:\n';
const role = `${inner('ClusterRole', 'rbac.authorization.k8s.io/v1')}rules:\n  - apiGroups: [""]\n    resources: [secrets]\n    verbs:\n`;
const encryption =
  'apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n  - providers: [identity: {}]\n    resources:\n';
const audit = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n';
const ignore = 'kube-harden-ignore credential-in-env-value';
const lineOfJson =
  '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"app","image":"a:1","env":[{}';
const keyOfSecret = (n) => `{name: A${n}, valueFrom: {secretKeyRef: {name: s, key: k${n}}}}`;

/**
 * A text that starts with one thing and repeats another until it has a size.
 * @param {number} size
 * @param {string} start
 * @param {(index: number) => string} each
 */
function repeated(size, start, each) {
  const parts = [start];
  let length = start.length;
  for (let index = 0; length < size; index++) {
    const part = each(index);
    parts.push(part);
    length += part.length;
  }
  return parts.join('');
}

/** @typedef {(size: number) => string} Shape */

/**
 * Texts that grow in one way each.
 * @type {Readonly<Record<string, Shape>>}
 */
export const shapes = {
  'keys of a mapping': (size) => repeated(size, `${inner('ConfigMap')}data:\n`, (n) => `  key-${n}: value\n`),
  'nested keys': (size) => repeated(size, pod, (n) => `x${n}:\n  y:\n    z: 1\n`),
  'items of a list': (size) => repeated(size, `${pod}x:\n`, (n) => `  - item ${n}\n`),
  'flow list': (size) => `${repeated(size, `${pod}x: [0`, (n) => `, ${n}`)}]\n`,
  'deep flow': (size) => `${pod}x: ${'['.repeat(size / 2)}${']'.repeat(size / 2)}\n`,
  'blank lines': (size) => `${pod}${'\n'.repeat(size)}`,
  comments: (size) => repeated(size, pod, (n) => `# comment ${n}\n`),
  'comments that ignore': (size) => repeated(size, pod, () => '# kube-harden-ignore host-network\n'),
  anchors: (size) => repeated(size, `${pod}x:\n`, (n) => `  - &a${n} v\n`),
  aliases: (size) => repeated(size, `${pod}x:\n  - &a v\n`, () => '  - *a\n'),
  'merge keys': (size) => repeated(size, `${pod}x: &x {a: 1}\n`, (n) => `y${n}: {<<: *x}\n`),
  'long plain line': (size) => repeated(size, `${pod}x: `, () => 'word '),
  'long quoted line': (size) => `${repeated(size, `${pod}x: "`, () => '\\u0061\\n')}"\n`,
  'plain text on many lines': (size) => repeated(size, `${pod}x: a\n`, () => '  more words\n'),
  'one block scalar': (size) => repeated(size, `${pod}x: |\n`, () => '  a line of text\n'),
  'block scalars': (size) => repeated(size, pod, (n) => `x${n}: |\n  text\n`),
  CRLF: (size) => repeated(size, pod.replaceAll('\n', '\r\n'), (n) => `x${n}: value\r\n`),
  'documents without a kind': (size) => repeated(size, pod, (n) => `---\na: ${n}\n`),
  'documents with pods': (size) => repeated(size, pod, () => `---\n${pod}`),
  'tabs as indentation': (size) => repeated(size, pod, (n) => `x${n}:\n\ty: 1\n`),
  'wrong indentation': (size) => repeated(size, pod, (n) => `   x${n}:\n  y: 1\n z: 2\n`),
  'quotes that never end': (size) => repeated(size, pod, (n) => `x${n}: "open\n`),
  'the same key again': (size) => repeated(size, pod, () => 'x: 1\n'),
  containers: (size) => repeated(size, pod, (n) => `    - name: c${n}\n      image: a:1\n`),
  variables: (size) => repeated(size, `${pod}      env:\n`, (n) => `        - {name: A${n}, value: b}\n`),
  'hosts with TLS': (size) =>
    repeated(
      size / 2,
      `${inner('Ingress', 'networking.k8s.io/v1')}spec:\n  rules:\n`,
      (n) => `    - host: h${n}\n`,
    ) + repeated(size / 2, '  tls:\n', (n) => `    - hosts: [h${n}]\n`),
  'volumes and their mounts': (size) =>
    repeated(size / 2, `${pod}      volumeMounts:\n`, (n) => `        - {name: v${n}, mountPath: /v}\n`) +
    repeated(size / 2, '  volumes:\n', (n) => `    - {name: v${n}, emptyDir: {}}\n`),
  'keys of one Secret': (size) => repeated(size, `${pod}${second}`, (n) => `        - ${keyOfSecret(n)}\n`),
  'verbs of a rule': (size) => repeated(size, role, () => '      - get\n'),
  'resources to encrypt': (size) => repeated(size, encryption, (n) => `      - r${n}\n`),
  'rules of an audit policy': (size) => repeated(size, audit, (n) => `  - {level: None, users: [u${n}]}\n`),
  'findings at one place': (size) => repeated(size, pod, () => '  hostNetwork: true\n'),
  'findings that are ignored': (size) =>
    repeated(size, `${pod}      env:\n`, (n) => `        - {name: PASSWORD${n}, value: b} # ${ignore}\n`),
  'merges of one mapping': (size) =>
    repeated(size, `x: &x {tty: true}\n${pod}`, (n) => `    - {<<: *x, name: c${n}}\n`),
  'one mapping that merges many': (size) =>
    `${repeated(size, `${pod}x:\n  <<: [{a: 1}`, (n) => `, {k${n}: 1}`)}]\n`,
  'template expressions': (size) => repeated(size, pod, (n) => `x${n}: {{ .Values.x }}\n`),
  'expressions in one line': (size) => `${repeated(size, `${pod}x: [0`, () => ', "{{ .Values.x }}"')}]\n`,
  'JSON in one line': (size) =>
    `${repeated(size, lineOfJson, (n) => `,{"name":"PASSWORD${n}","value":"b"}`)}]}]}}\n`,
};

const levels = 10_000;
const wide = 400_000;
const laughs = Array.from(
  { length: 20 },
  (_, n) => `l${n + 1}: &l${n + 1} [*l${n}, *l${n}, *l${n}, *l${n}]\n`,
);
const merges = Array.from(
  { length: 400 },
  (_, n) => `m${n + 1}: &m${n + 1} {<<: [*m${n}, *m${n}], k${n}: 1}\n`,
);
const rest = (start) => shapeOf(start)(wide);

/** @param {string} name */
function shapeOf(name) {
  return shapes[name] ?? (() => '');
}

/**
 * Texts that nobody writes, unless to break whoever reads them.
 * @type {Readonly<Record<string, () => string>>}
 */
export const hostile = {
  '10,000 levels of lists': () => `${pod}x: ${'['.repeat(levels)}${']'.repeat(levels)}\n`,
  '10,000 levels of mappings': () => `${pod}x: ${'{a: '.repeat(levels)}1${'}'.repeat(levels)}\n`,
  '10,000 levels of dashes': () => `${pod}x:\n  ${'- '.repeat(levels)}1\n`,
  '10,000 lists that never end': () => `${pod}x: ${'['.repeat(levels)}\n`,
  '1,000 levels of indentation': () =>
    `${pod}x:\n${Array.from({ length: 1000 }, (_, n) => `${' '.repeat(n + 1)}k:\n`).join('')}`,
  '400 kB of tabs': () => rest('tabs as indentation'),
  '400 kB of wrong indentation': () => rest('wrong indentation'),
  '400 kB of quotes that never end': () => rest('quotes that never end'),
  '400 kB of brackets': () => `${pod}${'}]:'.repeat(wide / 3)}\n`,
  '400 kB of open expressions': () => `${pod}${'x: {{ a\n'.repeat(wide / 8)}`,
  '20,000 keys': () =>
    `${inner('ConfigMap')}data:\n${Array.from({ length: 20_000 }, (_, n) => `  key-${n}: value\n`).join('')}`,
  'aliases, 4 to the 20th': () => `l0: &l0 [1]\n${laughs.join('')}${pod.replace('a:1', '*l20')}`,
  'merge keys, 2 to the 400th': () => `m0: &m0 {a: 1}\n${merges.join('')}${pod}  <<: *m400\n`,
  'an alias of what it is in': () => `${pod.replace('spec:', 'spec: &s')}  volumes: *s\n`,
  'markers of ignore comments on a line': () => `${pod}# ${'kube-harden-ignore '.repeat(wide / 19)}\n`,
  'containers that merge many mappings': () =>
    `${repeated(wide / 2, 'x: &x\n  <<: [{a: 1}', (n) => `, {k${n}: 1}`)}]\n${repeated(wide / 2, pod, () => '    - {<<: *x}\n')}`,
  'a NUL in each line': () => `${pod}${'x\0: \0\n'.repeat(wide / 6)}`,
};
