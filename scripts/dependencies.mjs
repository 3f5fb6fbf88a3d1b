import fs from 'node:fs';
import path from 'node:path';
import { npm } from './process.mjs';

/**
 * Installs the packages of `root` from the npm registry, unless every one of them is there already.
 * @param {string} root
 * @param {(message: string) => void} report
 */
export async function installDependencies(root, report) {
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  if (installed !== undefined && wanted !== undefined && areInstalled(wanted, installed)) return;
  report(installed === undefined ? 'Installing packages' : 'Updating packages');
  const command = installed === undefined && wanted !== undefined ? 'ci' : 'install';
  await npm([command, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
}

/**
 * @param {Record<string, { version: string; optional?: boolean }>} wanted
 * @param {Record<string, { version: string }>} installed
 */
function areInstalled(wanted, installed) {
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    // Optional packages are for one platform each; the empty name is the project itself.
    return place === '' || optional === true || installed[place]?.version === version;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string; optional?: boolean }> | undefined}
 */
function readPackages(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).packages : undefined;
}
