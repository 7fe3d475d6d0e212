/** Eq. 2 as one number per unit: ρ and the norm against the learning clock, from inside, on and outside the sphere. */
import { learn } from '../../src/index.ts';
import { linearScale } from '../../src/report/axis-scale.ts';
import { categoryColours, curveChart } from '../../src/report/curve-chart.ts';
import type { Curve } from '../../src/report/curve-chart.ts';
import type { Figure } from '../../src/report/figure.ts';
import { figureSheet } from '../../src/report/figure-sheet.ts';
import { formatSignificant } from '../../src/report/numbers.ts';

const p = 4;
const inputs = 50;
/** ‖W(0)‖_p in units of R. */
const starts = [0.5, 1, 1.1, 1.5];
const backwards = -1.5;
const forwards = 2;
const points = 160;
/** What lies beyond is on its way to infinity. */
const largestNorm = 3;

const norm = (weights: readonly number[]): number =>
  weights.reduce((sum, weight) => sum + Math.abs(weight) ** p, 0) ** (1 / p);

/** An input of length 1, and weights of both signs that lean towards it, so that running backwards leads past 0. */
const raw = Array.from({ length: inputs }, (_, i) => 1 + Math.sin(2 * i));
const length = Math.hypot(...raw);
const input = raw.map((value) => value / length);
const direction = input.map((value, i) => value + 0.06 * Math.cos(i * i));

interface Course {
  readonly start: number;
  /** [s, ρ, ‖W‖_p]. */
  readonly places: readonly (readonly [number, number, number])[];
  /** Where |W| → ∞, or null. */
  readonly blowUpAt: number | null;
}

function course(start: number): Course {
  const scale = start / norm(direction);
  const weights = direction.map((weight) => weight * scale);
  const at = (clock: number): { rho: number | null; norms: number; blowUpAt: number | null } => {
    const { results, norms } = learn({
      weights,
      input,
      activation: Math.sign(clock) || 1,
      duration: Math.abs(clock),
    });
    return { rho: results[0].rho, norms: norms.get(0), blowUpAt: results[0].blowUpAt };
  };
  const { blowUpAt } = at(backwards);
  const first = blowUpAt === null ? backwards : blowUpAt;
  // Denser towards a pole, which the curve approaches without reaching it.
  const clocks = Array.from(
    { length: points },
    (_, i) => first + (forwards - first) * ((i + 1e-4) / points) ** 2,
  );
  const places = clocks.flatMap((clock) => {
    const { rho, norms } = at(clock);
    return rho === null ? [] : [[clock, rho, norms ** (1 / p)] as const];
  });
  return { start, places, blowUpAt };
}

/** The figure: ρ(s) at the left, the norm at the right. */
export function flowFigure(): Figure {
  const courses = starts.map(course);
  const x = linearScale(backwards, forwards, { ticks: 8 });
  const legend = courses.map(({ start }, i) => ({
    name: `${formatSignificant(start)} R`,
    colour: categoryColours[i],
  }));
  const curves = (of: (place: Course['places'][number]) => number): Curve[] =>
    courses.map(({ places }, i) => ({
      ...legend[i],
      points: places
        .map((place) => [place[0], of(place)] as const)
        .filter(([, value]) => Math.abs(value) < largestNorm),
    }));
  const poles = courses.flatMap(({ blowUpAt }) =>
    blowUpAt === null ? [] : [{ value: blowUpAt, name: 's*' }],
  );
  const verticals = [{ value: 0, name: '' }, ...poles];
  const common = { width: 460, height: 320, xLabel: 'learning clock s = ∫ g dt / τ_L', x, verticals };
  const rho = curveChart({
    ...common,
    yLabel: 'ρ',
    y: linearScale(-largestNorm, largestNorm, { ticks: 6 }),
    legend: [],
    panels: [{ title: null, curves: curves(([, value]) => value) }],
  });
  const size = curveChart({
    ...common,
    yLabel: '‖W‖ / R, from ‖W₀‖ =',
    y: linearScale(0, largestNorm, { ticks: 6 }),
    legend,
    panels: [{ title: null, curves: curves(([, , value]) => value) }],
    horizontals: [{ value: 1, name: '' }],
  });
  return {
    id: 'flow',
    title: 'Eq. 2 is one number per unit',
    drawing: figureSheet({
      title: `W = α (W₀ + ρ v): ${inputs} weights, p = ${p}`,
      notes: [],
      rows: [
        [
          { drawing: rho, width: 460, height: 320, title: null },
          { drawing: size, width: 460, height: 320, title: null },
        ],
      ],
    }),
    caption: '',
  };
}
