import { rules } from '../../../rules/index';
import type { Source } from '../../../rules/yaml/source';
import { Pause } from '../workspace/pause';
import { aroundWithin } from './around';
import { BaselineUse } from './baseline-use';
import { Chunks } from './chunks';
import { noColors, terminalColors } from './colors';
import type { Command } from './command';
import { DiffFormat } from './diff';
import { fixTargets, onDisk } from './fix-targets';
import { GithubFormat } from './github';
import { JsonFormat } from './json';
import { type LintRequest, lintCommandOptions, readRequest } from './lint-options';
import { packageVersion } from './package-version';
import { PrettyFormat } from './pretty';
import { Preview } from './preview';
import { Progress } from './progress';
import { canBeReadTwice, readsOf, textsNow } from './reads';
import { Remembered } from './remembered';
import type { Format } from './report';
import { RunFiles } from './run-files';
import { workspaceOf } from './run-workspace';
import { SarifFormat } from './sarif';
import { inSmallHeap } from './small-heap';
import type { Output, Streams } from './streams';
import { Tally } from './tally';
import { type Targets, targetsOf, withFiles } from './targets';
import { TextLinter } from './text-linter';
import { type Read, textsOf } from './texts';

/** `kube-harden lint`: findings in files. */
export const lint: Command = {
  name: 'lint',
  summary: 'Report hardening violations in files, folders and globs',
  operands: '[PATH…] [options]',
  maximum: Infinity,
  options: lintCommandOptions,
  notes: `PATH is a file, a folder, a glob in quotes, or - for standard input (default: the working folder). Folders and
globs give *.yaml, *.yml, *.json, JSON Lines and kubeconfigs, without what .gitignore leaves out; a PATH that is named is
linted all the same.

Exit code: 0 nothing found, 1 findings at or above --fail-on (after --fix those that remain), 2 a bad option or a PATH that
cannot be read.`,
  async run(invocation, streams) {
    return await lintAll(readRequest(invocation), streams);
  },
};

/** What stands for the width of a terminal where there is none. */
const COLUMNS = 120;

async function lintAll(request: LintRequest, streams: Streams): Promise<number> {
  const tally = new Tally();
  const files = new RunFiles();
  const found = await targetsOf(
    request.paths.filter((path) => path !== '-'),
    files,
  );
  return await inSmallHeap(found.files.length, () => lintFound(request, found, files, streams, tally));
}

async function lintFound(
  request: LintRequest,
  found: Targets,
  files: RunFiles,
  streams: Streams,
  tally: Tally,
): Promise<number> {
  const { output, errors } = streams;
  const progress = streams.isWatched && !request.isQuiet ? new Progress(errors) : undefined;
  const pause = new Pause();
  const { workspace, configs, targets, scan } = await workspaceOf(request, found, files);
  for (const problem of configs.problems()) tally.skip(problem);
  const level = request.fix ?? 'safe';
  const fixing = {
    linter: (source: Source) => workspace.lint(source),
    level,
    aroundOf: aroundWithin(workspace, targets.files),
  };
  const format = formatOf(request, output);
  // Edits are not kept, and what is kept counts as long as no facts change meanwhile.
  const isStill =
    request.fix === undefined && !request.paths.includes('-') && targets.files.every(canBeReadTwice);
  const isKept = scan !== undefined && format.shownFixes !== 'all' && isStill;
  const remembered = isKept
    ? new Remembered(scan.memory, configs.optionsFor, workspace, format.shownFixes)
    : undefined;
  const linter = new TextLinter(workspace, format.shownFixes, remembered);
  let all: Targets = targets;
  if (request.fix !== undefined && !request.isDiff) {
    const regular = targets.files.filter(canBeReadTwice);
    const fixed = await fixTargets(() => textsOf(regular, files), onDisk, workspace, fixing, errors);
    tally.fix(fixed.tally);
    all = withFiles(targets, fixed.created);
  }
  const use = new BaselineUse(configs.baselines(), configs.optionsFor);
  const chunks = new Chunks(output, () => progress?.clear());
  const once: Read[] = [];
  for await (const read of readsOf(request, all, files, workspace, streams, linter, once)) {
    // Who has stopped reading has seen enough.
    if (!output.isOpen) break;
    if (pause.isDue()) {
      await chunks.flush();
      await progress?.show(tally.summary.files, all.files.length);
      await pause.take();
    }
    const { findings, complaints } = await settle(read, linter, tally, use, format);
    if (complaints !== '') {
      await chunks.flush();
      await progress?.clear();
      await errors.write(complaints);
    }
    await chunks.add(findings);
  }
  scan?.save();
  await chunks.flush();
  await progress?.clear();
  if (request.isDiff) {
    const regular = targets.files.filter(canBeReadTwice);
    const preview = new Preview();
    const fixed = await fixTargets(
      () => textsNow(preview, once, textsOf(regular, files)),
      preview,
      workspace,
      fixing,
      errors,
    );
    tally.fix(fixed.tally);
    await output.write(preview.diffs());
  }
  tally.accept(use.accepted);
  for (const stale of use.complaints()) tally.skip(stale);
  // Nobody wants to read a summary in a diff.
  await (request.isDiff ? errors : output).write(format.end(tally.skipped, tally.summary));
  return tally.exitCode(request.failOn);
}

/** Counts what was read and linted; answers what to write about it. */
async function settle(read: Read, linter: TextLinter, tally: Tally, use: BaselineUse, format: Format) {
  const nothing = { findings: '', complaints: '' };
  if ('isOther' in read) return nothing;
  if ('clean' in read) {
    tally.add(read.clean);
    use.add(read.uri, read.clean.accepted);
    return nothing;
  }
  if ('skipped' in read) {
    tally.skip(read.skipped);
    return nothing;
  }
  if ('missing' in read) {
    tally.miss(read.missing);
    return { ...nothing, complaints: `kube-harden: ${read.missing.file}: ${read.missing.message}\n` };
  }
  const linted = await linter.lint(read.lint);
  tally.add(linted);
  use.add(read.lint.uri, linted.accepted, linted.skipped.length === 0);
  return {
    findings: linted.report.problems.length === 0 ? '' : format.file(linted.report),
    complaints: linted.failures.map((failure) => `kube-harden: ${failure}\n`).join(''),
  };
}

function formatOf(request: LintRequest, output: Output): Format {
  const { format, hasColors, isQuiet, isDiff } = request;
  if (isDiff) return new DiffFormat(isQuiet);
  if (format === 'json') return new JsonFormat();
  if (format === 'sarif') return new SarifFormat(rules, packageVersion());
  if (format === 'github') return new GithubFormat(process.env.GITHUB_WORKSPACE);
  const colors = output.hasColors && hasColors ? terminalColors : noColors;
  return new PrettyFormat(colors, output.columns ?? COLUMNS, isQuiet);
}
