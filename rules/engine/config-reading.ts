import type { YamlDocument } from '../yaml/document';
import type { MappingNode, Node, ScalarNode, SequenceNode } from '../yaml/node';
import { readScalar } from '../yaml/scalar';
import { firstLine, type Span } from '../yaml/span';
import { closest } from './did-you-mean';
import type { RuleMeta } from './rule';

/** Something in a configuration that does not count, with the reason. */
export interface ConfigProblem {
  readonly code: 'syntax' | 'unknown' | 'type' | 'duplicate' | 'not-plain';
  /** With a capital and without a full stop. */
  readonly message: string;
  readonly span: Span;
  /** What should probably stand there instead. */
  readonly replacement?: string;
}

/** The reading of one configuration: knows the words there are, and gathers what is wrong. */
export class ConfigReading {
  readonly problems: ConfigProblem[] = [];
  private readonly document: YamlDocument;
  private readonly rules: readonly RuleMeta[];

  constructor(document: YamlDocument, rules: readonly RuleMeta[]) {
    this.document = document;
    this.rules = rules;
  }

  tell(code: ConfigProblem['code'], message: string, span: Span, replacement?: string): undefined {
    const line = firstLine(this.document.source.text, span);
    this.problems.push({ code, message, span: line, ...(replacement === undefined ? {} : { replacement }) });
  }

  mustBe(what: string, { span }: Node): undefined {
    return this.tell('type', `Must be ${what}`, span);
  }

  tellTwice({ text, span }: ScalarNode, name: string): undefined {
    const also = text === name ? '' : `, which is now called ${name}`;
    return this.tell('duplicate', `${shown(text)}${also} stands here twice; the first one counts`, span);
  }

  scalar(node: Node, what: string): ScalarNode | undefined {
    if (!this.isPlain(node)) return undefined;
    return node.kind === 'scalar' ? node : this.mustBe(what, node);
  }

  sequence(node: Node, what: string): SequenceNode | undefined {
    if (!this.isPlain(node)) return undefined;
    return node.kind === 'sequence' ? node : this.mustBe(what, node);
  }

  mapping(node: Node, what: string): MappingNode | undefined {
    if (!this.isPlain(node)) return undefined;
    return node.kind === 'mapping' ? node : this.mustBe(what, node);
  }

  /** The present id of the rule that a scalar names. */
  rule(scalar: ScalarNode): string | undefined {
    const { text } = scalar;
    const rule = this.rules.find(({ id, formerly }) => id === text || formerly?.includes(text) === true);
    if (rule !== undefined) return rule.id;
    return this.unknown(
      'rule',
      scalar,
      this.rules.map(({ id }) => id),
    );
  }

  /** The rule of an id that `rule` has given. */
  meta(id: string): RuleMeta | undefined {
    return this.rules.find((rule) => rule.id === id);
  }

  /** The number that a scalar is. */
  number(scalar: ScalarNode): number | undefined {
    const read = readScalar(scalar, this.document.source.language);
    // Only what is a number to every reader of YAML is one.
    const isNumber = (read.type === 'integer' || read.type === 'float') && !isCoreString(scalar);
    return isNumber ? Number(read.value) : this.mustBe('a number', scalar);
  }

  /** The one of these keys that a scalar is. */
  key(scalar: ScalarNode, known: readonly string[]): string | undefined {
    if (known.includes(scalar.text)) return scalar.text;
    if (scalar.text === '<<') return this.tell('not-plain', 'Merge keys are not read here', scalar.span);
    return this.unknown('key', scalar, known);
  }

  unknown(what: string, scalar: ScalarNode, known: readonly string[]): undefined {
    const meant = closest(scalar.text, known);
    const many = known.length > 8 ? '' : `; there are ${known.join(', ')}`;
    const hint = meant === undefined ? many : `; did you mean ${shown(meant)}?`;
    return this.tell('unknown', `There is no ${what} ${shown(scalar.text)}${hint}`, scalar.span, meant);
  }

  private isPlain(node: Node): boolean {
    if (node.kind === 'alias') {
      this.tell('not-plain', 'Aliases are not followed here; write the value out', node.span);
      return false;
    }
    if (node.kind === 'scalar' && node.isPlaceholder) {
      const isTold = this.document.templateSpans.some(({ start, end }) => {
        return start < node.span.end && node.span.start < end;
      });
      // `readConfig` tells of every template once.
      if (!isTold) this.tell('not-plain', 'Variables are not filled in here; write the value out', node.span);
      return false;
    }
    return true;
  }
}

/** Whether nothing or `null` is written. */
export function isEmpty(node: Node): boolean {
  return node.kind === 'scalar' && node.style === 'plain' && /^(?:|~|null|Null|NULL)$/.test(node.text);
}

/** Whether a scalar is a string to readers of YAML 1.2, which schema-based editors are. */
export function isCoreString({ style, text }: ScalarNode): boolean {
  return (
    style !== 'plain' ||
    !/^(?:|~|null|true|false|[-+]?(?:\.inf|\d+|(?:\.\d+|\d+\.\d*)(?:e[-+]?\d+)?|\d+e[-+]?\d+)|\.nan|0o[0-7]+|0x[\da-f]+)$/i.test(
      text,
    )
  );
}

function shown(text: string): string {
  return JSON.stringify(text);
}
