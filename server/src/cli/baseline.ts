import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileIn } from '../../../rules/engine/baseline';
import { changedBaseline, type JudgedFile } from '../../../rules/engine/baseline-update';
import { folderOf, plainUri } from '../../../rules/engine/uri';
import { sourceOf } from '../../../rules/yaml/source';
import { outcomeOf } from '../workspace/baseline-outcome';
import type { ConfigFile } from '../workspace/config-files';
import { newBaselineIn } from '../workspace/config-names';
import { pathOf, uriOf } from '../workspace/node-files';
import type { Command } from './command';
import { problemsOf } from './configs';
import { type LintRequest, lintCommandOptions, readRequest } from './lint-options';
import type { SkippedReport } from './report';
import { RunFiles } from './run-files';
import { workspaceOf } from './run-workspace';
import type { Streams } from './streams';
import { targetsOf } from './targets';
import { shownPath, textsOf } from './texts';
import { UsageError } from './usage';
import { writeFiles } from './write-files';

/** Those of `lint` that decide what is found. */
const FINDING = ['profile', 'kubernetes-version', 'rule', 'only', 'workspace', 'config', 'no-config'];

/** `kube-harden baseline`: accepts what is found. */
export const baseline: Command = {
  name: 'baseline',
  summary: 'Accept what is found now, so that only what is new is reported',
  operands: '[PATH…] [options]',
  maximum: Infinity,
  options: [
    { name: 'prune', help: 'Only remove what is found no more, and accept nothing new' },
    ...lintCommandOptions.filter(({ name }) => FINDING.includes(name)),
  ],
  notes: `PATH is what it is for lint. Writes .kube-harden-baseline.json into the folder whose files belong together, or
changes the one that holds there. What is said of files that are not under PATH stays.

Exit code: 0 written, or nothing to write, 2 a bad option, or a file that cannot be read or written.`,
  async run(invocation, streams) {
    return await accept(readRequest(invocation), invocation.has('prune'), streams);
  },
};

async function accept(request: LintRequest, isPruned: boolean, { output, errors }: Streams): Promise<number> {
  if (request.paths.includes('-')) throw new UsageError('baseline needs files; standard input is none');
  const files = new RunFiles();
  const found = await targetsOf(request.paths, files);
  const [missing] = found.missing;
  if (missing !== undefined) throw new UsageError(`${missing.path}: ${missing.message}`);
  const { workspace, configs, targets, root } = await workspaceOf(
    { ...request, isCached: false },
    found,
    files,
  );
  if (root === undefined)
    throw new UsageError('give the folder that the baseline is for: --workspace FOLDER');
  const before = configs.baselineOf(uriOf(root));
  if (before !== undefined) mustBeSound(before);
  for (const wrong of configs.problems()) await errors.write(`kube-harden: ${shown(wrong)}\n`);
  const place = before ?? placeIn(uriOf(root));
  const own = before?.baseline;
  const judged = new Map<string, JudgedFile>();
  for await (const read of textsOf(targets.files, files)) {
    if (!('lint' in read)) continue;
    const { uri, text, isTemplate, file } = read.lint;
    const name = fileIn(place.folder, uri);
    if (name === undefined) {
      throw new UsageError(`${file} lies outside of ${shownPath(root)}; give a --workspace that holds it`);
    }
    const one = workspace.judge(sourceOf(uri, text, { isTemplate }), own);
    if (one !== undefined) judged.set(name, one);
  }
  const path = pathOf(place.uri);
  const isGone = (name: string) => !existsSync(join(dirname(path), name));
  const change = changedBaseline(own?.entries ?? {}, judged, isGone, isPruned);
  const { text } = change;
  const isSame = text === undefined || text === before?.source.text;
  if (!isSame) {
    const complaint = writeFiles([{ uri: place.uri, before: before?.source, edits: [], text }]);
    if (complaint !== undefined) throw new UsageError(complaint);
  }
  await output.write(`${shownPath(path)} ${outcomeOf(change)}\n`);
  return 0;
}

/** What nobody understands cannot be kept. */
function mustBeSound(file: ConfigFile): void {
  const [wrong] = problemsOf(file);
  if (wrong === undefined) return;
  throw new UsageError(`${shown(wrong)}; it is left as it is`);
}

function shown({ file, message, position }: SkippedReport): string {
  const at = position === undefined ? '' : `:${position.line + 1}:${position.character + 1}`;
  return `${file}${at}: ${message}`;
}

function placeIn(folder: string): Pick<ConfigFile, 'uri' | 'folder'> {
  const uri = newBaselineIn(folder);
  return { uri, folder: folderOf(plainUri(uri)) };
}
