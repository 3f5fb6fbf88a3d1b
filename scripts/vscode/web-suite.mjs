import fs from 'node:fs';
import path from 'node:path';
import { extractArchive } from './archive.mjs';
import { runTests } from './extension-host.mjs';
import { copySample, suitesIn } from './host-suite.mjs';
import { serveEditor } from './server.mjs';
import { serveOldest } from './test-web.mjs';

const timeout = 240_000;

/** Where the extension and its tests are mounted on the address of VS Code. */
const mount = '/kube-harden-tests';

/**
 * Runs the suites of `client/test/host` inside the web worker extension host of a VS Code that opens a folder of this
 * machine.
 * @param {string} root
 * @param {{ node: string; server: string }} installation
 * @param {string} extension
 */
export async function runWebSuite(root, installation, extension) {
  const site = await prepareSite(root, extension);
  const folder = copySample(root);
  const editor = await serveEditor(installation, { packages: [] });
  try {
    return await runTests({
      address: editor.url(folder),
      prepare: (page) => mountSite(page, editor.authority, site),
      timeout,
      screenshot: path.join(root, 'out', 'screenshots', 'web-timeout.png'),
    });
  } finally {
    await editor.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs the same suites in the oldest supported VS Code for the Web, on a virtual file system and without any Node.
 * @param {string} root
 * @param {string} installation What `installOldest` gave.
 * @param {string} extension
 */
export async function runOldestWebSuite(root, installation, extension) {
  const site = await prepareSite(root, extension);
  const folder = copySample(root);
  const editor = await serveOldest(installation, { ...site, folder });
  try {
    return await runTests({
      address: editor.address,
      timeout,
      screenshot: path.join(root, 'out', 'screenshots', 'web-oldest-timeout.png'),
    });
  } finally {
    await editor.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Lays out the packaged extension, in a folder named as VS Code names it, with the bundled tests in it: VS Code runs them
 * where it runs the extension they lie in.
 * @param {string} root
 * @param {string} extension
 * @returns {Promise<Site>}
 */
async function prepareSite(root, extension) {
  const site = path.join(root, 'out', 'web');
  fs.rmSync(site, { recursive: true, force: true });
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const name = `kube-harden.kube-harden-${version}`;
  extractArchive(extension, 'extension/', path.join(site, name));
  await bundleSuites(root, path.join(site, name, 'tests.js'));
  return { site, extension: name, tests: `${name}/tests.js` };
}

/** @typedef {{ site: string; extension: string; tests: string }} Site A folder, and what is where in it. */

/**
 * Serves a site beside VS Code, and tells VS Code to develop the extension in it: only with an extension from the web's
 * own address does the worker run, and may it start another worker.
 * @param {import('playwright-core').Page} page
 * @param {string} authority
 * @param {Site} site
 */
async function mountSite(page, authority, { site, extension, tests }) {
  const context = page.context();
  await context.route(
    (url) => url.pathname.startsWith(`${mount}/`),
    (route) => {
      const name = decodeURIComponent(new URL(route.request().url()).pathname.slice(mount.length));
      const file = path.join(site, path.posix.normalize(name));
      if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return route.fulfill({ status: 404 });
      return route.fulfill({ path: file });
    },
  );
  /** @param {string} name */
  const mounted = (name) => ({ scheme: 'http', authority, path: `${mount}/${name}` });
  const developmentOptions = { extensions: [mounted(extension)], extensionTestsPath: mounted(tests) };
  await context.route(
    (url) => url.pathname === '/',
    async (route) => {
      const response = await route.fetch();
      const body = withConfiguration(await response.text(), { developmentOptions });
      await route.fulfill({ response, body });
    },
  );
}

/**
 * @param {string} page
 * @param {object} more
 */
function withConfiguration(page, more) {
  const setting = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;
  if (!setting.test(page)) throw new Error('The page of VS Code has no configuration');
  return page.replace(setting, (_, before, escaped) => {
    const settings = JSON.parse(escaped.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
    const json = JSON.stringify({ ...settings, ...more });
    return `${before}${json.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
  });
}

/**
 * All suites in one file for a browser.
 * @param {string} root
 * @param {string} outfile
 */
async function bundleSuites(root, outfile) {
  const esbuild = await import('esbuild');
  const suites = path.join(root, 'client', 'test', 'host');
  const web = path.join(root, 'client', 'test', 'web');
  const imports = suitesIn(suites).map((name) => `import './${path.basename(name, '.ts')}';`);
  await esbuild.build({
    stdin: {
      contents: [...imports, `export { run } from '../web/index';`].join('\n'),
      resolveDir: suites,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'es2022',
    sourcemap: 'inline',
    external: ['vscode'],
    define: { global: 'globalThis' },
    plugins: [
      inPlaceOf({
        mocha: path.join(web, 'mocha.ts'),
        'node:assert/strict': path.join(web, 'assert.ts'),
        './processes': path.join(web, 'processes.ts'),
      }),
    ],
    logLevel: 'warning',
  });
}

/**
 * Takes other files for some imports.
 * @param {Record<string, string>} files By what is imported.
 * @returns {import('esbuild').Plugin}
 */
function inPlaceOf(files) {
  return {
    name: 'in-place-of',
    setup: (build) => {
      build.onResolve({ filter: /./ }, ({ path: wanted }) => {
        const file = files[wanted];
        return file === undefined ? undefined : { path: file };
      });
    },
  };
}
