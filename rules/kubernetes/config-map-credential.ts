import { credentialIn, privateKeyIn } from './credentials';
import type { DataEntry } from './data-entry';

/**
 * What credential an entry of a ConfigMap holds, as a noun with its article; undefined where it holds none that can be
 * told. In files of several lines only private keys are looked for.
 */
export function credentialOf({ key, text = '' }: Pick<DataEntry, 'key' | 'text'>): string | undefined {
  const isOneLine = !text.trim().includes('\n');
  return isOneLine ? credentialIn(key, text) : privateKeyIn(text)?.credential;
}
