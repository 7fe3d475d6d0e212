/** What the project set out to reach, as ratios within one run, and whether this run does. */
import { PAIRS } from '../../src/ode/methods.ts';
import { RTOL } from './dynamics.ts';
import type { DynamicsRow, EpochRow, GrowthSeries, Results, SweepCosts, Target } from './results.ts';
import { ratioOf, spreadOf, timeAtError } from './statistics.ts';
import type { Spread } from './statistics.ts';

const UNITS = 2000;
const MEGABYTE = 1e6;
const INTEGRATORS: readonly string[] = [...PAIRS, 'odex (npm)', 'dopri (npm)', 'scipy RK45', 'scipy DOP853'];

interface Bound {
  readonly name: string;
  readonly bound: number;
  readonly sense: Target['sense'];
  readonly unit?: string;
}

function judge({ name, bound, sense, unit = '' }: Bound, measured: Spread | null, reason: string): Target {
  if (measured === null) return { name, bound, sense, unit, measured, reached: null, reason };
  const reached = sense === 'at least' ? measured.median >= bound : measured.median <= bound;
  return { name, bound, sense, unit, measured, reached, reason: null };
}

const NOT_CHOSEN = 'not measured: its section was not chosen';

function epochTargets(rows: readonly EpochRow[]): Target[] {
  const find = (id: string, threads: number): EpochRow | undefined =>
    rows.find((row) => row.id === id && row.threads === threads && row.units === UNITS);
  const ratio = (
    bound: Bound,
    over: readonly [id: string, threads: number],
    under: readonly [id: string, threads: number],
  ): Target => {
    const [top, bottom] = [find(...over), find(...under)];
    const reason = top?.reason ?? bottom?.reason ?? 'not measured';
    const measured = top?.seconds && bottom?.seconds ? ratioOf(top.seconds, bottom.seconds) : null;
    return judge(bound, measured, reason);
  };
  const perThread = [1, 2].flatMap((threads) => {
    const text = threads === 1 ? '1 thread each' : '2 threads each';
    return [
      ratio(
        { name: `exact online ÷ own ranking, K = ${UNITS}, ${text}`, bound: 1.5, sense: 'at most' },
        ['exact', threads],
        ['ranking', threads],
      ),
      ratio(
        { name: `NumPy as the authors’ ÷ exact online, K = ${UNITS}, ${text}`, bound: 10, sense: 'at least' },
        ['numpy-author', threads],
        ['exact', threads],
      ),
      ratio(
        { name: `PyTorch float32 ÷ exact online, K = ${UNITS}, ${text}`, bound: 3, sense: 'at least' },
        ['torch', threads],
        ['exact', threads],
      ),
    ];
  });
  const two = find('exact', 2);
  const hundred = two?.seconds ? spreadOf(two.seconds.samples.map((seconds) => (100 * seconds) / 60)) : null;
  return [
    ...perThread,
    ratio(
      { name: `exact online, 1 thread ÷ 2 threads, K = ${UNITS}`, bound: 1.7, sense: 'at least' },
      ['exact', 1],
      ['exact', 2],
    ),
    judge(
      {
        name: `100 epochs of exact training, K = ${UNITS}, 2 threads (100 × the epoch measured)`,
        bound: 5,
        sense: 'at most',
        unit: 'min',
      },
      hundred,
      two?.reason ?? 'not measured',
    ),
  ];
}

/** Per round, the time at which a method reaches an error. */
function timesAtError(rows: readonly DynamicsRow[], error: number): Spread | null {
  const measured = rows.filter(({ seconds }) => seconds !== null);
  const rounds = Math.min(...measured.map(({ seconds }) => seconds?.samples.length ?? 0));
  if (!Number.isFinite(rounds)) return null;
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const points = measured.flatMap((row) =>
      row.seconds === null || row.error === null
        ? []
        : [{ error: row.error, seconds: row.seconds.samples[round] }],
    );
    const time = timeAtError(points, error);
    if (time === null) return null;
    times.push(time);
  }
  return spreadOf(times);
}

function dynamicsTargetsAt(all: readonly DynamicsRow[], inhibition: number): Target[] {
  const rows = all.filter((row) => row.units === UNITS && row.inhibition === inhibition);
  const of = (method: string, until: DynamicsRow['until']): DynamicsRow[] =>
    rows.filter((row) => row.method === method && row.until === until);
  const one = (method: string, until: DynamicsRow['until']): DynamicsRow | undefined =>
    of(method, until).find(({ rtol }) => rtol === null || rtol === RTOL);
  const at = `K = ${UNITS}, w_inh = ${inhibition}`;
  const error = one('dopri5', 'end')?.error ?? null;
  const sameError = (method: string): Spread | null => {
    const ours = error === null ? null : timesAtError(of('dopri5', 'end'), error);
    const theirs = error === null ? null : timesAtError(of(method, 'end'), error);
    return ours && theirs ? ratioOf(theirs, ours) : null;
  };
  const steady = (method: string): Spread | null => one(method, 'steady')?.seconds ?? null;
  const [closed, events, dopri5] = ['closed-form', 'events', 'dopri5'].map(steady);
  const integrators = INTEGRATORS.flatMap((method) => [one(method, 'steady'), one(method, 'end')]).flatMap(
    (row) => (row?.seconds ? [row.seconds] : []),
  );
  const fastest = integrators.toSorted((a, b) => a.median - b.median).at(0);
  const eventsError = one('events', 'end')?.error ?? null;
  const missing = (method: string): string =>
    one(method, 'end')?.reason ?? 'not measured: no tolerance gave that error';
  return [
    judge(
      { name: `scipy RK45 ÷ Dormand–Prince at the same error, ${at}`, bound: 1, sense: 'at least' },
      sameError('scipy RK45'),
      missing('scipy RK45'),
    ),
    judge(
      { name: `odex ÷ Dormand–Prince at the same error, ${at}`, bound: 3, sense: 'at least' },
      sameError('odex (npm)'),
      missing('odex (npm)'),
    ),
    judge(
      {
        name: `Dormand–Prince (rtol 1e-6) ÷ events, to the steady state, ${at}`,
        bound: 1,
        sense: 'at least',
      },
      dopri5 && events ? ratioOf(dopri5, events) : null,
      'not measured',
    ),
    judge(
      { name: `error of events at t = 20 τ, ${at}`, bound: 1e-12, sense: 'at most' },
      eventsError === null ? null : spreadOf([eventsError]),
      'not measured',
    ),
    judge(
      { name: `fastest integrator ÷ closed form, ${at}`, bound: 100, sense: 'at least' },
      fastest && closed ? ratioOf(fastest, closed) : null,
      'not measured',
    ),
  ];
}

function growthTargets(series: readonly GrowthSeries[]): Target[] {
  return ['K', 'N', 'examples'].map((quantity) => {
    const found = series.find((one) => one.quantity === quantity);
    const bound = { name: `exponent of the cost in ${quantity}`, bound: 1.05, sense: 'at most' } as const;
    return judge(bound, found ? spreadOf([found.exponent]) : null, 'not measured');
  });
}

function sweepTargets({ overhead, workers, memory }: SweepCosts): Target[] {
  const missing = 'not measured';
  return [
    judge(
      {
        name: 'sweep: what the local engine adds to a point of 10 ms',
        bound: 5,
        sense: 'at most',
        unit: 'ms',
      },
      overhead,
      missing,
    ),
    judge(
      { name: 'sweep: one local worker ÷ two, points of 100 ms and more', bound: 1.8, sense: 'at least' },
      ratioOf(workers.one, workers.two),
      missing,
    ),
    judge(
      { name: 'sweep: peak memory with 10 times the points ÷ with 1,000', bound: 1.25, sense: 'at most' },
      ratioOf(memory.many, memory.few),
      missing,
    ),
  ];
}

/** All targets; those of sections that were not chosen are named as not measured. */
export function judgeTargets({
  dynamics,
  epoch,
  growth,
  memory,
  sweeps,
}: Pick<Results, 'dynamics' | 'epoch' | 'growth' | 'memory' | 'sweeps'>): Target[] {
  const skipped = (name: string): Target => ({
    ...{ name, bound: NaN, sense: 'at least', unit: '' },
    ...{ measured: null, reached: null, reason: NOT_CHOSEN },
  });
  const inhibitions = [...new Set((dynamics ?? []).map(({ inhibition }) => inhibition))];
  const command = memory?.find(({ name }) => name.includes(String(UNITS)));
  const peak = command?.peakBytes
    ? spreadOf(command.peakBytes.samples.map((bytes) => bytes / MEGABYTE))
    : null;
  return [
    ...(epoch === null ? [skipped('epochs')] : epochTargets(epoch)),
    ...(dynamics === null
      ? [skipped('eq. 4')]
      : inhibitions.flatMap((inhibition) => dynamicsTargetsAt(dynamics, inhibition))),
    ...(growth === null ? [skipped('growth')] : growthTargets(growth)),
    memory === null
      ? skipped('peak memory')
      : judge(
          {
            name: `peak memory of the command train, K = ${UNITS}`,
            bound: 600,
            sense: 'at most',
            unit: 'MB',
          },
          peak,
          command?.reason ?? 'not measured',
        ),
    ...(sweeps === null ? [skipped('sweeps')] : sweepTargets(sweeps)),
  ];
}
