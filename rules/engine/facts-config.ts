import type { Source } from '../yaml/source';
import type { FactBase } from './facts';
import type { Linter } from './lint';
import { withLines } from './place';
import type { ProblemPlace } from './problem';
import { nameOf } from './uri';

/** A file that a component reads its configuration from, with what is wrong in it by itself. */
export interface ConfigFileFact extends FactBase {
  readonly kind: 'config-file';
  /** Its name without its folder. */
  readonly name: string;
  /** The kinds of the objects in it. */
  readonly kinds: readonly string[];
  /** What errors and warnings it has; the messages are those of the rules. */
  readonly findings: readonly { readonly message: string; readonly place: ProblemPlace }[];
}

/** Words without which no such file is. Looking for them costs next to nothing in large texts. */
const WORDS = ['.k8s.io/', 'clusters'];
/** What such a file has in it: a group of its own, or the clusters of a kubeconfig. */
const HINT = /\b(?:apiserver(?:\.config)?|audit)\.k8s\.io\/|\bclusters["']?\s*:/;
const KIND =
  /(?:^|[\s"'{,])kind["']?\s*:\s*["']?(AdmissionConfiguration|AuthenticationConfiguration|AuthorizationConfiguration|Config|EncryptionConfig|EncryptionConfiguration|Policy)\b/g;

/** Whether a text, or a part of one, has in it what such a file has. */
export function mayBeConfigFile(text: string): boolean {
  return WORDS.some((word) => text.includes(word)) && HINT.test(text);
}

/** The fact of a configuration file; none of other files. `alone` lints it without knowing any other. */
export function configFileIn(source: Source, alone: Linter): readonly ConfigFileFact[] {
  const { text } = source;
  if (!mayBeConfigFile(text)) return [];
  const kinds = [...source.text.matchAll(KIND)].map(([, kind = '']) => kind);
  if (kinds.length === 0) return [];
  const found = alone(source).problems.filter(({ severity }) => severity !== 'info');
  const findings = found.map(({ message, place }) => ({ message, place: withLines(place, source) }));
  const place = { uri: source.uri, document: 0, span: { start: 0, end: 0 }, path: [] };
  return [{ kind: 'config-file', name: nameOf(source.uri), kinds: [...new Set(kinds)], findings, place }];
}
