/** Peak memory of this process. */
import { readFileSync } from 'node:fs';
import process from 'node:process';

/**
 * Largest resident size since the program started, in bytes.
 *
 * On Linux from VmHWM: the maxRSS of resource usage begins with what the parent had before exec.
 */
export function peakBytes(): number {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(status);
    if (match !== null) return Number(match[1]) * 1024;
  } catch {
    // No /proc: not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
