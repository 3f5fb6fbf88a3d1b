import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from './client.mjs';
import { typingFile } from './generator.mjs';
import { inTurn, median, medianRatio, ms } from './measure.mjs';
import { timeNode } from './processes.mjs';
import { smallManifests } from './selection.mjs';

const rounds = 5;
const script = fileURLToPath(new URL('peer.mjs', import.meta.url));
/** What yaml-language-server waits before it validates. It would be unfair to count it. */
const peerDelay = 200;

/**
 * Other tools on the same files, where somebody has installed them: KUBE_HARDEN_PEERS names the folder with their node_modules.
 * @param {import('./workbench.mjs').Workbench} bench
 */
export async function benchPeers(bench) {
  const installed = process.env.KUBE_HARDEN_PEERS;
  if (installed === undefined) {
    console.log('\nNo peers: KUBE_HARDEN_PEERS names no folder in which they are installed.');
    return [];
  }
  const modules = path.join(path.resolve(installed), 'node_modules');
  const folder = bench.write('small-for-peers', smallManifests(bench.workspace.texts));
  const goals = [];
  for (const [id, name, limit] of /** @type {const} */ ([
    ['8', '@monokle/validation', 1 / 4],
    ['–', 'eslint-plugin-yml', 1],
  ])) {
    if (!existsSync(path.join(modules, name))) continue;
    const times = await inTurn(rounds, {
      lint: () => timeNode(bench.lint(folder)),
      peer: () => timeNode([script, name, modules, folder]),
    });
    goals.push(
      peerGoal(id, `scan of at most 1,000 small manifests : ${name}`, limit, times.lint, times.peer),
    );
  }
  if (!existsSync(path.join(modules, 'yaml-language-server'))) return goals;
  const peer = [path.join(modules, 'yaml-language-server/bin/yaml-language-server'), '--stdio'];
  for (const [id, lines, documents, limit] of /** @type {const} */ ([
    ['–', 500, 10, 1],
    ['–', 10_000, 168, 1],
  ])) {
    const text = typingFile(documents, lines);
    const [mine, theirs] = [await typed(bench.server, text, true), await typed(peer, text, false)];
    const what = `keystroke, ${lines} lines : yaml-language-server, no schema, without its delay`;
    goals.push(
      peerGoal(
        id,
        what,
        limit,
        mine,
        theirs.map((each) => each - peerDelay),
      ),
    );
  }
  return goals;
}

/**
 * @param {string} id
 * @param {string} what
 * @param {number} limit
 * @param {readonly number[]} mine
 * @param {readonly number[]} theirs
 */
function peerGoal(id, what, limit, mine, theirs) {
  const beside = `${ms(median(mine))} : ${ms(median(theirs))}`;
  return { id, what, measured: medianRatio(mine, theirs), limit, beside };
}

/**
 * How long a server takes to answer a letter, asked or not.
 * @param {readonly string[]} server
 * @param {string} text
 * @param {boolean} pulls
 */
async function typed(server, text, pulls) {
  const uri = 'file:///bench/typing.yaml';
  const client = new Client(server);
  await client.initialize();
  const published = 'textDocument/publishDiagnostics';
  const seen = () => (pulls ? client.diagnostics(uri) : client.next(published));
  const opened = pulls ? undefined : client.next(published);
  client.open(uri, text);
  await (opened ?? client.diagnostics(uri));
  const times = [];
  for (let version = 2; version < rounds + 7; version++) {
    const start = { line: version * 7, character: 0 };
    const heard = pulls ? undefined : seen();
    const began = performance.now();
    client.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start, end: start }, text: '#' }],
    });
    await (heard ?? seen());
    if (version > 6) times.push(performance.now() - began);
  }
  await client.stop();
  return times;
}
