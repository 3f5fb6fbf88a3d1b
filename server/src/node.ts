import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { rules } from '../../rules/index';
import { nodeHost } from './node-host';
import { serve } from './serve';

// The arguments say how: --node-ipc, --stdio, --socket or --pipe.
const connection = createConnection(ProposedFeatures.all);
serve(connection, nodeHost(connection), rules);
