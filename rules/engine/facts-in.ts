import { Manifest, withEmbedded } from '../kubernetes/manifest';
import { knownValue } from '../yaml/field';
import { readSource } from '../yaml/read';
import type { Source } from '../yaml/source';
import type { DocumentSlice } from '../yaml/split';
import { MapView } from '../yaml/view';
import type { Fact } from './facts';
import { factReadersOf, mayHoldFacts, ofKustomizations } from './facts-by-kind';
import { configFileIn, mayBeConfigFile } from './facts-config';
import { fleetIn, isFleetName } from './facts-deliveries';
import { isKustomizationName, jsonPatchIn, mayBeJsonPatch } from './facts-kustomize';
import { compareVersions, type TextPart } from './kept-parts';
import type { Linter } from './lint';
import { movedData } from './moved';
import { knowLine, placeOf } from './place';
import { folderOf, nameOf, plainUri } from './uri';

/** Longest text that is read, in UTF-16 units. */
const LENGTH_LIMIT = 10 * 1024 * 1024;

/** What one document of a text says to other files. */
interface FactPart extends TextPart {
  readonly facts: readonly Fact[];
}

/** What a version of a text says to other files. The next version takes from it what has stayed. */
export interface TextFacts {
  readonly facts: readonly Fact[];
  readonly uri: string;
  readonly text: string;
  readonly parts: readonly FactPart[];
  /** Whether it has to be looked at whether the file is a component's configuration. */
  readonly mayBeConfig: boolean;
}

/** The facts of one version of a text after another: `before` is what this gave for the last one. */
export function nextFactsIn(source: Source, alone?: Linter, before?: TextFacts): TextFacts {
  const { text } = source;
  const name = nameOf(source.uri);
  const isNamed = name === 'Chart.yaml' || isFleetName(name) || isKustomizationName(name);
  const isWhole = text.length > LENGTH_LIMIT || isNamed;
  const isUsable = before?.uri === source.uri;
  const comparison = isWhole ? undefined : compareVersions(source, isUsable ? before : undefined);
  if (comparison === undefined)
    return { facts: factsIn(source, alone), uri: source.uri, text: '', parts: [], mayBeConfig: true };
  const { parts: compared, news } = comparison;
  const parts = compared.map(({ slice, line, known }): FactPart => {
    if (known === undefined) {
      if (isUsable) knowLine(source, line === 0 ? { start: 0, end: slice.span.end } : slice.span, line);
      return { slice, line, facts: manifestFactsIn(source, false, [slice]) };
    }
    const offset = slice.span.start - known.slice.span.start;
    const lines = line - known.line;
    const documents = slice.index - known.slice.index;
    // Facts are shown by their lines. Where only characters have moved, nobody who looks at them needs to look again.
    if (lines === 0 && documents === 0) return { slice, line, facts: known.facts };
    const move = { uri: source.uri, document: known.slice.index, offset, lines, documents };
    return { slice, line, facts: known.facts.map((fact) => movedData(fact, move)) };
  });
  const mayBeConfig = (isUsable && before.mayBeConfig) || mayBeConfigFile(news);
  const config = alone === undefined || !mayBeConfig ? [] : configFileIn(source, alone);
  const facts = [...parts.flatMap((part) => part.facts), ...config];
  return { facts, uri: source.uri, text, parts, mayBeConfig };
}

/**
 * The facts a source holds. Quick where it holds none: most documents are not even parsed. Never throws on what a user wrote.
 * `alone` tells what is wrong in a configuration file by itself; without it nothing is known of that.
 */
export function factsIn(source: Source, alone?: Linter): readonly Fact[] {
  if (source.text.length > LENGTH_LIMIT) return [];
  return [...objectFactsIn(source), ...(alone === undefined ? [] : configFileIn(source, alone))];
}

function objectFactsIn(source: Source): readonly Fact[] {
  const name = nameOf(source.uri);
  if (name === 'Chart.yaml') return chartIn(source);
  const isNamed = isKustomizationName(name);
  const fleet = isFleetName(name) ? fleetIn(source) : [];
  if (!isNamed && !mayHoldFacts(source.text) && !mayBeJsonPatch(source.text)) return fleet;
  return [...fleet, ...manifestFactsIn(source, isNamed)];
}

function manifestFactsIn(source: Source, isNamed: boolean, only?: readonly DocumentSlice[]): readonly Fact[] {
  const slices = only?.map(({ span }) => source.text.slice(span.start, span.end)) ?? [source.text];
  const isPatch = slices.some(mayBeJsonPatch);
  const isAnyWanted = (apiVersion?: string, kind?: string) =>
    isWanted(apiVersion, kind, isNamed) || (isPatch && kind === undefined);
  const { documents } = readSource(source, isAnyWanted, only);
  return documents.flatMap((document) => [
    ...objectsIn(MapView.of(document, false), isNamed).flatMap((root) => factsOf(root, isNamed)),
    ...(isPatch ? jsonPatchIn(document) : []),
  ]);
}

function isWanted(apiVersion: string | undefined, kind: string | undefined, isNamed: boolean): boolean {
  if (isNamed && apiVersion === undefined) return true;
  if (kind === undefined || apiVersion === undefined) return false;
  return kind.endsWith('List') || factReadersOf(apiVersion, kind).length > 0;
}

function objectsIn(root: MapView, isNamed: boolean): readonly MapView[] {
  const kind = root.knownString('kind');
  if (kind?.endsWith('List') && root.list('items').state === 'known') {
    return root.maps('items').flatMap((item) => objectsIn(item, false));
  }
  return kind === undefined && !isNamed ? [] : [root];
}

/** `isNamed` is a kustomization by its file's name, and may leave out what it is. */
function factsOf(root: MapView, isNamed: boolean): readonly Fact[] {
  const apiVersion = root.string('apiVersion');
  const version = knownValue(apiVersion);
  const kind = root.knownString('kind');
  if (isNamed && apiVersion.state !== 'known') {
    const manifest = new Manifest(root, undefined, kind ?? 'Kustomization');
    return ofKustomizations.flatMap((read) => read(manifest));
  }
  if (version === undefined || kind === undefined) return [];
  return withEmbedded(new Manifest(root, version, kind)).flatMap((manifest) =>
    factReadersOf(manifest.apiVersion ?? '', manifest.kind).flatMap((read) => read(manifest)),
  );
}

/** That the file is there is all there is to know; it is read for its place. */
function chartIn(source: Source): readonly Fact[] {
  const [document] = readSource(source, () => true).documents;
  if (document === undefined) return [];
  const place = placeOf(MapView.of(document, false));
  return [{ kind: 'chart', folder: folderOf(plainUri(source.uri)), place }];
}
