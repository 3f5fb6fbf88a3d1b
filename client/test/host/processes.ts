import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Whether the server is a process, which tests can see and end. */
export const isProcess = true;

/** The processes that run the server of the extension in this folder. */
export function serverProcesses(extension: string): number[] {
  const server = path.join(extension, 'dist', 'server.js');
  return commandLines()
    .filter(({ commandLine }) => commandLine.includes(server))
    .map(({ id }) => id);
}

/** Ends a process as the system would. */
export function endProcess(id: number): void {
  process.kill(id, 'SIGKILL');
}

function commandLines(): { id: number; commandLine: string }[] {
  if (fs.existsSync('/proc/self/cmdline')) {
    return fs
      .readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ({ id: Number(name), commandLine: readCommandLine(name) }));
  }
  const table = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' });
  return table.split('\n').map((line) => ({ id: Number.parseInt(line, 10), commandLine: line }));
}

function readCommandLine(id: string): string {
  try {
    return fs.readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    // It has ended since the folder was read.
    return '';
  }
}
