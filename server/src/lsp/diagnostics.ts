import { type Diagnostic, DiagnosticSeverity, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { docsOf } from '../../../rules/engine/docs';
import { fingerprintOf } from '../../../rules/engine/fingerprint';
import type { FoundDocument, PartResult } from '../../../rules/engine/part-result';
import type { Problem, Skipped } from '../../../rules/engine/problem';
import type { Severity } from '../../../rules/engine/rule';
import { rangeOf } from '../positions';
import type { DiagnosticData } from '../protocol';
import type { FileFindings, FoundProblem } from '../workspace/file-findings';
import { isShown } from '../workspace/file-findings';
import type { Analysis } from './analysis';
import type { ClientFeatures } from './client-features';
import { textHash } from './text-hash';

/** Who speaks, as clients show it beside a message. */
const source = 'kube-harden';

/** What there is to show for a file. */
type Shown = Pick<FileFindings, 'problems' | 'skipped'> & { readonly notes: readonly Diagnostic[] };

/** Some of what there is to show for a file. */
export interface Written {
  readonly items: readonly Diagnostic[];
  /** The same for the same items. */
  readonly hash: string;
}

/** What was written about a part of a text when it started on a line. */
interface WrittenPart extends Written {
  readonly line: number;
}

/** Turns what is known about a document into what clients show. */
export class DiagnosticWriter {
  readonly #features: ClientFeatures;
  readonly #open: (uri: string) => TextDocument | undefined;
  readonly #parts = new WeakMap<FoundDocument, WrittenPart>();

  constructor(features: ClientFeatures, open: (uri: string) => TextDocument | undefined) {
    this.#features = features;
    this.#open = open;
  }

  /** Everything a client is to show for a file. */
  all({ notes, skipped, problems }: Shown): Diagnostic[] {
    return [
      ...notes,
      ...skippedDiagnostics(skipped),
      ...problems.map((problem) => this.diagnosticOf(problem)),
    ];
  }

  /** The same for an open document, in pieces. What has not changed is not written again. */
  pieces(analysis: Analysis): readonly Written[] {
    const { notes, skipped, parts } = analysis;
    if (parts === undefined) return [written(this.all(analysis))];
    const first = [...notes, ...skippedDiagnostics(skipped)];
    const rest = parts.map((part) => this.#ofPart(part, analysis));
    return first.length === 0 ? rest : [written(first), ...rest];
  }

  #ofPart(part: PartResult, analysis: Analysis): Written {
    const { found, line } = part;
    if (found.problems.length === 0) return nothing;
    const known = this.#parts.get(found);
    if (known?.line === line) return known;
    const items =
      known === undefined
        ? analysis.placed(part.problems).map((problem) => this.diagnosticOf(problem))
        : known.items.map((item) => movedDown(item, line - known.line));
    const now = { ...written(items), line };
    // What is related may have moved otherwise.
    if (items.every(({ relatedInformation }) => relatedInformation === undefined))
      this.#parts.set(found, now);
    return now;
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

const nothing: Written = { items: [], hash: '' };

function written(items: readonly Diagnostic[]): Written {
  return { items, hash: textHash(JSON.stringify(items)) };
}

function movedDown(item: Diagnostic, lines: number): Diagnostic {
  const moved = ({ line, character }: Position) => ({ line: line + lines, character });
  return { ...item, range: { start: moved(item.range.start), end: moved(item.range.end) } };
}

/** One note at the start of the file. */
function skippedDiagnostics(skipped: readonly Skipped[]): readonly Diagnostic[] {
  const messages = skipped.filter(isShown).map(({ message }) => message);
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
