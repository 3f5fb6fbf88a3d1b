/** So many files leave so much garbage that it shows how much of it is waited for. */
const MANY = 5000;

/**
 * Does work on so many files in less memory: garbage is collected when there is half as much of it as of what is in use, not
 * when there is several times as much.
 */
export async function inSmallHeap<T>(files: number, work: () => Promise<T>): Promise<T> {
  if (files < MANY) return await work();
  // Loaded only here: it takes as long as a hundredth of a start.
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--heap-growing-percent=50');
  try {
    return await work();
  } finally {
    // What V8 has compiled by then is kept, and counts for those alone who have the same flags.
    setFlagsFromString('--heap-growing-percent=0');
  }
}
