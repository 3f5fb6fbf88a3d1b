import { readFileSync } from 'node:fs';

const endOfDirectory = 'PK\x05\x06';
const entry = 'PK\x01\x02';

/** The names of the files in a zip archive, sorted. */
export function filesInArchive(file: string): string[] {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(endOfDirectory, undefined, 'latin1');
  const count = bytes.readUInt16LE(end + 10);
  let offset = bytes.readUInt32LE(end + 16);
  const names: string[] = [];
  for (let i = 0; i < count; i += 1) {
    if (bytes.toString('latin1', offset, offset + 4) !== entry)
      throw new Error(`${file} has no entry at ${offset}`);
    const nameLength = bytes.readUInt16LE(offset + 28);
    const extraLength = bytes.readUInt16LE(offset + 30);
    const commentLength = bytes.readUInt16LE(offset + 32);
    names.push(bytes.toString('utf8', offset + 46, offset + 46 + nameLength));
    offset += 46 + nameLength + extraLength + commentLength;
  }
  return names.filter((name) => !name.endsWith('/')).sort();
}
