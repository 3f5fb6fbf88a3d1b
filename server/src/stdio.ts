import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { rules } from '../../rules/index';
import { packageVersion } from './cli/package-version';
import { isOnDisk } from './disk';
import { serve } from './serve';

/**
 * Serves the editor at the other end of standard input and output. Never settles: the process ends when the editor says so
 * or is gone.
 */
export function serveStdio(): Promise<never> {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  serve(connection, { version: packageVersion(), exists: isOnDisk }, rules);
  return new Promise(() => {});
}
