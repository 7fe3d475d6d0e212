/** Names in the folder of a sweep. */

/** `points` holds a run folder per point of a command that makes one; `results` the Parquet files of finished points. */
export const SWEEP_FILES = {
  sweep: 'sweep.json',
  points: 'points',
  results: 'results',
  lock: 'lock',
  report: 'report.html',
} as const;
