/** What tells jobs apart that wait outside of the sweep's folder: the point, and what is to be measured of it. */
import { createHash } from 'node:crypto';
import type { Job } from '../sweeps/job.ts';

/**
 * The name of the point with 8 digits of SHA-256 of its measures: an outcome that was computed before the sweep file asked
 * for other measures is not taken for one of now.
 */
export function jobKey({ name, measure }: Pick<Job, 'name' | 'measure'>): string {
  const digest = createHash('sha256').update(JSON.stringify(measure)).digest('hex');
  return `${name}-${digest.slice(0, 8)}`;
}
