import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'rules', include: ['rules/**/*.test.ts'] } },
      { test: { name: 'server', include: ['server/**/*.test.ts'], testTimeout: 30_000 } },
    ],
  },
});
