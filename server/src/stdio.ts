import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { rules } from '../../rules/index';
import { nodeHost } from './node-host';
import { serve } from './serve';

/**
 * Serves the editor at the other end of standard input and output. Never settles: the process ends when the editor says so
 * or is gone.
 */
export function serveStdio(): Promise<never> {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  serve(connection, nodeHost(connection), rules);
  return new Promise(() => {});
}
