import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installDependencies } from './dependencies.mjs';
import { must } from './process.mjs';

/**
 * Makes the bundles in `dist`.
 * @param {string} root
 */
export async function build(root) {
  await must(process.execPath, ['esbuild.mjs'], { cwd: root, timeout: 60_000 });
}

/**
 * Packages the extension, without asking the network, and answers where the package is.
 * @param {string} root
 */
export async function packageExtension(root) {
  const file = path.join(root, 'out', 'kube-harden.vsix');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.rmSync(file, { force: true });
  await must(
    process.execPath,
    [
      path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce'),
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--out',
      file,
    ],
    { cwd: root, timeout: 120_000 },
  );
  return file;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));
  await installDependencies(root, console.log);
  console.log(await packageExtension(root));
}
