/** A small sweep with everything that a report of one may have to show. */
import type { ReportedPoint, SweepReport } from '../../src/report/sweep/types.ts';

/** 4 × 3 × 2 settings with two seeds; no points where h* = 0.2 and w = 1.2; diverged where w = 1 and h* = 0.05. */
export function samplePoints(): ReportedPoint[] {
  const points: ReportedPoint[] = [];
  for (const inhibition of [0.6, 0.8, 1, 1.2]) {
    for (const threshold of [0.05, 0.1, 0.2]) {
      for (const delta of [0.1, 0.4]) {
        for (const seed of [0, 1]) {
          if (threshold === 0.2 && inhibition === 1.2) continue;
          const hasDiverged = inhibition === 1 && threshold === 0.05;
          points.push({
            seed,
            axes: { inhibition, threshold, delta },
            measures: hasDiverged
              ? {}
              : { error: inhibition + threshold + 0.01 * seed, 'weights.deviation': 10 ** (delta * 10 - 4) },
            status: hasDiverged ? 'diverged' : 'done',
            reason: hasDiverged ? `unit ${seed} diverged` : null,
            seconds: 1,
            commandLine: `competing-units train --inhibition ${inhibition} --threshold ${threshold} --delta ${delta} --seed ${seed}`,
          });
        }
      }
    }
  }
  return points;
}

export function sampleSweep(changes: Partial<SweepReport> = {}): SweepReport {
  return {
    title: 'Sweep sample',
    command: 'train',
    axes: ['inhibition', 'threshold', 'delta'].map((key) => ({ key, isLog: false })),
    measures: [
      { path: 'error', goal: 'minimize' },
      { path: 'weights.deviation', goal: null },
    ],
    omitted: [],
    constant: [],
    points: samplePoints(),
    planned: 48,
    made: { command: 'competing-units sweep sample.yaml', config: { command: 'train' } },
    ...changes,
  };
}
