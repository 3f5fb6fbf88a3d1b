import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Source, sourceOf } from '../../../rules/yaml/source';
import { syntheticSchemes } from '../protocol';
import { chartFilesAbove } from '../workspace/manifest-file';
import { isKubeconfigName } from '../workspace/manifest-names';

/** How to read a document that may hold manifests. */
export interface Reading {
  readonly language: Source['language'];
  readonly isTemplate: boolean;
}

/** How to read a document; undefined where it is none of ours, by its language or because nobody writes it. */
export async function readingOf(
  document: TextDocument,
  exists: (uri: string) => Promise<boolean>,
): Promise<Reading | undefined> {
  const scheme = document.uri.slice(0, document.uri.indexOf(':'));
  if (syntheticSchemes.has(scheme)) return undefined;
  const { languageId } = document;
  if (languageId === 'json' || languageId === 'jsonl') return { language: 'json', isTemplate: false };
  if (languageId === 'helm') return { language: 'yaml', isTemplate: true };
  // Editors have no language for these.
  if (isKubeconfigName(document.uri)) return { language: 'yaml', isTemplate: false };
  if (!isYaml(languageId)) return undefined;
  return { language: 'yaml', isTemplate: await isInChart(document.uri, exists) };
}

/** The text of a document as the engine takes it. */
export function readSource(document: TextDocument, reading: Reading): Source {
  return sourceOf(document.uri, document.getText(), reading);
}

/** Vim and its relatives add the dialect behind a dot. */
function isYaml(languageId: string): boolean {
  return languageId === 'yaml' || (languageId.startsWith('yaml.') && !/compose/.test(languageId));
}

/** Whether a file lies at some depth under the `templates` folder of a chart. */
async function isInChart(uri: string, exists: (uri: string) => Promise<boolean>): Promise<boolean> {
  for (const chart of chartFilesAbove(uri)) {
    if (await exists(chart)) return true;
  }
  return false;
}
