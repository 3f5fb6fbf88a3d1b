import type { Span } from './span';
import { TemplateLexer } from './template-lexer';

/** A text with its template actions replaced by as many other characters, so that offsets stay what they were. */
export interface TemplateMask {
  /** As long as the source, with the same line breaks, and readable as YAML where the template allows it. */
  readonly text: string;
  /** Every action, in order: `{{…}}`, and Jinja's `{%…%}` and `{#…#}`. */
  readonly actions: readonly Span[];
  /** What stands in or as a scalar: scalars that overlap these have no known value. In order of their start. */
  readonly holes: readonly Span[];
  /** Actions that stand alone and print something: they may add entries or items to what they stand in. */
  readonly fills: readonly Fill[];
  /** Conditionals, loops and definitions, in order of their start. */
  readonly blocks: readonly TemplateBlock[];
}

/** An action that stands alone on its lines, or is all that a key with deeper lines below it has as a value. */
export interface Fill {
  /** Where the action starts. */
  readonly offset: number;
  /** The column the printed text starts at, as far as the action tells: else the action's own. */
  readonly column: number;
  /** Whether the action says so itself, with `nindent` or `indent`. */
  readonly isExact: boolean;
}

/** From the start of the action that opens it to the end of the one that closes it, or to the end of the text. */
export interface TemplateBlock {
  readonly span: Span;
  /** The word that opens it, such as `if` or `range`. */
  readonly keyword: string;
  readonly hasElse: boolean;
}

/**
 * Masks what YAML cannot read. Without `isTemplate`, a text whose actions all stand in quotes, block scalars and comments
 * is taken for YAML about templates: it gets holes, but no fills and no blocks. Undefined where there is nothing to mask.
 */
export function maskTemplate(text: string, isTemplate: boolean): TemplateMask | undefined {
  if (!isTemplate && !['{{', '{%', '{#', '${'].some((start) => text.includes(start))) return undefined;
  const result = (isTemplate ? undefined : lex(text, false)) ?? lex(text, true);
  if (!result || (!isTemplate && result.actions.length === 0 && result.holes.length === 0)) return undefined;
  return result;
}

/** Undefined where a text taken for YAML turns out to be a template. */
function lex(text: string, isTemplate: boolean): TemplateMask | undefined {
  const lexer = new TemplateLexer(text, isTemplate);
  return lexer.run() ? lexer.recorder.finish() : undefined;
}
