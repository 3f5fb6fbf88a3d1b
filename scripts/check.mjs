import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run } from './process.mjs';

const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));

const checks = [
  { name: 'types', program: 'typescript/bin/tsc', args: ['-b'] },
  {
    name: 'lint',
    program: '@biomejs/biome/bin/biome',
    args: ['check', '--formatter-enabled=false', '--error-on-warnings'],
  },
  { name: 'format', program: '@biomejs/biome/bin/biome', args: ['format'] },
].map((check) => ({ ...check, script: path.join(root, 'node_modules', check.program) }));

const generated = {
  name: 'generated files',
  script: path.join(root, 'scripts/update.mjs'),
  args: ['--check'],
};

/** Checks types, lint, format and that generated files are up to date; each is one test. */
export async function check() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, script, args } of [...checks, generated]) {
    const { code } = await run(process.execPath, [script, ...args], { cwd: root, timeout: 300_000 });
    console.log(`${code === 0 ? 'ok' : 'not ok'} - ${name}`);
    if (code === 0) counts.passed += 1;
    else counts.failed += 1;
  }
  return counts;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { failed } = await check();
  process.exitCode = failed === 0 ? 0 : 1;
}
