import Mocha from 'mocha';

/** What stands before the counts in the line that ends a run. */
export const resultsMark = 'results of the extension host: ';

/** Prints each test as it ends, and the counts as JSON at the end. */
export class Reporter extends Mocha.reporters.Base {
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
    runner.on(EVENT_RUN_END, () => console.log(`${resultsMark}${JSON.stringify(counts)}`));
  }
}
