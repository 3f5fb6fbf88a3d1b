import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from './client.mjs';
import { smallFile } from './generator.mjs';
import { inTurn, median, medianRatio, ms } from './measure.mjs';
import { bareNode, timeNode } from './processes.mjs';

const rounds = 15;

/**
 * From the start of a process to the first diagnostics, in the editor and on the command line.
 * @param {import('./workbench.mjs').Workbench} bench
 */
export async function benchStart(bench) {
  const text = smallFile();
  const folder = bench.write('start', new Map([['small.yaml', text]]));
  const file = path.join(folder, 'small.yaml');
  const times = await inTurn(rounds, {
    node: () => timeNode(bareNode),
    server: () => firstDiagnostics(bench.server, pathToFileURL(file).href, text),
    cli: () => timeNode(bench.lint(folder, file)),
  });
  const node = `Node alone ${ms(median(times.node))}`;
  return [
    {
      id: '5',
      what: 'spawn → first diagnostics of a 51-line file : `node -e 0`',
      measured: medianRatio(times.server, times.node),
      limit: 2.2,
      beside: `${ms(median(times.server))}, ${node}`,
      cap: '250 ms',
    },
    {
      id: '6',
      what: 'command line on one file : `node -e 0`',
      measured: medianRatio(times.cli, times.node),
      limit: 2,
      beside: `${ms(median(times.cli))}, ${node}`,
      cap: '200 ms',
    },
  ];
}

/**
 * @param {readonly string[]} server
 * @param {string} uri
 * @param {string} text
 */
async function firstDiagnostics(server, uri, text) {
  const start = performance.now();
  const client = new Client(server);
  await client.initialize();
  client.open(uri, text);
  await client.diagnostics(uri);
  const spent = performance.now() - start;
  await client.stop();
  return spent;
}
