// Loaded first into a process whose memory is measured: writes the most it ever had, in kB, to file descriptor 3.
import { readFileSync, writeSync } from 'node:fs';

process.once('exit', () => {
  writeSync(3, String(peakKilobytes()));
});

function peakKilobytes() {
  // Where there is /proc, it knows better: usage starts with that of the process which started this one.
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
