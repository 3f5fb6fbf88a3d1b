import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { version } from '../../package.json';
import { rules } from '../../rules/index';
import { serve } from './serve';
import { ClientFiles } from './workspace/client-files';

// A worker has no files: the editor that has started it gives them.
const reader = new BrowserMessageReader(globalThis);
const connection = createConnection(ProposedFeatures.all, reader, new BrowserMessageWriter(globalThis));
const files = new ClientFiles(connection);
serve(connection, { version, exists: (uri) => files.has(uri), files, withTexts: (meta) => meta }, rules);
