import { set } from '../../engine/fix';
import type { Assist, Finding } from '../../engine/rule';
import { isPlaceholder } from '../../kubernetes/credentials';
import { base64Length, type EncryptionConfiguration, type EncryptionKey } from '../../kubernetes/encryption';
import { knownValue } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';

/** A key as it stands in the file. */
export interface WrittenKey {
  readonly key: EncryptionKey;
  readonly text: string;
  /** How many bytes it has; undefined where it is no base64. */
  readonly length: number | undefined;
}

/** What no base64 can be: words such as `BASE64_ENCODED_KEY`, a reference such as `vault:…`, an encrypted text `ENC[…]`. */
const TO_REPLACE = /^[A-Z0-9]+(?:_[A-Z0-9]+)+$|[:[]/;

/** The keys that stand in the file as they are: neither encrypted nor to be put there by somebody or something. */
export function writtenKeys(configuration: EncryptionConfiguration): readonly WrittenKey[] {
  return configuration.keys.flatMap((key) => {
    const text = knownValue(key.secret);
    return text === undefined || isPlaceholder(text) || TO_REPLACE.test(text)
      ? []
      : [{ key, text, length: base64Length(text) }];
  });
}

/** The texts in base64 of the keys that pages about encryption show. */
const SAMPLES: readonly string[] = [
  'c2VjcmV0IGlzIHNlY3VyZQ==',
  'dGhpcyBpcyBwYXNzd29yZA==',
  'YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY=',
  'c2VjcmV0IGlzIHNlY3VyZSwgb3IgaXMgaXQ/Cg==',
  'c2VjcmV0IGlzIHNlY3VyZSwgSSB0aGluaw==',
];

/** Whether a key is one that everybody can read in the documentation. */
export function isSample({ text }: WrittenKey): boolean {
  return SAMPLES.includes(text);
}

/** A finding at a key; what it says must not repeat the key. */
export function findingAt({ key }: WrittenKey, message: string): Finding & { readonly assist: Assist } {
  const operations = [set(key.secret, new Placeholder('<base64-encoded-key>'))];
  return { at: key.secret, message, assist: { title: 'Put the key in from elsewhere', operations } };
}
