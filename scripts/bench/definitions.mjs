/** @typedef {import('./random.mjs').Random} Random */

const deepest = 9;

/**
 * A CustomResourceDefinition with a deep schema, of about so many characters.
 * @param {Random} random
 * @param {number} size
 */
export function definition(random, size) {
  const [kind, group] = [random.words(1), `${random.words(1)}.example`];
  const lines = [
    'apiVersion: apiextensions.k8s.io/v1',
    'kind: CustomResourceDefinition',
    'metadata:',
    '  annotations:',
    '    controller-gen.kubebuilder.io/version: v0.16.1',
    `  name: ${kind}s.${group}`,
    'spec:',
    `  group: ${group}`,
    '  names:',
    `    kind: ${kind}`,
    `    plural: ${kind}s`,
    '  scope: Namespaced',
    '  versions:',
    '    - name: v1',
    '      served: true',
    '      storage: true',
    '      schema:',
    '        openAPIV3Schema:',
    `          description: ${random.words(12)}`,
    '          type: object',
    '          properties:',
  ];
  const schema = { lines, left: size - lines.join('\n').length, random };
  while (schema.left > 0) property(schema, 12, 0);
  return `${lines.join('\n')}\n`;
}

/**
 * @param {{ lines: string[]; left: number; random: Random }} schema
 * @param {number} column
 * @param {number} depth
 */
function property(schema, column, depth) {
  const { random } = schema;
  const indent = ' '.repeat(column);
  add(schema, `${indent}${random.words(2).replace(' ', '')}${random.below(100)}:`);
  add(schema, `${indent}  description: |-`);
  const rows = 1 + random.below(4);
  for (let row = 0; row < rows; row++) add(schema, `${indent}    ${random.words(4)}`);
  const isLeaf = depth >= deepest || schema.left <= 0 || random.isTrue(0.4);
  add(schema, `${indent}  type: ${isLeaf ? random.pick(['string', 'integer', 'boolean']) : 'object'}`);
  if (isLeaf) return;
  add(schema, `${indent}  properties:`);
  const count = 1 + random.below(4);
  for (let each = 0; each < count && schema.left > 0; each++) property(schema, column + 4, depth + 1);
}

/**
 * @param {{ lines: string[]; left: number }} schema
 * @param {string} line
 */
function add(schema, line) {
  schema.lines.push(line);
  schema.left -= line.length + 1;
}
