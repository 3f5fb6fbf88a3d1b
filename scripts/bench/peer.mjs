// Lints a folder with another tool. node peer.mjs NAME NODE_MODULES FOLDER
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , name, modules = '', folder = ''] = process.argv;
const require = createRequire(path.join(modules, 'any.js'));
const load = (/** @type {string} */ id) => import(pathToFileURL(require.resolve(id)).href);
const files = readdirSync(folder).map((file) => path.join(folder, file));
await (name === 'eslint-plugin-yml' ? eslint() : monokle());

async function eslint() {
  const { ESLint } = await load('eslint');
  const { default: plugin } = await load('eslint-plugin-yml');
  const overrideConfig = plugin.configs['flat/recommended'] ?? plugin.configs.recommended;
  await new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig }).lintFiles(['**/*.yaml']);
}

async function monokle() {
  const { createDefaultMonokleValidator } = await load('@monokle/validation');
  const { parseAllDocuments } = await load('yaml');
  const resources = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return parseAllDocuments(text).flatMap((document, index) => {
      const content = document.toJS();
      if (content?.kind === undefined) return [];
      const { apiVersion, kind, metadata } = content;
      const [start, , end] = document.range;
      const place = { fileId: file, filePath: file, fileOffset: start, text: text.slice(start, end) };
      const { name = 'unnamed', namespace } = metadata ?? {};
      return [{ id: `${file}-${index}`, ...place, name, namespace, apiVersion, kind, content }];
    });
  });
  const validator = createDefaultMonokleValidator();
  await validator.preload({ plugins: { 'pod-security-standards': true } });
  await validator.validate({ resources });
}
