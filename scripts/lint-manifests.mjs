import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './package.mjs';

const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));
const cli = path.join(root, 'dist', 'cli.js');

if (isStale()) await build(root);
// npm runs scripts in the package's folder; paths are meant from where the user is.
const { status } = spawnSync(process.execPath, [cli, 'lint', ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
});
process.exitCode = status ?? 1;

/** Whether the program is not there, or older than what it is made of. */
function isStale() {
  const built = fs.statSync(cli, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ['rules', 'server/src'].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true })
      .map((name) => path.join(folder, String(name))),
  );
  return [...sources, 'package.json', 'esbuild.mjs'].some(
    (source) => fs.statSync(path.join(root, source)).mtimeMs > built,
  );
}
