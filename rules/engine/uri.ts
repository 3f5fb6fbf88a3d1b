/**
 * One spelling for all URIs of one file: editors and Node encode other characters, and write a drive's letter otherwise. For
 * comparing only; it is not a URI any more.
 */
export function plainUri(uri: string): string {
  const plain = decoded(uri);
  // Most have no drive, and everything is looked up by such URIs.
  if (plain[DRIVE_COLON] !== ':') return plain;
  return plain.replace(/^file:\/\/\/([A-Za-z]):/, (_, drive: string) => `file:///${drive.toLowerCase()}:`);
}

/** Where the colon behind a drive's letter stands. */
const DRIVE_COLON = 'file:///c'.length;

function decoded(uri: string): string {
  if (!uri.includes('%')) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    // A lone `%` is no URI, but may be a file's name.
    return uri;
  }
}

/** The folder a plain URI lies in, without a last `/`. */
export function folderOf(uri: string): string {
  return uri.slice(0, Math.max(uri.lastIndexOf('/'), 0));
}

/** The last part of a URI. */
export function nameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

/** What a relative path means in a folder; undefined for what lies on another machine or nowhere. */
export function resolvedIn(folder: string, path: string): string | undefined {
  if (/^[\w+.-]*:|^\/|^git@|\?ref=|^\s*$|\n/.test(path)) return undefined;
  const parts = folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    // `file:///` has three parts that no path leads out of.
    else if (parts.length > 3) parts.pop();
    else return undefined;
  }
  return parts.join('/');
}
