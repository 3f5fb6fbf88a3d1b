import type { FileText, UnreadFile } from './files';

/** Largest file that is read, in bytes. */
export const SIZE_LIMIT = 10 * 1024 * 1024;

/** Where a NUL byte says that a file is not text. */
const SNIFFED_BYTES = 8 * 1024;

/** One for all files: to make one takes longer than most files take. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a file's bytes, which must be UTF-8; its byte order mark stays. */
export function decode(uri: string, bytes: Uint8Array): FileText {
  if (bytes.length > SIZE_LIMIT) return tooLarge(uri);
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  if (mark === 0xfeff || mark === 0xfffe) return binary(uri, 'The file is UTF-16; only UTF-8 is read');
  if (bytes.subarray(0, SNIFFED_BYTES).includes(0)) {
    return binary(uri, 'The file is not text: it has NUL bytes');
  }
  try {
    return { uri, text: decoder.decode(bytes) };
  } catch {
    return binary(uri, 'The file is not valid UTF-8');
  }
}

/** What is said of a file that is over the limit. */
export function tooLarge(uri: string): UnreadFile {
  return { uri, code: 'too-large', message: 'The file is larger than 10 MB' };
}

function binary(uri: string, message: string): UnreadFile {
  return { uri, code: 'binary', message };
}
