import type { Path } from '../yaml/field';
import type { Json } from './pod-security-truth/truth-case';

/** The paths at which two values differ, no deeper than where one of them ends. An item that is gone moves none of the others. */
export function differingPaths(a: Json | undefined, b: Json | undefined, path: Path = []): readonly Path[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (Array.isArray(a) && Array.isArray(b)) return differingItems(a, b, path);
  if (!isMapping(a) || !isMapping(b)) return [path];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differingPaths(a[key], b[key], [...path, key]));
}

function differingItems(a: readonly Json[], b: readonly Json[], path: Path): readonly Path[] {
  if (a.length === b.length)
    return a.flatMap((item, index) => differingPaths(item, b[index], [...path, index]));
  const kept = b.map((item) => JSON.stringify(item));
  const gone = a.flatMap((item, index) => {
    const at = kept.indexOf(JSON.stringify(item));
    if (at !== -1) kept.splice(at, 1);
    return at === -1 ? [[...path, index]] : [];
  });
  return kept.length > 0 ? [...gone, path] : gone;
}

function isMapping(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
