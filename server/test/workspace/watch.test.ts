import { writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { NodeFiles, uriOf } from '../../src/workspace/node-files';
import { folderWith } from '../cli/program';

test('a folder that is watched tells of files in it and below, and not of what nobody reads', async () => {
  const folder = folderWith({ 'sub/a.yaml': '', 'a.ts': '' });
  const told = new Set<string>();
  const end = new NodeFiles().watch(uriOf(folder), (uris) => {
    for (const uri of uris) told.add(uri);
  });
  // Some systems start to watch a little after they say so.
  await vi.waitFor(
    () => {
      writeFileSync(`${folder}/a.ts`, 'b');
      writeFileSync(`${folder}/sub/a.yaml`, String(performance.now()));
      expect([...told]).toContain(uriOf(`${folder}/sub/a.yaml`));
    },
    { timeout: 10_000, interval: 100 },
  );
  end();
  expect([...told]).not.toContain(uriOf(`${folder}/a.ts`));
});
