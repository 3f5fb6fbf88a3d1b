import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fileIn } from '../../../rules/engine/baseline';
import { spansOfEntries } from '../../../rules/engine/baseline-file';
import { type JudgedFile, type JudgedFiles, staleEntries } from '../../../rules/engine/baseline-update';
import type { LintOptions, LintResult } from '../../../rules/engine/problem';
import { plainUri } from '../../../rules/engine/uri';
import { rules } from '../../../rules/index';
import { ActiveRules } from '../workspace/active-rules';
import type { ConfigFile } from '../workspace/config-files';
import { pathOf } from '../workspace/node-files';
import { counted } from './counted';
import type { SkippedReport } from './report';
import { shownPath } from './texts';

/** What was found of what baselines may accept, file by file. */
export class BaselineUse {
  private readonly files = new Map<string, JudgedFile>();
  private readonly active = new ActiveRules(rules);
  private findings = 0;

  constructor(
    private readonly baselines: readonly ConfigFile[],
    private readonly optionsFor: (uri: string) => LintOptions | undefined,
  ) {}

  /** How many findings were accepted; undefined where there is no baseline. */
  get accepted(): number | undefined {
    return this.baselines.length === 0 ? undefined : this.findings;
  }

  /** Notes what a lint of a file has found that is accepted. Where something was skipped, nobody knows all of it. */
  add(uri: string, accepted: LintResult['accepted'] = [], isWhole = true): void {
    const options = this.optionsFor(uri);
    if (options === undefined || this.baselines.length === 0) return;
    this.findings += accepted.length;
    this.files.set(plainUri(uri), {
      found: accepted,
      hasRun: (rule) => isWhole && this.active.in(options).has(rule),
    });
  }

  /** What is to be said of baselines that accept what is found no more. */
  complaints(): readonly SkippedReport[] {
    return this.baselines.flatMap((file) => this.complaintsOf(file));
  }

  private complaintsOf(config: ConfigFile): readonly SkippedReport[] {
    const { uri, source, baseline } = config;
    const stale = baseline === undefined ? [] : staleEntries(baseline.entries, this.judged(config));
    const [first] = stale;
    if (first === undefined) return [];
    const { file, object, rule } = first;
    const positions = TextDocument.create(uri, source.language, 0, source.text);
    const [[, span] = []] = spansOfEntries(source, [first]);
    const position = positions.positionAt(span?.start ?? 0);
    const such = stale.length === 1 ? '' : ' and others';
    const entries = counted(stale.length, 'stale entry', 'stale entries');
    const message =
      `${rule} is not found any more in ${object} of ${file}${such}; ` +
      `kube-harden baseline --prune removes ${entries}`;
    return [{ file: shownPath(pathOf(uri)), code: 'config', message, isTold: false, position }];
  }

  private judged({ uri: baseline, folder }: ConfigFile): JudgedFiles {
    const path = dirname(pathOf(baseline));
    const files = [...this.files].flatMap(([uri, file]) => {
      const name = fileIn(folder, uri);
      return name === undefined ? [] : [[name, file] as const];
    });
    const here = new Map(files);
    return (file) => here.get(file) ?? (existsSync(join(path, file)) ? undefined : 'gone');
  }
}
