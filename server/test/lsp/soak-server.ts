import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { rules } from '../../../rules/index';
import { nodeHost } from '../../src/node-host';
import { serve } from '../../src/serve';

// The real server, which also tells how much it keeps. Needs --expose-gc.
const connection = createConnection(ProposedFeatures.all);
connection.onRequest('test/heap', () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
});
// Timers in the server run out while its client waits for this.
connection.onRequest(
  'test/pause',
  (milliseconds: number) => new Promise((resolve) => setTimeout(() => resolve(null), milliseconds)),
);
serve(connection, nodeHost(connection), rules);
