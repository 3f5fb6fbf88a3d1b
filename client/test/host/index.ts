import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** VS Code calls this inside the extension host. The results go to the file that `KUBE_HARDEN_RESULTS` names. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000, reporter: Reporter });
  const suites = fs.readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  if (suites.length === 0) return Promise.reject(new Error(`There are no tests in ${__dirname}`));
  for (const name of suites.sort()) mocha.addFile(path.join(__dirname, name));
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} failed`)) : resolve()));
  });
}

class Reporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;
    const counts = { passed: 0, failed: 0, skipped: 0 };
    runner.on(EVENT_TEST_PASS, (test) => {
      counts.passed += 1;
      console.log(`ok - ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on(EVENT_TEST_FAIL, (test, error) => {
      counts.failed += 1;
      console.log(`not ok - ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
    runner.on(EVENT_TEST_PENDING, (test) => {
      counts.skipped += 1;
      console.log(`skipped - ${test.fullTitle()}`);
    });
    runner.on(EVENT_RUN_END, () => {
      const file = process.env.KUBE_HARDEN_RESULTS;
      if (file !== undefined) fs.writeFileSync(file, JSON.stringify(counts));
    });
  }
}
