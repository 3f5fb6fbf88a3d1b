// Measures the engine against a plain parse of the same text, in one process and interleaved, and prints ratios.
// npm run bench [-- PATH]: PATH is a folder of manifests; without it, generated ones.
import { loadEngine } from './bench/engine.mjs';
import { manifests } from './bench/manifests.mjs';
import { benchReading } from './bench/reading.mjs';
import { benchRules } from './bench/rules.mjs';
import { benchScan } from './bench/scan.mjs';

const [folder] = process.argv.slice(2);
const texts = manifests(folder);
const size = texts.reduce((sum, text) => sum + text.length, 0);
console.log(`${texts.length} files, ${(size / 1e6).toFixed(2)} M characters`);
const engine = await loadEngine();
benchReading(engine, texts);
benchRules(engine, texts);
benchScan(engine, texts);
