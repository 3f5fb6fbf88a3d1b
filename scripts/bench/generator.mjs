import path from 'node:path';
import { template } from './charts.mjs';
import { definition } from './definitions.mjs';
import { smallObject } from './objects.mjs';
import { Random } from './random.mjs';
import { workload } from './workloads.mjs';

const seed = 20_260;
/** The mix of what people keep in repositories: see docs/performance.md. */
const shares = { crds: 0.026, templates: 0.2, pods: 0.14 };

/**
 * A workspace made up in the mix of public repositories, and the same in each run: of every 1,000 files 26 hold CRDs, which are
 * 70 % of the bytes, 200 are templates, 140 have pods. Half of all files have less than 750 bytes, one in a hundred over 150 kB.
 * @param {number} count
 * @returns {Map<string, string>} Texts by relative path.
 */
export function workspace(count) {
  const random = new Random(seed);
  const files = new Map();
  for (let index = 0; index < count; index++) {
    const [kind, text] = file(random, index, count);
    const folder =
      kind === 'templates' ? `charts/chart-${index % 40}/templates` : `apps/${kind}-${index % 60}`;
    files.set(`${folder}/file-${index}.yaml`, text);
  }
  return listingEachOther(files);
}

/**
 * The same files with kustomizations that list what lies beside them.
 * @param {ReadonlyMap<string, string>} files
 */
function listingEachOther(files) {
  const folders = new Map();
  for (const name of files.keys()) {
    const folder = path.posix.dirname(name);
    folders.set(folder, [...(folders.get(folder) ?? []), name]);
  }
  const listing = (name, text) => {
    const others = folders.get(path.posix.dirname(name)).filter((other) => other !== name);
    return text.replace(/^ {2}- .*\.yaml\n/gm, () => {
      const other = others.shift();
      return other === undefined ? '' : `  - ${path.posix.basename(other)}\n`;
    });
  };
  const isListing = (text) => text.includes('\nkind: Kustomization\n');
  return new Map([...files].map(([name, text]) => [name, isListing(text) ? listing(name, text) : text]));
}

/**
 * Turns are taken rather than drawn, so that the shares are exact at any count.
 * @param {Random} random
 * @param {number} index
 * @param {number} count
 * @returns {readonly [string, string]}
 */
function file(random, index, count) {
  const turn = ((index * 619) % count) / count;
  if (turn < shares.crds) return ['crds', crdFile(random, turn / shares.crds)];
  if (turn < shares.crds + shares.templates) return ['templates', template(random, random.size(400, 20_000))];
  if (turn < shares.crds + shares.templates + shares.pods) {
    const second = random.isTrue(0.4) ? `---\n${smallObject(random, random.size(200, 900))}` : '';
    return ['pods', workload(random, podSize(random)) + second];
  }
  const isLarge = random.isTrue(0.012);
  return ['objects', smallObject(random, isLarge ? random.size(5000, 300_000) : random.size(150, 3500))];
}

/**
 * Half of the documents with pods have less than some 1,200 characters, a tenth has over 4,700; the mean is 2,000.
 * @param {Random} random
 */
function podSize(random) {
  return random.isTrue(0.12) ? random.size(2500, 14_000) : random.size(300, 2500);
}

/**
 * Nearly half of the files with CRDs have 100 kB and more, a few of them several MB.
 * @param {Random} random
 * @param {number} rank From 0 to less than 1.
 */
function crdFile(random, rank) {
  const size = rank > 0.98 ? 3_000_000 : Math.round(12_000 * 67 ** rank);
  return crdBundle(random, size);
}

/**
 * Several CRDs, of together about so many characters.
 * @param {Random} random
 * @param {number} size
 */
export function crdBundle(random, size) {
  const documents = Math.max(1, Math.round(size / 110_000));
  return Array.from({ length: documents }, () => definition(random, size / documents)).join('---\n');
}

/**
 * A file to type in: this many documents, workloads among them, on this many lines.
 * @param {number} documents
 * @param {number} lines
 */
export function typingFile(documents, lines) {
  const random = new Random(seed + lines);
  const texts = [];
  let left = lines;
  for (let index = 0; index < documents; index++) {
    const size = (left / (documents - index)) * 29;
    const text = index % 3 === 0 ? workload(random, size) : smallObject(random, size);
    left -= text.split('\n').length;
    texts.push(text);
  }
  return texts.join('---\n');
}

/** What an operator's install.yaml is: three big CRDs in 2 MB, and some fifty other documents. */
export function installFile() {
  const random = new Random(seed + 1);
  const crds = Array.from({ length: 3 }, () => definition(random, 650_000));
  return [...crds, typingFile(56, 1900)].join('---\n');
}

/** A Deployment of 51 lines, or a few less or more. */
export function smallFile() {
  for (let one = seed; ; one++) {
    const text = workload(new Random(one), 1200);
    if (text.split('\n').length === 52) return text;
  }
}
