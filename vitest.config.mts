import { defineConfig } from 'vitest/config';

/** What holds for every rule, every text or every change, tried on many. */
const properties = [
  'rules/**/{*-differential,*-property,embedded,fixes,properties,text-lint,where-written}.test.ts',
  'server/test/{agreement,corpus,hardened,listed-findings}.test.ts',
  'server/test/workspace/*-property.test.ts',
];
/** Processes of their own. */
const commandLine = ['server/test/cli/*.test.ts', 'server/test/compile-cache.test.ts'];
const protocol = ['server/test/lsp/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['rules/**/*.test.ts', 'server/**/*.test.ts'],
          exclude: [...properties, ...commandLine, ...protocol],
          // They share nothing that changes, and loading all rules takes longer than any of them.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      { test: { name: 'properties', include: properties, isolate: false, testTimeout: 30_000 } },
      { test: { name: 'cli', include: commandLine, testTimeout: 30_000 } },
      { test: { name: 'protocol', include: protocol, testTimeout: 30_000 } },
    ],
  },
});
