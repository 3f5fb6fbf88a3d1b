import type { ObjectIdentity } from '../kubernetes/manifest';
import type { Path } from '../yaml/field';

/** Sixteen hexadecimal digits that name a finding: the same as long as rule, object and path are. */
export function fingerprintOf(rule: string, object: ObjectIdentity, path: Path): string {
  const identity = [rule, object.apiVersion, object.kind, object.namespace ?? '', object.name ?? '', ...path];
  const text = identity.map((part) => JSON.stringify(part)).join('\n');
  return hash(text, 0x811c9dc5) + hash(text, 0x01000193);
}

/** FNV-1a over UTF-16 units: enough to tell findings apart, and the same in every host. */
function hash(text: string, seed: number): string {
  let value = seed;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    value ^= value >>> 15;
  }
  return (value >>> 0).toString(16).padStart(8, '0');
}
