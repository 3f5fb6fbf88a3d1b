import { type Field, knownValue } from '../yaml/field';
import { decodeBase64 } from './base64';
import type { Manifest } from './manifest';

/** One entry of a ConfigMap or of a Secret. */
export interface DataEntry {
  readonly key: string;
  /** The value as written. */
  readonly field: Field<string>;
  /** What the value stands for, decoded where it has to be; as written where it cannot be. Undefined where it is not known. */
  readonly text: string | undefined;
}

/** The entries that a ConfigMap certainly has, those of `binaryData` decoded. */
export function configMapEntries(configMap: Manifest): readonly DataEntry[] {
  return [...entriesOf(configMap, 'data'), ...entriesOf(configMap, 'binaryData', decodeBase64)];
}

/** The entries that a Secret certainly has, those of `data` decoded. */
export function secretEntries(secret: Manifest): readonly DataEntry[] {
  return [...entriesOf(secret, 'stringData'), ...entriesOf(secret, 'data', decodeBase64)];
}

function entriesOf(
  { root }: Manifest,
  name: string,
  decode: (text: string) => string | undefined = (text) => text,
): readonly DataEntry[] {
  const data = root.map(name);
  return data.keys().map((key) => {
    const field = data.string(key);
    const written = knownValue(field);
    return { key, field, text: written === undefined ? undefined : (decode(written) ?? written) };
  });
}
