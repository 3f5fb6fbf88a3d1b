/** In a browser the server is a worker, which tests can neither see nor end. */
export const isProcess = false;

export function serverProcesses(): number[] {
  throw new Error('A browser has no processes');
}

export const endProcess = serverProcesses;
