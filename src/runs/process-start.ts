/**
 * Whether a process is still the one it was. Numbers of processes are used again; on Linux, the boot and the clock tick at
 * which one started (proc(5): /proc/sys/kernel/random/boot_id, field 22 of /proc/PID/stat) tell it from a later one.
 */
import { readFileSync } from 'node:fs';

/** Fields of /proc/PID/stat after the name of the program, which may hold anything, spaces and brackets too. */
function statOf(pid: number): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text
      .slice(text.lastIndexOf(')') + 2)
      .trim()
      .split(' ');
  } catch {
    return null;
  }
}

/** The third field is the first after the name. */
const STATE = 0;
const START_TIME = 22 - 3;

/** When a process started, in a form that no other process of its number has; null where the system does not say. */
export function processStart(pid: number): string | null {
  const ticks = statOf(pid)?.at(START_TIME);
  if (ticks === undefined) return null;
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
  } catch {
    return null;
  }
}

/**
 * Whether the process runs.
 * @param started as `processStart` gave it; null where it is not known
 */
export function isRunning(pid: number, started: string | null): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and another user's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const stat = statOf(pid);
  // Dead, and not yet waited for by its parent.
  if (stat !== null && (stat[STATE] === 'Z' || stat[STATE] === 'X')) return false;
  const now = processStart(pid);
  return started === null || now === null || now === started;
}
