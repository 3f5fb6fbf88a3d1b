import type { Span } from './span';

/**
 * What the rest of the product sees of YAML: small read-only nodes with the offsets they have in the source.
 * Block collections span from their first entry to the end of their last one, never the white space behind.
 */
export type Node = MappingNode | SequenceNode | ScalarNode | AliasNode;

interface NodeBase {
  readonly span: Span;
  /** The name after `&`, where the node has one. */
  readonly anchor?: string | undefined;
  /** The tag as written, such as `!!str`, where the node has one. */
  readonly tag?: string | undefined;
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  readonly style: 'block' | 'flow';
  readonly entries: readonly Entry[];
  /** True where a template line, an unreadable key or a syntax error may hide further entries. */
  readonly isOpen: boolean;
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
  /** False inside a template's conditional: the entry may not be there. */
  readonly isCertain: boolean;
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly style: 'block' | 'flow';
  readonly items: readonly Item[];
  /** True where a template line or a syntax error may hide further items. */
  readonly isOpen: boolean;
}

export interface Item {
  readonly value: Node;
  /** Offset of the `-`; in flow style of the value. */
  readonly start: number;
  /** False inside a template's conditional. */
  readonly isCertain: boolean;
}

export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded';

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  /** The content, with quotes, escapes and folding resolved. Empty, with an empty span, where nothing is written. */
  readonly text: string;
  /** True where a template expression or a `${…}` or `$(…)` stands in it, so that its value is not known. */
  readonly isPlaceholder: boolean;
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  /** The node its anchor stands at; undefined where there is none before it, or where it stands inside itself. */
  readonly target: Node | undefined;
}
