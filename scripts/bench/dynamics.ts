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
  readonly rounds: number;
}

/** Of every method that has one. */
export const RTOL = 1e-6;
/** As in all defaults: atol = rtol / 1000, for activities of order 1. */
const ATOL_SHARE = 1e-3;

/** scipy's methods. */
export const SCIPY_METHODS: readonly string[] = ['RK45', 'DOP853'];

/** A row with what its contestant needs. */
interface Entry {
  readonly row: Omit<DynamicsRow, 'seconds' | 'error' | 'reason'>;
  readonly error: () => number | Promise<number>;
  readonly prepare: () => () => number | Promise<number>;
}

interface Context {
  readonly network: Network;
  readonly reference: ReturnType<typeof referenceSolution>;
  readonly rtols: readonly number[];
}

function rowOf(
  { network }: Context,
  method: string,
  until: DynamicsRow['until'],
  rtol: number | null,
): Entry['row'] {
  return { units: network.currents.length, inhibition: network.inhibition, method, until, rtol };
}

function steadyEntries(context: Context): Entry[] {
  const { network, reference } = context;
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
    error: () => relativeDistance(steadySolve(network, way).rates(), reference.rates),
    prepare: () => stopwatch(steadySolve(network, way).call),
  }));
}

function endEntries(context: Context): Entry[] {
  const { network, reference, rtols } = context;
  const entry = (method: string, rtol: number | null, create: () => EndSolve): Entry => ({
    row: rowOf(context, method, 'end', rtol),
    error: () => relativeDistance(create()(), reference.end),
    prepare: () => {
      const solve = create();
      return stopwatch(() => void solve());
    },
  });
  const perTolerance = rtols.flatMap((rtol) => {
    const tolerance: Tolerance = { rtol, atol: rtol * ATOL_SHARE };
    return [
      ...OWN_METHODS.map((method) => entry(method, rtol, () => ownToEnd(network, method, tolerance))),
      entry('odex (npm)', rtol, () => odexToEnd(network, tolerance)),
      entry('dopri (npm)', rtol, () => dopriToEnd(network, tolerance)),
    ];
  });
  return [entry('events', null, () => eventsToEnd(network)), ...perTolerance];
}

function scipyEntries(context: Context, session: PeerSession, folder: string): Entry[] {
  const { network, reference, rtols } = context;
  const currents = path.join(folder, `currents-${network.currents.length}.npy`);
  writeFileSync(currents, encodeNpy(network.currents, [network.currents.length]));
  const ask = async (method: string, rtol: number, save: string | null): Promise<number> => {
    const atol = rtol * ATOL_SHARE;
    const request = { method, rtol, atol, inhibition: network.inhibition, currents, end: END, save };
    const answer = (await session.ask(request)) as { seconds?: number; error?: string };
    if (answer.seconds === undefined) throw new Error(`scipy: ${answer.error ?? 'no answer'}`);
    return answer.seconds;
  };
  return rtols.flatMap((rtol) =>
    SCIPY_METHODS.map((method) => ({
      row: rowOf(context, `scipy ${method}`, 'end', rtol),
      error: async () => {
        const file = path.join(folder, 'h.npy');
        await ask(method, rtol, file);
        return relativeDistance(Float64Array.from(readArray(file).data, Number), reference.end);
      },
      prepare: () => () => ask(method, rtol, null),
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
function normalCurrents(units: number): Float64Array {
  const stream = randomStream(0, `bench/currents/${units}`);
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
      const currents = normalCurrents(units);
      for (const inhibition of plan.inhibitions) {
        note(`eq. 4, K = ${units}, w_inh = ${inhibition}`);
        const network = { currents, inhibition };
        const rtols = units === plan.ladderUnits ? plan.ladder : [RTOL];
        const context = { network, rtols, reference: referenceSolution(network) };
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
