/** Memory of another process, for the bound per point. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

const MEGABYTE = 2 ** 20;

/**
 * Resident memory of process `pid` in MiB; null where it is gone or the system does not tell. Linux: /proc; other Unix systems:
 * `ps`; Windows: not known, only the heap is bounded there.
 */
export function residentMegabytes(pid: number): number | null {
  try {
    if (process.platform === 'linux') {
      // "VmRSS:     51234 kB"
      const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      return found === null ? null : (Number(found[1]) * 1024) / MEGABYTE;
    }
    if (process.platform === 'win32') return null;
    const kilobytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
    return Number.isFinite(kilobytes) ? (kilobytes * 1024) / MEGABYTE : null;
  } catch {
    return null;
  }
}
