import { KubernetesVersion } from '../kubernetes/version';
import type { MappingNode, Node, ScalarNode } from '../yaml/node';
import { type ConfigReading, isCoreString, isEmpty } from './config-reading';
import type { profileNames } from './profiles';
import type { ProfileName, RuleMeta, RuleOption, Severity } from './rule';

/** Something a user may write, with what it means. */
export interface Word {
  readonly text: string;
  readonly detail: string;
  /** The rule it names, by its present id. */
  readonly rule?: string;
}

/** A JSON Schema, of draft 7. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What may stand at a place of a configuration. The reader, the JSON Schema and completion all ask it. */
export interface Shape<T> {
  /** What a node says. Undefined where it says nothing that counts; what is wrong with it is told. */
  read(node: Node, reading: ConfigReading): T | undefined;
  schema(rules: readonly RuleMeta[]): JsonSchema;
  /** The words that may be the value. */
  words(rules: readonly RuleMeta[]): readonly Word[];
  /** The keys it may have. */
  keys(rules: readonly RuleMeta[]): readonly Word[];
  /** What may stand under a key of it, or as an item of it. */
  inside(key: string): Shape<unknown> | undefined;
}

/** What a shape reads. */
export type ValueOf<S> = S extends Shape<infer T> ? T : never;

const leaf = { words: () => [], keys: () => [], inside: () => undefined };

/** True or false. */
export const flag: Shape<boolean> = {
  ...leaf,
  words: () => ['true', 'false'].map((text) => ({ text, detail: '' })),
  read(node, reading) {
    const scalar = reading.scalar(node, 'true or false');
    if (scalar === undefined) return undefined;
    // Only these are booleans to every reader of YAML.
    const isWord = scalar.style === 'plain' && /^(?:true|True|TRUE|false|False|FALSE)$/.test(scalar.text);
    if (isWord) return scalar.text.toLowerCase() === 'true';
    return reading.mustBe('true or false', scalar);
  },
  schema: () => ({ type: 'boolean' }),
};

/** A text that is not empty, of a form where one is given. */
export function text(what = 'a text', pattern = /./): Shape<string> {
  return {
    ...leaf,
    read(node, reading) {
      const scalar = reading.scalar(node, what);
      if (scalar === undefined) return undefined;
      return isCoreString(scalar) && pattern.test(scalar.text) ? scalar.text : reading.mustBe(what, scalar);
    },
    schema: () => ({ type: 'string', pattern: pattern.source }),
  };
}

/** A version of Kubernetes. Without quotes YAML takes it for a number, which is all right here. */
export const version: Shape<string> = {
  ...leaf,
  words: () => [{ text: 'latest', detail: 'The newest version this release knows' }],
  read(node, reading) {
    const scalar = reading.scalar(node, 'a version such as 1.31');
    if (scalar === undefined) return undefined;
    if (KubernetesVersion.parse(scalar.text) !== undefined) return scalar.text;
    return reading.mustBe('a version such as 1.31, or latest', scalar);
  },
  schema: () => ({
    type: ['string', 'number'],
    pattern: '^(latest|v?1\\.(0|[1-9]\\d{0,2})(\\.\\d+)?)$',
    exclusiveMinimum: 1,
    exclusiveMaximum: 2,
  }),
};

/** One of a few words. `what` names one. */
export function oneOf<T extends string>(what: string, words: Readonly<Record<T, string>>): Shape<T> {
  const texts = Object.keys(words) as T[];
  return {
    ...leaf,
    words: () => texts.map((one) => ({ text: one, detail: words[one] })),
    read(node, reading) {
      const scalar = reading.scalar(node, `a ${what}: ${texts.join(', ')}`);
      if (scalar === undefined) return undefined;
      const found = texts.find((one) => one === scalar.text);
      return found ?? reading.unknown(what, scalar, texts);
    },
    schema: () => ({ enum: texts }),
  };
}

/** How loud a rule is. */
export const severity: Shape<Severity | 'off'> = oneOf('severity', {
  off: 'The rule says nothing',
  info: 'Information',
  warning: 'Warning',
  error: 'Error',
});

/** A profile. */
export const profile: Shape<ProfileName> = oneOf('profile', {
  recommended: 'The rules that most teams want, at their own severities',
  'pss-baseline': 'What the Baseline level of the Pod Security Standards forbids',
  'pss-restricted': 'What the Restricted level of the Pod Security Standards forbids',
  'nsa-cisa': 'The Kubernetes Hardening Guidance of NSA and CISA',
  cis: 'The CIS Kubernetes Benchmark',
  owasp: 'The OWASP Kubernetes Top Ten',
  all: 'Every rule, also those that are off elsewhere',
} satisfies Record<(typeof profileNames)[number], string>);

/** The id of a rule, or one it had earlier. Reads as its present one. */
export const ruleId: Shape<string> = {
  ...leaf,
  words: wordsOf,
  read(node, reading) {
    const scalar = reading.scalar(node, 'the id of a rule');
    return scalar === undefined ? undefined : reading.rule(scalar);
  },
  schema: (rules) => ({ enum: rules.flatMap(({ id, formerly = [] }) => [id, ...formerly]) }),
};

const numeric: Shape<number> = {
  ...leaf,
  read(node, reading) {
    const scalar = reading.scalar(node, 'a number');
    return scalar && reading.number(scalar);
  },
  schema: () => ({ type: 'number' }),
};

/** The options of a rule: what it says they may be. */
export function optionsOf({
  id,
  options,
}: Pick<RuleMeta, 'id' | 'options'>): Shape<Readonly<Record<string, unknown>>> {
  if (options === undefined) return withoutOptions(id);
  const fields = Object.entries(options).map(([name, option]) => [
    name,
    { shape: optionShape(option), summary: `Of this rule alone: docs/rules/${id}.md.` },
  ]);
  return record('a mapping of options', Object.fromEntries(fields) as Fields);
}

function optionShape(option: RuleOption): Shape<unknown> {
  if (option === 'number') return numeric;
  if (option === 'flag') return flag;
  if (option === 'quantity') return text('a quantity such as 10Mi', /^\d[\d.]*[A-Za-z]*$/);
  if (option === 'texts') return listOf(text(), 'a list of texts');
  return oneOf('value', Object.fromEntries(option.map((word) => [word, ''])));
}

function withoutOptions(id: string): Shape<Readonly<Record<string, unknown>>> {
  return {
    ...leaf,
    read(node, reading) {
      const mapping = reading.mapping(node, 'a mapping of options');
      for (const { key } of mapping?.entries ?? []) {
        reading.tell('unknown', `The rule ${id} has no options`, key.span);
      }
      return mapping && {};
    },
    schema: () => ({ type: 'object', maxProperties: 0 }),
  };
}

/** A list. Items that make no sense are left out. */
export function listOf<T>(item: Shape<T>, what: string): Shape<readonly T[]> {
  return {
    ...leaf,
    inside: () => item,
    read(node, reading) {
      const list = reading.sequence(node, what);
      return list?.items.flatMap(({ value }) => {
        const read = isEmpty(value) ? undefined : item.read(value, reading);
        return read === undefined ? [] : [read];
      });
    },
    schema: (rules) => ({ type: 'array', items: nullable(item.schema(rules)) }),
  };
}

/** A mapping with any keys. What makes no sense below one of them is left out. */
export function mapOf<T>(value: Shape<T>, what: string): Shape<Readonly<Record<string, T>>> {
  return {
    ...leaf,
    inside: () => value,
    read(node, reading) {
      const mapping = reading.mapping(node, what);
      return (
        mapping &&
        valuesIn(
          mapping,
          reading,
          (key) => key.text,
          () => value,
        )
      );
    },
    schema: (rules) => ({ type: 'object', additionalProperties: nullable(value.schema(rules)) }),
  };
}

/** A mapping with the rules' ids as keys. What may be said of a rule may depend on the rule. */
export function byRule<T>(
  shapeFor: (rule: RuleMeta | undefined) => Shape<T>,
  what: string,
): Shape<Readonly<Record<string, T>>> {
  return {
    ...leaf,
    keys: wordsOf,
    inside: () => shapeFor(undefined),
    read(node, reading) {
      const mapping = reading.mapping(node, what);
      return (
        mapping &&
        valuesIn(
          mapping,
          reading,
          (key) => reading.rule(key),
          (id) => shapeFor(reading.meta(id)),
        )
      );
    },
    schema: (rules) => ({
      type: 'object',
      properties: ruleProperties(rules, (rule) =>
        rule.options === undefined
          ? { allOf: [{ $ref: '#/definitions/rule' }] }
          : nullable(shapeFor(rule).schema(rules)),
      ),
      additionalProperties: false,
    }),
  };
}

type Fields = Readonly<Record<string, { readonly shape: Shape<unknown>; readonly summary: string }>>;
type Fielded<F extends Fields> = { readonly [K in keyof F]?: ValueOf<F[K]['shape']> };

/** A mapping with these keys, none of which has to be there. */
export function record<F extends Fields>(what: string, fields: F): Shape<Fielded<F>> {
  const known = Object.keys(fields);
  return {
    ...leaf,
    keys: () => known.map((key) => ({ text: key, detail: fields[key]?.summary ?? '' })),
    inside: (key) => fields[key]?.shape,
    read(node, reading) {
      const mapping = reading.mapping(node, what);
      if (mapping === undefined) return undefined;
      const read = entriesOf(mapping, reading, (key) => reading.key(key, known)).flatMap(([key, node]) => {
        const value = fields[key]?.shape.read(node, reading);
        return value === undefined ? [] : [[key, value] as const];
      });
      return Object.fromEntries(read) as Fielded<F>;
    },
    schema: (rules) => ({
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(fields).map(([key, { shape, summary }]) => [
          key,
          { description: summary, ...nullable(shape.schema(rules)) },
        ]),
      ),
      additionalProperties: false,
    }),
  };
}

/** A severity, or a mapping for all that there is to say about a rule. A severity alone reads as such a mapping. */
export function severityOr<T extends { readonly severity?: Severity | 'off' }>(
  full: Shape<T>,
): Shape<T | { readonly severity: Severity | 'off' }> {
  return {
    words: severity.words,
    keys: full.keys,
    inside: full.inside,
    read(node, reading) {
      if (node.kind === 'mapping') return full.read(node, reading);
      const read = severity.read(node, reading);
      return read === undefined ? undefined : { severity: read };
    },
    schema: (rules) => ({ anyOf: [severity.schema(rules), full.schema(rules)] }),
  };
}

function valuesIn<T>(
  mapping: MappingNode,
  reading: ConfigReading,
  nameOf: (key: ScalarNode) => string | undefined,
  shapeFor: (name: string) => Shape<T>,
): Readonly<Record<string, T>> {
  const read = entriesOf(mapping, reading, nameOf).flatMap(([name, node]) => {
    const one = shapeFor(name).read(node, reading);
    return one === undefined ? [] : [[name, one] as const];
  });
  return Object.fromEntries(read);
}

/** The certain entries of a mapping that have a value, each known key once. */
function entriesOf(
  mapping: MappingNode,
  reading: ConfigReading,
  nameOf: (key: ScalarNode) => string | undefined,
): readonly (readonly [string, Node])[] {
  const found = new Map<string, Node>();
  for (const { key, value } of mapping.entries) {
    const name = nameOf(key);
    if (name === undefined) continue;
    if (found.has(name)) reading.tellTwice(key, name);
    else found.set(name, value);
  }
  return [...found].filter(([, value]) => !isEmpty(value));
}

function wordsOf(rules: readonly RuleMeta[]): readonly Word[] {
  return rules.map(({ id, title }) => ({ text: id, detail: title, rule: id }));
}

function ruleProperties(rules: readonly RuleMeta[], settingOf: (rule: RuleMeta) => JsonSchema): JsonSchema {
  return Object.fromEntries(
    rules.flatMap((rule) => {
      const { id, title, formerly = [] } = rule;
      const setting = settingOf(rule);
      return [
        [id, { description: title, ...setting }],
        ...formerly.map((name) => [name, { description: `${title}. Now called ${id}`, ...setting }]),
      ];
    }),
  );
}

/** A key without a value says nothing, and is no mistake. */
export function nullable(schema: JsonSchema): JsonSchema {
  const { type, enum: words, anyOf } = schema;
  if (Array.isArray(words)) return { ...schema, enum: [...words, null] };
  if (Array.isArray(anyOf)) return { ...schema, anyOf: [...anyOf, { type: 'null' }] };
  return type === undefined ? schema : { ...schema, type: [type, 'null'].flat() };
}
