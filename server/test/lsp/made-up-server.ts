import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { rules } from '../../../rules/index';
import { nodeHost } from '../../src/node-host';
import { serve } from '../../src/serve';
import { madeUpRules } from './made-up-rules';

// The real server, but for the rules.
const connection = createConnection(ProposedFeatures.all);
serve(connection, nodeHost(connection), [...rules, ...madeUpRules]);
