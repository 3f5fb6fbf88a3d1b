import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { Reporter } from './reporter';

/** VS Code calls this inside the extension host. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000, reporter: Reporter });
  const suites = fs.readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  if (suites.length === 0) return Promise.reject(new Error(`There are no tests in ${__dirname}`));
  for (const name of suites.sort()) mocha.addFile(path.join(__dirname, name));
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} failed`)) : resolve()));
  });
}
