import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { rules } from '../../../rules/index';
import { nodeHost } from '../../src/node-host';
import { serve } from '../../src/serve';

// The real server on a disk that takes its time.
const connection = createConnection(ProposedFeatures.all);
const { files, ...host } = nodeHost(connection);
const slow: typeof files = {
  list: (folder) => files.list(folder),
  watch: (folder, onChange) => files.watch(folder, onChange),
  readMany: async (uris) => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    return files.readMany(uris);
  },
};
serve(connection, { ...host, files: slow }, rules);
