import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { rules } from '../../rules/index';
import { nodeHost } from './node-host';
import { serve } from './serve';
import { inOnePiece } from './whole-messages';

if (process.argv.includes('--stdio')) inOnePiece(process.stdout);
// The arguments say how: --node-ipc, --stdio, --socket or --pipe.
const connection = createConnection(ProposedFeatures.all);
serve(connection, nodeHost(connection), rules);
