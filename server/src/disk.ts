import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Whether the disk has a file of this address. Only `file:` addresses are on the disk. */
export async function isOnDisk(uri: string): Promise<boolean> {
  if (!uri.startsWith('file:')) return false;
  try {
    await access(fileURLToPath(uri));
    return true;
  } catch {
    return false;
  }
}
