import type { Connection } from 'vscode-languageserver';
import { packageVersion } from './cli/package-version';
import { isOnDisk } from './disk';
import { withTexts } from './rule-texts';
import type { Host } from './serve';
import { ClientFiles } from './workspace/client-files';
import { FolderScan } from './workspace/kept-scan';
import { NodeFiles } from './workspace/node-files';
import { RoutedFiles } from './workspace/routed-files';

/** This machine, for a server with this connection, and through the client what is not on its disk. */
export function nodeHost(connection: Connection): Host {
  const editor = new ClientFiles(connection);
  return {
    version: packageVersion(),
    exists: (uri) => (uri.startsWith('file:') ? isOnDisk(uri) : editor.has(uri)),
    files: new RoutedFiles(new NodeFiles(), editor),
    keptScan: (roots) => new FolderScan([...roots].sort().join('\n')),
    withTexts,
  };
}
