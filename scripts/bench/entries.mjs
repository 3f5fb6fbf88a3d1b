import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

/** What names an object among others of its list. */
const names = ['name', 'containerName', 'host', 'path', 'mountPath', 'key'];

/**
 * The examples of all rules, with one list or mapping of each made longer: whatever a rule looks through is one of them.
 * @param {URL} file The built examples by rule.
 * @returns {Generator<{ rule: string; name: string; textOf: (entries: number) => string }>}
 */
export function* longerExamples(file) {
  /** @type {Record<string, readonly { manifest: string }[]>} */
  const examples = JSON.parse(readFileSync(file, 'utf8'));
  for (const [rule, ofRule] of Object.entries(examples)) {
    const seen = new Set();
    for (const { manifest } of ofRule) {
      const documents = dataIn(manifest);
      for (const path of collectionsIn(documents)) {
        const place = path.filter((part) => typeof part === 'string').join('.');
        if (path.length === 0 || seen.has(place)) continue;
        seen.add(place);
        const isList = Array.isArray(at(documents, path));
        for (const isAlike of isList ? [true, false] : [false]) {
          const name = `${rule}: ${isAlike ? 'the same again in' : 'further ones in'} ${place || 'a document'}`;
          yield { rule, name, textOf: (entries) => longer(documents, path, entries, isAlike) };
        }
      }
    }
  }
}

/** @param {string} manifest */
function dataIn(manifest) {
  const documents = parseAllDocuments(manifest, { logLevel: 'silent' });
  try {
    return [...documents].filter(({ errors }) => errors.length === 0).map((document) => document.toJS());
  } catch {
    // One of the examples has too many aliases on purpose.
    return [];
  }
}

/**
 * @param {any} data
 * @param {readonly (string | number)[]} path
 * @returns {Generator<readonly (string | number)[]>} The paths of all lists and mappings that have entries.
 */
function* collectionsIn(data, path = []) {
  if (typeof data !== 'object' || data === null || Object.keys(data).length === 0) return;
  yield path;
  const keys = Array.isArray(data) ? data.keys() : Object.keys(data);
  for (const key of keys) yield* collectionsIn(data[key], [...path, key]);
}

/**
 * The documents in JSON, which YAML contains, with so many entries more.
 * @param {any} documents
 * @param {readonly (string | number)[]} path
 * @param {number} entries
 * @param {boolean} isAlike Whether they are all the same.
 */
function longer(documents, path, entries, isAlike) {
  const copy = structuredClone(documents);
  const grown = at(copy, path);
  const last = Object.keys(grown).at(-1) ?? '';
  for (let index = 0; index < entries; index++) {
    if (!Array.isArray(grown)) grown[`${last}${index}`] = grown[last];
    else grown.push(isAlike ? grown[last] : renamed(grown[last], index));
  }
  return copy.map((document) => JSON.stringify(document)).join('\n---\n');
}

/**
 * @param {any} entry
 * @param {number} index
 */
function renamed(entry, index) {
  if (typeof entry === 'string') return `${entry}${index}`;
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry;
  const own = names.filter((name) => typeof entry[name] === 'string');
  return { ...entry, ...Object.fromEntries(own.map((name) => [name, `${entry[name]}${index}`])) };
}

/**
 * @param {any} data
 * @param {readonly (string | number)[]} path
 */
function at(data, path) {
  return path.reduce((inner, part) => inner[part], data);
}
