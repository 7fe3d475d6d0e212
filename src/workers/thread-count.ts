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
  const [quota, period] = readWords('/sys/fs/cgroup/cpu.max');
  if (period !== undefined) return Number(quota) / Number(period);
  const [oldQuota] = readWords('/sys/fs/cgroup/cpu/cpu.cfs_quota_us');
  const [oldPeriod] = readWords('/sys/fs/cgroup/cpu/cpu.cfs_period_us');
  // −1 means no quota.
  return Number(oldQuota) > 0 ? Number(oldQuota) / Number(oldPeriod) : Infinity;
}

function readWords(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trim().split(/\s+/);
  } catch {
    return [];
  }
}
