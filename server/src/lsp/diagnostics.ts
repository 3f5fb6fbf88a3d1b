import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { docsOf } from '../../../rules/engine/docs';
import { fingerprintOf } from '../../../rules/engine/fingerprint';
import type { Problem, Skipped } from '../../../rules/engine/problem';
import type { Severity } from '../../../rules/engine/rule';
import { rangeOf } from '../positions';
import type { DiagnosticData } from '../protocol';
import type { FileFindings, FoundProblem } from '../workspace/workspace';
import type { ClientFeatures } from './client-features';

/** Who speaks, as clients show it beside a message. */
const source = 'kube-harden';

/** What there is to show for a file. */
type Shown = Pick<FileFindings, 'problems' | 'skipped'> & { readonly notes?: readonly Diagnostic[] };

/** Turns what is known about a document into what clients show. */
export class DiagnosticWriter {
  readonly #features: ClientFeatures;
  readonly #open: (uri: string) => TextDocument | undefined;

  constructor(features: ClientFeatures, open: (uri: string) => TextDocument | undefined) {
    this.#features = features;
    this.#open = open;
  }

  /** Everything a client is to show for a file. */
  all(findings: Shown): Diagnostic[] {
    return [
      ...(findings.notes ?? []),
      ...skippedDiagnostics(findings.skipped),
      ...findings.problems.map((problem) => this.diagnosticOf(problem)),
    ];
  }

  /** One problem. The message is plain text: no client understands another form yet. */
  diagnosticOf({ problem, range }: FoundProblem): Diagnostic {
    const { rule, message, severity } = problem;
    const data: DiagnosticData = { rule, fingerprint: fingerprintOf(problem) };
    const related = this.#features.relatedInformation ? this.#relatedTo(problem) : [];
    return {
      range,
      severity: severities[severity],
      code: rule,
      ...(this.#features.codeDescription ? { codeDescription: { href: this.#pageOf(rule) } } : {}),
      source,
      message,
      ...(related.length > 0 ? { relatedInformation: related } : {}),
      data,
    };
  }

  #pageOf(rule: string): string {
    const base = this.#features.options.docsBase;
    return base === undefined ? docsOf(rule) : `${base}${rule}.md`;
  }

  /** Offsets have lines only where the text is at hand. */
  #relatedTo({ related }: Pick<Problem, 'related'>): NonNullable<Diagnostic['relatedInformation']> {
    return related.flatMap(({ message, place }) => {
      const document = this.#open(place.uri);
      const range = place.range ?? (document && rangeOf(document, place.span));
      return range === undefined ? [] : [{ message, location: { uri: place.uri, range } }];
    });
  }
}

/** One note at the start of the file. Broken YAML has its own tools, and a rule that failed is for the log. */
function skippedDiagnostics(skipped: readonly Skipped[]): readonly Diagnostic[] {
  const messages = skipped
    .filter(({ code }) => code !== 'syntax' && code !== 'rule-failed')
    .map(({ message }) => message);
  if (messages.length === 0) return [];
  const start = { line: 0, character: 0 };
  const message = `Not checked: ${[...new Set(messages)].join('; ')}`;
  const severity = DiagnosticSeverity.Information;
  return [{ range: { start, end: start }, severity, code: 'skipped', source, message }];
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};
