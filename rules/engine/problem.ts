import type { ObjectIdentity } from '../kubernetes/manifest';
import type { Path } from '../yaml/field';
import type { Span } from '../yaml/span';
import type { AcceptedFinding, Baseline } from './baseline';
import type { Assist, Fix, ProfileName, Severity, Standards } from './rule';

/** Where something stands in a source, as plain data. */
export interface ProblemPlace {
  readonly uri: string;
  /** Index of the document in the source, from 0. */
  readonly document: number;
  readonly span: Span;
  readonly path: Path;
  /** The same as lines, where the text may not be at hand when the place is shown. */
  readonly range?: { readonly start: Position; readonly end: Position };
}

/** A line and a UTF-16 character in it, both from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A finding as hosts show it: after profile, overrides, precedence and ignore comments. */
export interface Problem {
  readonly rule: string;
  /** Rules that say the same about this place. Suppressing any of them silences the problem. */
  readonly also: readonly string[];
  readonly severity: Severity;
  readonly message: string;
  readonly place: ProblemPlace;
  readonly object: ObjectIdentity;
  readonly standards: Standards;
  readonly fixes: readonly Fix[];
  readonly assist?: Assist | undefined;
  readonly related: readonly { readonly message: string; readonly place: ProblemPlace }[];
}

/** Something that was not linted, with the reason: a broken document, a file that is too large. */
export interface Skipped {
  readonly code: 'syntax' | 'binary' | 'too-large' | 'unreadable' | 'too-deep' | 'rule-failed' | 'config';
  readonly message: string;
  readonly span?: Span;
}

export interface LintOptions {
  readonly profile: ProfileName;
  /** Severity or `off` by rule id; stands above the profile. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  /** Where not empty, only these rules run, whatever the profile says. */
  readonly only: readonly string[];
  /** Each rule's own options by rule id. */
  readonly ruleOptions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** `latest` or such as `1.29`. */
  readonly kubernetesVersion: string;
  /** True where the file is known to be a patch or another fragment: nothing is missing in it. */
  readonly isPartial: boolean;
  /** True where everything that reaches the cluster is in view, so that what is not there is missing. */
  readonly closedWorld: boolean;
  readonly allow: Allowed;
  /** Rules whose fixes their team calls safe. */
  readonly safeFixes: readonly string[];
  /** False where ignore comments silence nothing: for saying what an object is, not what to tell about it. */
  readonly heedsIgnores: boolean;
  /** What is accepted, as long as ignore comments are heeded. */
  readonly baselines: readonly Baseline[];
}

/** What a team knows to be right. */
export interface Allowed {
  readonly registries?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly subjects?: readonly string[];
}

export interface LintResult {
  readonly problems: readonly Problem[];
  readonly skipped: readonly Skipped[];
  readonly documents: number;
  readonly objects: number;
  /** Rules that threw: bugs, for the log. Each cost its findings in one document and nothing else. */
  readonly failures: readonly { readonly rule: string; readonly document: number; readonly error: unknown }[];
  /** The findings that baselines accept, in no order; left out where there are none. */
  readonly accepted?: readonly AcceptedFinding[];
}
