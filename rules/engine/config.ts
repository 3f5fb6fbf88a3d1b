import { readDocuments } from '../yaml/read';
import type { Source } from '../yaml/source';
import { type ConfigProblem, ConfigReading } from './config-reading';
import {
  byRule,
  flag,
  type JsonSchema,
  listOf,
  nullable,
  optionsOf,
  profile,
  record,
  ruleId,
  type Shape,
  severity,
  severityOr,
  text,
  type ValueOf,
  version,
} from './config-shape';
import type { AnyRule, RuleMeta } from './rule';

const texts = listOf(text(), 'a list of texts');
const globs = listOf(text('a pattern such as apps/**, without a ! before it', /^[^!]/), 'a list of patterns');

/** A rule of which nothing is known but that it has no options: most have none. */
const anyRule = { id: 'of this name' };

function ruleSetting(rule: Pick<RuleMeta, 'id' | 'options'> = anyRule) {
  return severityOr(
    record('a mapping with severity and options', {
      severity: { shape: severity, summary: 'How loud the rule is; off silences it.' },
      options: { shape: optionsOf(rule), summary: "The rule's own options." },
    }),
  );
}

/** What a configuration file may say, in one table: the reader, the JSON Schema and completion are made from it. */
export const configShape = record('a mapping of settings', {
  profile: { shape: profile, summary: 'Which rules speak, and how loudly.' },
  rules: {
    shape: byRule(ruleSetting, 'a mapping from rules to severities'),
    summary: 'Severities of single rules: off, info, warning or error. They go before the profile.',
  },
  include: {
    shape: globs,
    summary: "Patterns of the files to lint, relative to this file's folder. Everything where left out.",
  },
  exclude: {
    shape: globs,
    summary: "Patterns of files and folders not to lint, relative to this file's folder.",
  },
  kubernetesVersion: {
    shape: version,
    summary: 'The version of Kubernetes the manifests are for, such as 1.31, or latest.',
  },
  closedWorld: {
    shape: flag,
    summary:
      'Whether everything that reaches the cluster lies in this workspace, so that what is not there is missing.',
  },
  allow: {
    shape: record('a mapping of what is allowed', {
      registries: {
        shape: texts,
        summary:
          'Registries that images may come from: registry.example, registry.example/team, *.registry.example.',
      },
      namespaces: { shape: texts, summary: 'Namespaces that may do what others may not.' },
      subjects: { shape: texts, summary: 'Users, groups and service accounts that may hold broad rights.' },
    }),
    summary: 'What is known to be right here.',
  },
  fix: {
    shape: record('a mapping of settings of fixes', {
      safe: {
        shape: listOf(ruleId, 'a list of rules'),
        summary: 'Rules whose fixes may be made on save and by fix-all, although they may stop a workload.',
      },
    }),
    summary: 'Which fixes are made without being asked for one by one.',
  },
  $schema: { shape: text(), summary: 'The address of a JSON Schema of this file, for editors.' },
  root: { shape: flag, summary: 'Whether configuration files in folders above do not count here.' },
});

/** What a configuration file says. What it leaves out, the next one above says. */
export type Config = ValueOf<typeof configShape>;

/** A configuration as far as it makes sense, and what does not. */
export interface ConfigResult {
  readonly config: Config;
  /** In the order of the text. */
  readonly problems: readonly ConfigProblem[];
}

/** Reads a configuration file. Never throws on what a user wrote: what makes no sense is a problem, and the rest counts. */
export function readConfig(source: Source, rules: readonly AnyRule[]): ConfigResult {
  const { value, problems } = readShape(source, configShape, rules);
  return { config: value ?? {}, problems };
}

/** What a file of ours says, as far as it makes sense, and what does not, in the order of the text. */
export function readShape<T>(
  source: Source,
  shape: Shape<T>,
  rules: readonly AnyRule[],
): { readonly value: T | undefined; readonly problems: readonly ConfigProblem[] } {
  const [document, second] = readDocuments(source);
  if (document === undefined) return { value: undefined, problems: [] };
  const reading = new ConfigReading(document, metasOf(rules));
  for (const { message, span } of document.problems) reading.tell('syntax', message, span);
  for (const span of document.templateSpans) {
    reading.tell('not-plain', 'Templates are not filled in here; write the value out', span);
  }
  const value = document.root === undefined ? undefined : shape.read(document.root, reading);
  if (second !== undefined) {
    const span = second.root?.span ?? { start: second.span.start, end: second.span.start };
    reading.tell('duplicate', 'Only the first document of a configuration file counts', span);
  }
  return { value, problems: reading.problems.toSorted((a, b) => a.span.start - b.span.start) };
}

/** The JSON Schema of configuration files, for editors that check against one. */
export function configSchema(rules: readonly AnyRule[], id: string): JsonSchema {
  const metas = metasOf(rules);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: id,
    title: 'Configuration of Kube Harden: .kube-harden.yaml, .kube-harden.yml or .kube-harden.json',
    ...configShape.schema(metas),
    definitions: { rule: nullable(ruleSetting().schema(metas)) },
  };
}

function metasOf(rules: readonly AnyRule[]): readonly RuleMeta[] {
  return rules.map(({ meta }): RuleMeta => meta);
}
