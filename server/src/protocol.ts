import type { Chapter, RuleMeta, Severity, Standards } from '../../rules/engine/rule';

/** The request for all rules. It has no parameters; the answer is a list of `RuleSummary`. */
export const rulesRequest = 'kubeHarden/rules';

/** What lists of rules tell about a rule. */
export interface RuleSummary {
  readonly id: string;
  readonly chapter: Chapter;
  readonly title: string;
  readonly severity: Severity;
  /** Whether the recommended profile has it. */
  readonly default: 'on' | 'off';
  /** The best fix there is. */
  readonly fix: RuleMeta['fix'];
  readonly standards: Standards;
  /** The address of its page. */
  readonly docs: string;
}

/** What a client may send as `initializationOptions`. All of it is optional. */
export interface InitializationOptions {
  /** The client's command that shows the page of the rule whose id is its argument. */
  readonly showRuleCommand?: string;
  /** Where the pages of the rules lie, with a slash at its end, in place of the project's site. */
  readonly docsBase?: string;
  /** The settings, for clients without `workspace/configuration`. */
  readonly settings?: unknown;
}

/** What a diagnostic carries in `data`. */
export interface DiagnosticData {
  readonly rule: string;
  readonly fingerprint: string;
}
