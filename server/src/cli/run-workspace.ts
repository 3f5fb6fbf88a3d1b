import { resolve } from 'node:path';
import { rules } from '../../../rules/index';
import { FolderScan } from '../workspace/kept-scan';
import { uriOf } from '../workspace/node-files';
import { slashes } from '../workspace/walk';
import { Workspace } from '../workspace/workspace';
import { LintConfigs } from './configs';
import { indexRootOf } from './index-root';
import type { LintRequest } from './lint-options';
import { canBeReadTwice } from './reads';
import type { RunFiles } from './run-files';
import type { Targets } from './targets';

/** What all files say, those that are only looked at for the sake of others among them. */
export async function workspaceOf(request: LintRequest, found: Targets, files: RunFiles) {
  const input = request.paths.includes('-') ? [slashes(resolve(request.stdinFilename))] : [];
  const root = indexRootOf(request.workspace, [...found.files.map(({ path }) => path), ...input]);
  const roots = root === undefined ? [] : [uriOf(root)];
  const named = input.map((path) => ({ uri: uriOf(path), path, isNamed: true }));
  const configs = await LintConfigs.of(request, [...found.files, ...named], root, files);
  const targets = { ...found, files: found.files.filter((target) => configs.has(target)) };
  for (const target of named) configs.has(target);
  const { optionsFor, configure } = configs;
  const scan = root === undefined || !request.isCached ? undefined : new FolderScan(root);
  const workspace = new Workspace({ files, rules, optionsFor, configure });
  const others = targets.files.filter(canBeReadTwice).map(({ uri }) => ({ uri, identity: uri }));
  await workspace.readFacts(roots, { memory: scan?.memory }, others);
  scan?.memory.settle(workspace.names());
  return { workspace, configs, targets, scan, root };
}
