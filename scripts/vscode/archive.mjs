import fs from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 'PK\x05\x06';
const entry = 'PK\x01\x02';

/**
 * The names of the files in a zip archive, sorted.
 * @param {string} file
 */
export function filesInArchive(file) {
  return entriesOf(file, fs.readFileSync(file))
    .map(({ name }) => name)
    .sort();
}

/**
 * Writes the files of a zip archive that lie in a folder of it into another folder.
 * @param {string} file
 * @param {string} folder The folder in the archive, with a slash at its end.
 * @param {string} target
 */
export function extractArchive(file, folder, target) {
  const bytes = fs.readFileSync(file);
  for (const { name, isCompressed, size, header } of entriesOf(file, bytes)) {
    if (!name.startsWith(folder)) continue;
    const place = path.join(target, name.slice(folder.length));
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    const content = Uint8Array.from(bytes.subarray(start, start + size));
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, isCompressed ? Uint8Array.from(inflateRawSync(content)) : content);
  }
}

/**
 * @param {string} file
 * @param {Buffer} bytes
 */
function entriesOf(file, bytes) {
  const end = bytes.lastIndexOf(endOfDirectory, undefined, 'latin1');
  const count = bytes.readUInt16LE(end + 10);
  let offset = bytes.readUInt32LE(end + 16);
  const entries = [];
  for (let index = 0; index < count; index += 1) {
    if (bytes.toString('latin1', offset, offset + 4) !== entry) {
      throw new Error(`${file} has no entry at ${offset}`);
    }
    const nameEnd = offset + 46 + bytes.readUInt16LE(offset + 28);
    entries.push({
      name: bytes.toString('utf8', offset + 46, nameEnd),
      isCompressed: bytes.readUInt16LE(offset + 10) !== 0,
      size: bytes.readUInt32LE(offset + 20),
      header: bytes.readUInt32LE(offset + 42),
    });
    offset = nameEnd + bytes.readUInt16LE(offset + 30) + bytes.readUInt16LE(offset + 32);
  }
  return entries.filter(({ name }) => !name.endsWith('/'));
}
