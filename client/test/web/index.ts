import { Reporter } from '../host/reporter';

/** VS Code calls this inside the extension host, when the suites have been loaded. */
export function run(): Promise<void> {
  mocha.setup({ color: false, timeout: 30_000, reporter: Reporter });
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} failed`)) : resolve()));
  });
}
