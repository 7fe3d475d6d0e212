/** Points on request: each is run, kept, and answered; one that is known is answered from the store. */
import { isDeepStrictEqual } from 'node:util';
import { tidyRow } from '../../engines/store/columns.ts';
import { readRows } from '../../engines/store/read-rows.ts';
import type { OutcomeStore } from '../../engines/store/outcome-store.ts';
import { CompetingUnitsError } from '../../errors.ts';
import type { Outcome } from '../../sweeps/job.ts';
import type { Point } from '../../sweeps/points.ts';
import type { SweepRow } from '../../sweeps/row.ts';
import type { Command } from '../command.ts';
import { pointFor, readRequest } from './exchange.ts';
import type { LocatedSweep } from './locate.ts';
import { jobOf, rowOf } from './open.ts';
import { runJob } from './run-job.ts';

/** What runs the points, and where their rows go. */
export interface Evaluation {
  readonly located: LocatedSweep;
  readonly store: OutcomeStore;
  readonly commands: readonly Command[];
  /** Of one point; undefined: none. */
  readonly seconds: number | undefined;
  readonly signal: AbortSignal;
}

/** The answer to one request. */
export type Answer =
  | (Pick<SweepRow, 'name' | 'seed' | 'axes' | 'status' | 'reason' | 'measures'> & {
      readonly id?: string | number;
      /** It was not run now. */
      readonly known: boolean;
    })
  | { readonly id?: string | number; readonly error: string };

/** Runs a point within its time. */
async function evaluate(point: Point, { located, commands, seconds, signal }: Evaluation): Promise<Outcome> {
  const over = seconds === undefined ? null : AbortSignal.timeout(1000 * seconds);
  const both = over === null ? signal : AbortSignal.any([signal, over]);
  const job = jobOf(located.sweep, point);
  try {
    return await runJob(job, { commands, folder: located.folder, signal: both });
  } catch (error) {
    signal.throwIfAborted();
    if (over?.aborted !== true || !isDeepStrictEqual(error, over.reason)) throw error;
    const reason = `took more than ${seconds} s`;
    return { name: point.name, status: 'timed-out', reason, measures: {}, seconds: seconds ?? 0 };
  }
}

/** The identity of a request that could not be read further, so that its answer finds its way. */
function idOf(line: string): { readonly id?: string | number } {
  try {
    const { id } = Object(JSON.parse(line)) as { readonly id?: unknown };
    return typeof id === 'string' || typeof id === 'number' ? { id } : {};
  } catch {
    return {};
  }
}

/**
 * Answers lines one after the other.
 * @returns a function from a line to its answer; what a request gets wrong is an answer, too
 */
export async function createEvaluator(evaluation: Evaluation): Promise<(line: string) => Promise<Answer>> {
  const { located, store } = evaluation;
  const rows = new Map<string, SweepRow>();
  for await (const row of readRows(located.folder)) rows.set(row.name, row);
  const answer = async (line: string): Promise<Answer> => {
    const { id, ...asked } = readRequest(line);
    const point = pointFor(located, asked);
    const before = rows.get(point.name);
    const row = before ?? tidyRow(rowOf(located.sweep, point, await evaluate(point, evaluation)));
    if (before === undefined) {
      store.add(row);
      rows.set(row.name, row);
    }
    const { name, seed, axes, status, reason, measures } = row;
    return {
      ...(id !== undefined && { id }),
      name,
      seed,
      axes,
      status,
      reason,
      measures,
      known: before !== undefined,
    };
  };
  return async (line) => {
    try {
      return await answer(line);
    } catch (error) {
      if (!(error instanceof CompetingUnitsError)) throw error;
      return { ...idOf(line), error: error.message.replaceAll(/\s*[\r\n]+\s*/g, ' ') };
    }
  };
}
