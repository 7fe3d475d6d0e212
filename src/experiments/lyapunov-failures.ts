/** Which of the measured claims that are theorems did not hold, in words. */
import type { Agreement, LyapunovReport } from './lyapunov-types.ts';

/** One line per failure; none for `iii` and for p = 1, where no theorem says that L never falls. */
export function findFailures({
  claims,
  norm,
  energy,
}: Pick<LyapunovReport, 'claims' | 'norm' | 'energy'>): string[] {
  return [
    ...claims.flatMap((one) => {
      const { claim, p, inhibition, activation, theorem, violations, steps, largest, eq5 } = one;
      const w = inhibition === null ? '' : `, w_inh = ${inhibition}`;
      const where = `claim ${claim}, p = ${p}${w}, g = ${activation}`;
      const lines: string[] = [];
      if (theorem && largest !== null && violations > 0) {
        lines.push(
          `${where}: L fell beyond its numerical error in ${violations} of ${steps} steps, at worst by ${largest.amount.toPrecision(3)}, ${largest.ratio.toPrecision(3)} times the error, in step ${largest.step} of presentation ${largest.presentation}`,
        );
      }
      if (eq5.disagreements > 0) lines.push(`${where}: dL/dt is not what eq. 5 says, ${describe(eq5)}`);
      return lines;
    }),
    ...norm.flatMap(({ p, rate, law }) => [
      ...(rate.disagreements > 0
        ? [`norm law, p = ${p}: dP/ds is not p I (R^p - P), ${describe(rate)}`]
        : []),
      ...(law.disagreements > 0
        ? [`norm law, p = ${p}: P is not R^p M / (R^p + M - M(0)), ${describe(law)}`]
        : []),
    ]),
    ...energy.flatMap(({ inhibition, violations, steps, largest }) =>
      violations > 0 && largest !== null
        ? [
            `energy of eq. 4, w_inh = ${inhibition}: it rose beyond its numerical error in ${violations} of ${steps} steps, at worst by ${largest.amount.toPrecision(3)}`,
          ]
        : [],
    ),
  ];
}

function describe({ compared, disagreements, largest }: Agreement): string {
  return `in ${disagreements} of ${compared} comparisons, at worst by ${(100 * largest).toPrecision(3)}%`;
}
