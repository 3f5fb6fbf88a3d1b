import { allBeside, type Baseline } from '../../../rules/engine/baseline';
import type { JudgedFile } from '../../../rules/engine/baseline-update';
import type { LintOptions } from '../../../rules/engine/problem';
import type { Source } from '../../../rules/yaml/source';
import { ActiveRules } from './active-rules';
import type { FileLinter, OptionsChange } from './file-linter';
import type { WorkspaceHost } from './workspace-host';

/** Says what baselines would have to accept. */
export class BaselineJudge {
  private readonly active: ActiveRules;
  private last: { readonly own: Baseline | undefined; readonly change: OptionsChange } | undefined;

  constructor(
    private readonly host: Pick<WorkspaceHost, 'optionsFor' | 'rules'>,
    private readonly linter: FileLinter,
  ) {
    this.active = new ActiveRules(host.rules);
  }

  /**
   * What a baseline would have to accept in a text, beside the others that hold for it: `own` is what is written in it now.
   * Undefined where the file is left out. Notes nothing of what it asks of other files.
   */
  judge(source: Source, own: Baseline | undefined): JudgedFile | undefined {
    const options = this.host.optionsFor(source.uri);
    if (options === undefined) return undefined;
    const { accepted = [], skipped, failures } = this.linter.tryOut(source, this.changeFor(own));
    const isWhole = skipped.length === 0 && failures.length === 0;
    return { found: accepted, hasRun: (rule) => isWhole && this.active.in(options).has(rule) };
  }

  /** The same function as long as it is about the same baseline: linters are kept by it. */
  private changeFor(own: Baseline | undefined): OptionsChange {
    if (this.last === undefined || this.last.own?.key !== own?.key) {
      const others = (options: LintOptions) => options.baselines.filter(({ key }) => key !== own?.key);
      const change: OptionsChange = (options) => ({ ...options, baselines: [allBeside(others(options))] });
      this.last = { own, change };
    }
    return this.last.change;
  }
}
