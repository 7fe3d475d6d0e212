/** How many threads this process may use. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import process from 'node:process';

/**
 * The number of processors that are this process's to use: those of its affinity mask, at most its share by
 * SLURM_CPUS_PER_TASK (a job step sees all processors of its node) and by the CPU quota of its control group (Linux,
 * cgroup v2 `cpu.max`, v1 `cpu.cfs_quota_us`).
 */
export function availableThreads(): number {
  const bounds = [availableParallelism(), Number(process.env['SLURM_CPUS_PER_TASK']), cgroupQuota()];
  const known = bounds.filter((bound) => Number.isFinite(bound) && bound >= 1);
  return Math.max(1, Math.floor(Math.min(...known)));
}

function cgroupQuota(): number {
  const now = readNumbers('/sys/fs/cgroup/cpu.max');
  if (now.length === 2) return now[0] / now[1];
  const [quota = -1] = readNumbers('/sys/fs/cgroup/cpu/cpu.cfs_quota_us');
  const [period = 1] = readNumbers('/sys/fs/cgroup/cpu/cpu.cfs_period_us');
  // −1 means no quota.
  return quota > 0 ? quota / period : Infinity;
}

/** The numbers in a file, NaN for words (`max`); none where there is no such file. */
function readNumbers(file: string): number[] {
  try {
    return readFileSync(file, 'utf8').trim().split(/\s+/).map(Number);
  } catch {
    return [];
  }
}
