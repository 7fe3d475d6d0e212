/** L(t) and dL/dt for each of the three claims, a curve per p. */
import type { LyapunovResult, LyapunovTrace } from '../../experiments/lyapunov-types.ts';
import type { Claim } from '../../learning/lyapunov-claims.ts';
import { linearScale } from '../axis-scale.ts';
import { categoryColours, curveChart } from '../curve-chart.ts';
import type { Curve, CurvePanel } from '../curve-chart.ts';
import type { Figure } from '../figure.ts';
import { formatSignificant } from '../numbers.ts';

const TITLES: Readonly<Record<Claim, string>> = {
  i: '(i) g = g(Q)',
  ii: '(ii) g frozen',
  iii: '(iii) g follows eq. 4',
};

/** A trace with the p that its curve is named by. */
interface NamedTrace {
  readonly p: number;
  readonly trace: LyapunovTrace;
}

/** The traces of one claim that are drawn, one per p: where L fell, the deepest; else the first. */
function tracesOf({ report, traces }: LyapunovResult, claim: Claim): readonly NamedTrace[] {
  const best = new Map<number, LyapunovTrace>();
  const depth = ({ gains }: LyapunovTrace): number => {
    let fall = 0;
    for (let k = 1; k < gains.length; k++) fall = Math.max(fall, gains[k - 1] - gains[k]);
    return fall / largest(gains);
  };
  for (const [index, one] of report.claims.entries()) {
    const trace = traces[index];
    if (one.claim !== claim || trace === null || largest(trace.gains) === 0) continue;
    const known = best.get(one.p);
    if (known === undefined || depth(trace) > depth(known) + 1e-9) best.set(one.p, trace);
  }
  return [...best].slice(0, categoryColours.length).map(([p, trace]) => ({ p, trace }));
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

type CurvesOf = (trace: LyapunovTrace, name: string, colour: string) => readonly Curve[];

function panelsOf(result: LyapunovResult, curvesOf: CurvesOf): CurvePanel[] {
  const claims = (['i', 'ii', 'iii'] as const).filter((claim) => tracesOf(result, claim).length > 0);
  return claims.map((claim) => ({
    title: TITLES[claim],
    curves: tracesOf(result, claim).flatMap(({ p, trace }) =>
      curvesOf(trace, `p = ${p}`, colourOf(result, p)),
    ),
  }));
}

function exponents({ report }: LyapunovResult): number[] {
  return [...new Set(report.claims.map(({ p }) => p))];
}

function colourOf(result: LyapunovResult, p: number): string {
  return categoryColours[exponents(result).indexOf(p) % categoryColours.length];
}

interface Drawn {
  readonly id: string;
  readonly title: string;
  readonly yLabel: string;
  readonly caption: string;
}

function draw(
  result: LyapunovResult,
  curvesOf: CurvesOf,
  { id, title, yLabel, caption }: Drawn,
): Figure | null {
  const panels = panelsOf(result, curvesOf);
  if (panels.length === 0) return null;
  const points = panels.flatMap(({ curves }) => curves.flatMap((curve) => curve.points));
  const end = Math.max(...points.map(([t]) => t));
  const low = Math.min(0, ...points.map(([, value]) => value).filter(Number.isFinite));
  return {
    id,
    isWide: true,
    title,
    caption,
    drawing: curveChart({
      width: 1000,
      height: 300,
      xLabel: 't / τ_L',
      yLabel,
      x: linearScale(0, end, { ticks: 4 }),
      y: linearScale(low < 0 ? 1.05 * low : 0, 1.03, { format: (value) => formatSignificant(value) }),
      legend: exponents(result)
        .slice(0, categoryColours.length)
        .map((p) => ({ name: `p = ${p}`, colour: colourOf(result, p) })),
      panels,
    }),
  };
}

/** L(t) − L(0), each curve relative to its largest change; null where nothing was followed. */
export function lyapunovFigure(result: LyapunovResult): Figure | null {
  return draw(
    result,
    ({ times, gains }, name, colour) => {
      const scale = largest(gains);
      return [{ name, colour, points: times.map((t, k) => [t, gains[k] / scale] as const) }];
    },
    {
      id: 'lyapunov',
      title: 'The Lyapunov function along learning',
      yLabel: 'L(t) − L(0), scaled',
      caption:
        'One presentation per p, relative to its largest change. For (i) and (ii) L never falls (p > 1). For (iii) no theorem says so: where it fell in any presentation, the one with the steepest fall is drawn. A curve that ends early met a unit that slides along a jump of g, where eq. 2 has no solution in the usual sense, or one that diverged.',
    },
  );
}

/** dL/dt by eq. 5 (lines) and from differences of L along eq. 2 (dots), relative to the largest. */
export function lyapunovRateFigure(result: LyapunovResult): Figure | null {
  return draw(
    result,
    ({ times, rates, numericRates }, name, colour) => {
      const scale = largest(rates.filter(Number.isFinite)) || 1;
      const at = (values: readonly number[]): (readonly [number, number])[] =>
        values.map((value, k) => [times[k], value / scale] as const);
      return [
        { name: `${name}, eq. 5`, colour, width: 1.6, points: at(rates) },
        { name: `${name}, differences`, colour, width: 2, dotted: true, points: at(numericRates) },
      ];
    },
    {
      id: 'lyapunov-rate',
      title: 'How fast it grows',
      yLabel: 'dL/dt, scaled',
      caption:
        'The same presentations. Lines: the expression of eq. 5; for (iii) the same sum with g(Q) g(h) in place of g². Dots: differences of L along the right-hand side of eq. 2. They must agree.',
    },
  );
}
