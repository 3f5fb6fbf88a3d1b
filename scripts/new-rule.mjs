// Writes a new rule's file from a template that does not compile until its blanks are filled: npm run new-rule <chapter>/<id>
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const catalogue = path.join(root, 'rules/catalogue');
const [argument = ''] = process.argv.slice(2);
const match = /^([a-z-]+)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(argument);
if (match === null) fail('Usage: npm run new-rule <chapter>/<id>, such as images/image-tag-latest');
const [, chapter, id] = match;

if (!chapters().includes(chapter)) {
  fail(`There is no chapter ${chapter}. Chapters: ${chapters().join(', ')}`);
}
const taken = readdirSync(catalogue, { recursive: true, encoding: 'utf8' }).find(
  (file) => path.basename(file) === `${id}.ts`,
);
if (taken !== undefined) fail(`There is a rule ${id} already: rules/catalogue/${taken}`);

const file = path.join(catalogue, chapter, `${id}.ts`);
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, template());
console.log(`Wrote ${path.relative(root, file)}. Fill its blanks, then: npm run update && npm test`);

/** The chapters as the rule contract names them. */
function chapters() {
  const contract = readFileSync(path.join(root, 'rules/engine/rule.ts'), 'utf8');
  const union = /export type Chapter =([^;]+);/.exec(contract)?.[1] ?? '';
  return [...union.matchAll(/'([^']+)'/g)].map((each) => each[1]);
}

function template() {
  return `import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: '${id}',
    chapter: '${chapter}',
    scope: ,
    title: ,
    summary: ,
    severity: ,
    default: ,
    fix: ,
    standards: {},
    why: \`
    \`,
    whenNotToFix: \`
    \`,
    examples: [
      { title: , manifest: \`\`, fixed: \`\` },
      { title: , manifest: \`\` },
    ],
  },

  *check(target, context) {
  },
});
`;
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
