/** Section 1: eq. 4 to the steady state and to t = 20 τ, from h(0) = 0, for all methods on the same currents. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeNpy } from '../../src/data/npy-write.ts';
import { readArray } from '../../src/data/read-array.ts';
import { randomStream } from '../../src/kernels/random.ts';
import {
  dopriToEnd,
  END,
  eventsToEnd,
  odexToEnd,
  OWN_METHODS,
  ownToEnd,
  referenceSolution,
  relativeDistance,
  steadySolve,
} from './dynamics-methods.ts';
import type { EndSolve, Network, Tolerance } from './dynamics-methods.ts';
import { interleave, stopwatch } from './interleave.ts';
import type { Contestant } from './interleave.ts';
import type { AbsentPeer, Peer, PeerSession } from './peers.ts';
import { openSession } from './peers.ts';
import type { DynamicsRow } from './results.ts';
import { spreadOf } from './statistics.ts';

/** How much is measured. */
export interface DynamicsPlan {
  readonly units: readonly number[];
  readonly inhibitions: readonly number[];
  /** Network size for which several tolerances are taken. */
  readonly ladderUnits: number;
  readonly ladder: readonly number[];
  /** Vectors of currents that errors are averaged over, up to `ladderUnits` units; the first one is timed. */
  readonly samples: number;
  readonly rounds: number;
}

/** Of every method that has one. */
export const RTOL = 1e-6;
/** As in all defaults: atol = rtol / 1000, for activities of order 1. */
const ATOL_SHARE = 1e-3;

/** scipy's methods. */
const SCIPY_METHODS: readonly string[] = ['RK45', 'DOP853'];

/** A row with what its contestant needs. */
interface Entry {
  readonly row: Omit<DynamicsRow, 'seconds' | 'error' | 'reason'>;
  readonly error: () => number | Promise<number>;
  readonly prepare: () => () => number | Promise<number>;
}

/** A network with its exact solution. */
interface Case {
  readonly network: Network;
  readonly reference: ReturnType<typeof referenceSolution>;
}

interface Context {
  /** One or more, which differ in their currents; the first is timed. */
  readonly cases: readonly Case[];
  readonly rtols: readonly number[];
}

function rowOf(
  { cases: [{ network }] }: Context,
  method: string,
  until: DynamicsRow['until'],
  rtol: number | null,
): Entry['row'] {
  return { units: network.currents.length, inhibition: network.inhibition, method, until, rtol };
}

/** Below the rounding of one activity: what an error of 0 counts as beside errors that are not. */
const LEAST_ERROR = 1e-17;

/** Geometric mean over the cases: at one vector alone a method may be lucky by an order of magnitude. */
async function typicalError(
  { cases }: Context,
  error: (one: Case) => number | Promise<number>,
): Promise<number> {
  const errors: number[] = [];
  for (const one of cases) errors.push(await error(one));
  if (errors.every((e) => e === 0)) return 0;
  return Math.exp(errors.reduce((sum, e) => sum + Math.log(Math.max(e, LEAST_ERROR)), 0) / errors.length);
}

function steadyEntries(context: Context): Entry[] {
  const { network } = context.cases[0];
  const tolerance: Tolerance = { rtol: RTOL, atol: RTOL * ATOL_SHARE };
  const ways = [
    { method: 'closed-form', rtol: null, way: { by: 'closed-form' } },
    { method: 'events', rtol: null, way: { by: 'events' } },
    ...OWN_METHODS.map((method) => ({
      method,
      rtol: RTOL,
      way: { by: 'integrate', method, ...tolerance } as const,
    })),
  ] as const;
  return ways.map(({ method, rtol, way }) => ({
    row: rowOf(context, method, 'steady', rtol),
    error: () =>
      typicalError(context, ({ network: one, reference }) =>
        relativeDistance(steadySolve(one, way).rates(), reference.rates),
      ),
    prepare: () => stopwatch(steadySolve(network, way).call),
  }));
}

function endEntries(context: Context): Entry[] {
  const { cases, rtols } = context;
  const entry = (method: string, rtol: number | null, create: (network: Network) => EndSolve): Entry => ({
    row: rowOf(context, method, 'end', rtol),
    error: () =>
      typicalError(context, ({ network, reference }) => relativeDistance(create(network)(), reference.end)),
    prepare: () => {
      const solve = create(cases[0].network);
      return stopwatch(() => void solve());
    },
  });
  const perTolerance = rtols.flatMap((rtol) => {
    const tolerance: Tolerance = { rtol, atol: rtol * ATOL_SHARE };
    return [
      ...OWN_METHODS.map((method) => entry(method, rtol, (network) => ownToEnd(network, method, tolerance))),
      entry('odex (npm)', rtol, (network) => odexToEnd(network, tolerance)),
      entry('dopri (npm)', rtol, (network) => dopriToEnd(network, tolerance)),
    ];
  });
  return [entry('events', null, eventsToEnd), ...perTolerance];
}

function scipyEntries(context: Context, session: PeerSession, folder: string): Entry[] {
  const { cases, rtols } = context;
  const files = new Map<Case, string>();
  for (const [index, one] of cases.entries()) {
    const { currents } = one.network;
    const file = path.join(folder, `currents-${currents.length}-${index}.npy`);
    writeFileSync(file, encodeNpy(currents, [currents.length]));
    files.set(one, file);
  }
  const ask = async (
    one: Case,
    { method, rtol, save }: { method: string; rtol: number; save: string | null },
  ): Promise<number> => {
    const request = {
      ...{ method, rtol, atol: rtol * ATOL_SHARE, save, end: END },
      ...{ inhibition: one.network.inhibition, currents: files.get(one) },
    };
    const answer = (await session.ask(request)) as { seconds?: number; error?: string };
    if (answer.seconds === undefined) throw new Error(`scipy: ${answer.error ?? 'no answer'}`);
    return answer.seconds;
  };
  return rtols.flatMap((rtol) =>
    SCIPY_METHODS.map((method) => ({
      row: rowOf(context, `scipy ${method}`, 'end', rtol),
      error: () =>
        typicalError(context, async (one) => {
          const save = path.join(folder, 'h.npy');
          await ask(one, { method, rtol, save });
          return relativeDistance(Float64Array.from(readArray(save).data, Number), one.reference.end);
        }),
      prepare: () => () => ask(cases[0], { method, rtol, save: null }),
    })),
  );
}

async function measureEntries(entries: readonly Entry[], rounds: number): Promise<DynamicsRow[]> {
  const rows: DynamicsRow[] = [];
  const errors = new Map<Entry, number>();
  const failures = new Map<Entry, string>();
  const contestants: Contestant<number>[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      errors.set(entry, await entry.error());
      contestants.push({ name: String(index), measure: entry.prepare() });
    } catch (error) {
      failures.set(entry, `failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const outcomes = await interleave(rounds, contestants);
  for (const [index, entry] of entries.entries()) {
    const outcome = outcomes.get(String(index)) ?? failures.get(entry) ?? 'not measured';
    const isMeasured = Array.isArray(outcome);
    rows.push({
      ...entry.row,
      seconds: isMeasured ? spreadOf(outcome) : null,
      error: errors.get(entry) ?? null,
      reason: isMeasured ? null : outcome,
    });
  }
  return rows;
}

/** Standard normal currents: what weights from N(0, 1) give before training. */
function normalCurrents(units: number, sample: number): Float64Array {
  const stream = randomStream(sample, `bench/currents/${units}`);
  return Float64Array.from({ length: units }, () => stream.normal());
}

/** Runs the section. */
export async function measureDynamics(
  plan: DynamicsPlan,
  scipy: Peer | AbsentPeer,
  note: (text: string) => void,
): Promise<DynamicsRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'competing-units-bench-'));
  const session = 'reason' in scipy ? null : openSession(scipy, 'hidden_dynamics_scipy.py', 1);
  const rows: DynamicsRow[] = [];
  try {
    for (const units of plan.units) {
      const samples = units <= plan.ladderUnits ? plan.samples : 1;
      const vectors = Array.from({ length: samples }, (_, sample) => normalCurrents(units, sample));
      for (const inhibition of plan.inhibitions) {
        note(`eq. 4, K = ${units}, w_inh = ${inhibition}`);
        const cases = vectors.map((currents): Case => {
          const network = { currents, inhibition };
          return { network, reference: referenceSolution(network) };
        });
        const context = { cases, rtols: units === plan.ladderUnits ? plan.ladder : [RTOL] };
        const peers = session === null ? [] : scipyEntries(context, session, folder);
        const entries = [...steadyEntries(context), ...endEntries(context), ...peers];
        rows.push(...(await measureEntries(entries, plan.rounds)));
        if ('reason' in scipy) {
          for (const method of SCIPY_METHODS) {
            const row = rowOf(context, `scipy ${method}`, 'end', RTOL);
            rows.push({ ...row, seconds: null, error: null, reason: scipy.reason });
          }
        }
      }
    }
  } finally {
    session?.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}
