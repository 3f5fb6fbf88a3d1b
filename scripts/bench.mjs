// Measures how fast the product is, as ratios to something else that runs in turn with it: docs/performance.md.
// npm run bench [-- PART… FOLDER --check]
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchFolders } from './bench/folders.mjs';
import { isMet, printGoals } from './bench/goals.mjs';
import { benchEntries, benchGrowth, benchHostile } from './bench/growth.mjs';
import { benchKeys } from './bench/keys.mjs';
import { benchLarge } from './bench/large.mjs';
import { benchMemory } from './bench/memory.mjs';
import { benchPeers } from './bench/peers.mjs';
import { benchReading } from './bench/reading.mjs';
import { benchRules } from './bench/rules.mjs';
import { benchScan } from './bench/scan.mjs';
import { benchStart } from './bench/start.mjs';
import { Workbench } from './bench/workbench.mjs';

/** @type {Readonly<Record<string, (bench: Workbench) => Promise<import('./bench/goals.mjs').Goal[]>>>} */
const parts = {
  start: benchStart,
  keys: benchKeys,
  scan: benchScan,
  memory: benchMemory,
  growth: benchGrowth,
  folders: benchFolders,
  hostile: benchHostile,
  rules: benchRules,
  reading: benchReading,
  peers: benchPeers,
  large: benchLarge,
  entries: benchEntries,
};
/** Each takes nearly as long as all others together. */
const onlyByName = ['large', 'entries'];
const usage = `npm run bench [-- PART… FOLDER --check]

PART    ${Object.keys(parts).join(', ')} (default: all but ${onlyByName.join(', ')})
FOLDER  whose manifests are measured (default: made-up ones)
--check ends with 1 where a goal is missed`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean' } },
});
const chosen = positionals.filter((name) => name in parts);
const folders = positionals.filter((name) => !(name in parts));
if (folders.length > 1 || folders.some((folder) => !existsSync(folder))) {
  console.error(
    `There is no part or folder '${folders.find((folder) => !existsSync(folder)) ?? folders[1]}'.\n\n${usage}`,
  );
  process.exit(2);
}

const goals = [];
const bench = await Workbench.open(folders[0]);
process.once('SIGINT', () => {
  bench.close();
  process.exit(130);
});
try {
  for (const [name, measure] of Object.entries(parts)) {
    if (chosen.length > 0 ? !chosen.includes(name) : onlyByName.includes(name)) continue;
    const start = performance.now();
    goals.push(...(await measure(bench)));
    console.log(`\n${name}: measured in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
} finally {
  bench.close();
}
printGoals(goals);
const missed = goals.filter((goal) => !isMet(goal));
if (values.check && missed.length > 0) {
  console.error(`\nMissed: ${missed.map(({ id, what }) => `${id} (${what})`).join('; ')}`);
  process.exitCode = 1;
}
