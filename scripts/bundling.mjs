import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

/**
 * Takes the object spreads out of `js-yaml`. Its parser keeps its state in an object that starts with one, V8 gives every
 * such object a shape of its own, and no access to it is ever optimised: reading takes three times as long. What the bundler
 * puts in their place copies descriptors of properties, which takes as long as reading a small document.
 * @type {import('esbuild').Plugin}
 */
export const withoutSpreads = {
  name: 'js-yaml without spreads',
  setup(build) {
    build.onLoad({ filter: /[\\/]js-yaml[\\/]dist[\\/]js-yaml\.mjs$/ }, async ({ path }) => {
      const supported = { 'object-rest-spread': false };
      const { code } = await transform(await readFile(path, 'utf8'), { supported });
      return { contents: code.replace(SPREAD_HELPERS, 'var $1 = Object.assign;'), loader: 'js' };
    });
  },
};

/** How the bundler defines the functions that stand for spreads: up to a line that ends it. */
const SPREAD_HELPERS = /^var (__spread(?:Values|Props)) = (?:.*;|(?:.|\n)*?\n};)$/gm;

const FROM_YAML = /^import \{([^}]*)\} from 'yaml';$/m;

/**
 * Loads the `yaml` package for the first text that needs the tolerant reader. Most starts never do, and it takes time.
 * @type {import('esbuild').Plugin}
 */
export const lateYaml = {
  name: 'yaml on first use',
  setup(build) {
    build.onLoad({ filter: /[\\/]rules[\\/]yaml[\\/](?:build|tolerant)\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!FROM_YAML.test(text))
        return { errors: [{ text: `${path} does not import what it is looked into for` }] };
      const contents = text.replace(FROM_YAML, (_, list) => late(list.split(',')).join(' '));
      return { contents, loader: 'ts' };
    });
  },
};

/**
 * Functions of the package that load it when one of them is called first. Asking Node for it takes longer than most of them do.
 * @param {readonly string[]} names What a file imports, types too.
 */
function late(names) {
  const functions = names.map((name) => name.trim()).filter((name) => !name.startsWith('type '));
  const own = functions.map(
    (name) => `const ${name} = (...all) => (yamlPackage ??= require('yaml')).${name}(...all);`,
  );
  return ['let yamlPackage;', ...own];
}

/**
 * Leaves the `yaml` package in a file of its own beside the bundle, so that a start need not even compile it.
 * @type {import('esbuild').Plugin}
 */
export const yamlApart = {
  name: 'yaml apart',
  setup(build) {
    build.onResolve({ filter: /^yaml$/ }, () => ({ path: './yaml.js', external: true }));
  },
};

/**
 * What makes `vscode-languageserver` quick to load: each file that imports it would copy its hundreds of names, and two of
 * its files ask Node for modules that only pipes and its own helpers need.
 * @type {import('esbuild').Plugin}
 */
export const lightServer = {
  name: 'vscode-languageserver, light',
  setup(build) {
    build.onResolve({ filter: /^vscode-languageserver$/ }, ({ namespace, resolveDir }) => {
      if (namespace === 'one copy') return undefined;
      return { path: 'vscode-languageserver', namespace: 'one copy', pluginData: resolveDir };
    });
    build.onLoad({ filter: /.*/, namespace: 'one copy' }, ({ pluginData }) => {
      return { contents: "export * from 'vscode-languageserver';", resolveDir: pluginData };
    });
    build.onLoad({ filter: /[\\/]lib[\\/]node[\\/](?:files|main)\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const late = text
        .replace(/^const (?:crypto|child_process)_1 = require\(.*\);\n/gm, '')
        .replace(/\b(crypto|child_process)_1\b/g, 'require("$1")');
      return { contents: late, loader: 'js' };
    });
  },
};
