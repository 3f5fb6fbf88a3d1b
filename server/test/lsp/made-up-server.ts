import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { rules } from '../../../rules/index';
import { isOnDisk } from '../../src/disk';
import { serve } from '../../src/serve';
import { madeUpRules } from './made-up-rules';

// The real server, but for the rules.
serve(createConnection(ProposedFeatures.all), { version: '0.0.0', exists: isOnDisk }, [
  ...rules,
  ...madeUpRules,
]);
