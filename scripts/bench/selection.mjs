import { crdBundle } from './generator.mjs';
import { Random } from './random.mjs';

const bundleSize = 3_500_000;

/** @param {string} text */
export const hasDefinition = (text) => /^kind: ['"]?CustomResourceDefinition/m.test(text);

/** @param {string} text */
export const hasExpression = (text) => text.includes('{{');

/** @param {readonly [string, string]} file */
export const isTemplate = ([name, text]) => /(^|[\\/])templates[\\/]/.test(name) && hasExpression(text);

/**
 * Whether a text has objects, and is neither a template nor of CRDs.
 * @param {string} text
 */
export const isLinted = (text) => /^kind:/m.test(text) && !hasExpression(text) && !hasDefinition(text);

/**
 * At most 1,000 small manifests from all over a workspace: no templates, no CRDs.
 * @param {ReadonlyMap<string, string>} texts By relative path.
 */
export function smallManifests(texts) {
  const all = [...texts].filter(([, text]) => text.length < 10_000 && isLinted(text));
  const step = Math.max(1, all.length / 1000);
  const chosen = Array.from(
    { length: Math.min(1000, all.length) },
    (_, index) => all[Math.floor(index * step)],
  );
  return new Map(chosen.map((file, index) => [`${index}.yaml`, file?.[1] ?? '']));
}

/**
 * CRDs and nothing else, 3.5 MB of them: those of the workspace, and made-up ones where they do not suffice.
 * @param {ReadonlyMap<string, string>} texts
 */
export function definitionBundle(texts) {
  const documents = [];
  let left = bundleSize;
  for (const text of texts.values()) {
    if (!hasDefinition(text) || hasExpression(text)) continue;
    for (const document of text.split(/^---.*\n/m)) {
      if (!hasDefinition(document) || document.length > left) continue;
      documents.push(document.endsWith('\n') ? document : `${document}\n`);
      left -= document.length;
    }
  }
  if (left > bundleSize / 10) documents.push(crdBundle(new Random(3), left));
  return documents.join('---\n');
}
