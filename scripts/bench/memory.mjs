import { pathToFileURL } from 'node:url';
import { Client } from './client.mjs';
import { bundle } from './engine.mjs';
import { median, medianRatio } from './measure.mjs';
import { bareNode, baseline, peakMemory } from './processes.mjs';
import { isLinted } from './selection.mjs';

const rounds = 3;
/** How many characters are opened at once, at most. */
const openCharacters = 3_000_000;

/**
 * The most memory a scan takes, and what the server keeps of files.
 * @param {import('./workbench.mjs').Workbench} bench
 */
export async function benchMemory(bench) {
  const { folder } = bench.workspace;
  const peaks = { node: [], read: [], lint: [] };
  for (let round = 0; round < rounds; round++) {
    peaks.node.push(await peakMemory(bareNode));
    peaks.read.push(await peakMemory(baseline('read', folder)));
    peaks.lint.push(await peakMemory(bench.lint(folder)));
  }
  const [node, read, lint] = [median(peaks.node), median(peaks.read), median(peaks.lint)];
  const server = ['--expose-gc', await bundle('server/test/lsp/soak-server.ts', 'server'), '--stdio'];
  return [
    {
      id: '11',
      what: 'peak RSS of the scan : reading all files',
      measured: medianRatio(peaks.lint, peaks.read),
      limit: 2.5,
      beside: `${mb(lint)}; reading ${mb(read)}, Node alone ${mb(node)}`,
      cap: '250 MB',
    },
    await closedGoal(bench, server),
    await openGoal(bench, server),
  ];
}

/**
 * @param {import('./workbench.mjs').Workbench} bench
 * @param {readonly string[]} server
 */
async function closedGoal(bench, server) {
  const { folder, texts } = bench.workspace;
  const half = new Map([...texts].filter((_, index) => index % 2 === 0));
  // What comes with the first file is in both. Code that is compiled is not: more of it where there is more to do.
  const interpreted = ['--no-opt', '--no-sparkplug', ...server];
  const [some, all] = [
    await heapAfterScan(interpreted, bench.write('half', half)),
    await heapAfterScan(interpreted, folder),
  ];
  const more = texts.size - half.size;
  return {
    id: '12',
    what: 'kept by the server for 1,000 closed files, MB',
    measured: (all - some) / (more / 1000),
    limit: 1,
    beside: `${mb(some)} after ${half.size} files, ${mb(all)} after ${texts.size}`,
  };
}

/**
 * @param {readonly string[]} server
 * @param {string} folder
 */
async function heapAfterScan(server, folder) {
  const client = new Client(server);
  await client.initialize(pathToFileURL(folder).href);
  // Answered when the first scan is over.
  await client.request('workspace/diagnostic', { previousResultIds: [] });
  const kept = await heap(client);
  await client.stop();
  return kept;
}

/**
 * @param {import('./workbench.mjs').Workbench} bench
 * @param {readonly string[]} server
 */
async function openGoal(bench, server) {
  let size = 0;
  const texts = [...bench.workspace.texts.values()].filter((text) => {
    if (!isLinted(text) || size + text.length > openCharacters) return false;
    size += text.length;
    return true;
  });
  const client = new Client(server);
  await client.initialize();
  const look = async (text, index) => {
    const uri = `file:///bench/open-${index}.yaml`;
    client.open(uri, text);
    await client.diagnostics(uri);
    return uri;
  };
  // Code takes room when it runs for the first time.
  for (const [index, text] of texts.entries()) {
    client.notify('textDocument/didClose', { textDocument: { uri: await look(text, index) } });
  }
  const before = await heap(client);
  for (const [index, text] of texts.entries()) await look(text, index);
  const kept = (await heap(client)) - before;
  await client.stop();
  return {
    id: '13',
    what: 'kept for an open document, heap bytes for each byte',
    measured: (kept * 1e6) / size,
    limit: 10,
    beside: `${mb(kept)} for ${texts.length} documents of together ${mb(size / 1e6)}`,
  };
}

/** @param {Client} client */
async function heap(client) {
  // What was asked for is given a second in which it comes to rest.
  await client.request('test/pause', 1000);
  await client.request('test/heap');
  return /** @type {number} */ (await client.request('test/heap')) / 1e6;
}

/** @param {number} value */
function mb(value) {
  return `${value.toFixed(1)} MB`;
}
