import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { rules } from '../../rules/index';
import { packageVersion } from './cli/package-version';
import { isOnDisk } from './disk';
import { serve } from './serve';

// The arguments say how: --node-ipc, --stdio, --socket or --pipe.
serve(createConnection(ProposedFeatures.all), { version: packageVersion(), exists: isOnDisk }, rules);
