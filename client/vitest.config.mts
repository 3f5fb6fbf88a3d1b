import { defineConfig } from 'vitest/config';

// All need what `npm test` prepares first: the packaged extension with its bundles and, for `ui`, a VS Code and a browser.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'editors', include: ['test/editors/**/*.test.ts'], testTimeout: 90_000 } },
      {
        test: {
          name: 'ui',
          include: ['test/ui/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 90_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
