/** One text that findings point into and edits change: a file, an unsaved buffer, standard input. */
export interface Source {
  /** Names the source in findings and edits. Any URI; the engine never opens it. */
  readonly uri: string;
  readonly text: string;
  /** JSON has its own scalars, and no comments. */
  readonly language: 'yaml' | 'json';
  /** True for a chart's template, whatever its text looks like. Other sources are templates where `{{` stands. */
  readonly isTemplate: boolean;
}

/** The source that `text` is, as its name tells: `.json` and JSON Lines are JSON, all else YAML. */
export function sourceOf(
  uri: string,
  text: string,
  known: Partial<Pick<Source, 'language' | 'isTemplate'>> = {},
): Source {
  const language = known.language ?? (/\.(?:json|jsonl|ndjson)$/i.test(uri) ? 'json' : 'yaml');
  return { uri, text, language, isTemplate: known.isTemplate ?? false };
}
