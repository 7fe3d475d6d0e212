/** What engines write down of jobs and their outcomes, and read again: in files of the sweep's folder, or in a database. */
import { dictionary, list, number, oneOf, orNull, record, scalar, text } from '../runs/json-shape.ts';
import type { Shape } from '../runs/json-shape.ts';
import { STATUSES } from '../sweeps/job.ts';
import type { Job, Outcome } from '../sweeps/job.ts';
import type { JobLimits } from './engine.ts';

/** What the options may be is for the command to say, when it runs. */
export const jobShape: Shape<Job> = record<Job>({
  name: text(),
  command: text(),
  options: record<Job['options']>({}),
  measure: list(text()),
});

/** Bounds that are not given are left out by JSON. */
export const limitsShape: Shape<JobLimits> = record<JobLimits>({});

export const outcomeShape: Shape<Outcome> = record<Outcome>({
  name: text(),
  status: oneOf(STATUSES),
  reason: orNull(text()),
  measures: dictionary(scalar),
  seconds: number,
});
