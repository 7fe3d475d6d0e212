/** JSON lines that other programs send: which point they mean, and what came out of it. */
import { z } from 'zod';
import { ArgumentError } from '../../errors.ts';
import { STATUSES } from '../../sweeps/job.ts';
import type { JobStatus, Measured } from '../../sweeps/job.ts';
import { placePoint } from '../../sweeps/place-point.ts';
import type { Point } from '../../sweeps/points.ts';
import type { OptionValue } from '../../sweeps/sweep-file.ts';
import type { LocatedSweep } from './locate.ts';

const word = z.union([z.string(), z.number(), z.boolean()]);
const options = z.record(z.string(), z.union([word, z.array(z.union([z.string(), z.number()])).min(1)]));
const place = {
  options: options.optional(),
  axes: options.optional(),
  repeat: z.int().min(0).optional(),
};

const request = z.strictObject({ ...place, id: z.union([z.string(), z.number()]).optional() });
const report = z.strictObject({
  ...place,
  name: z.string().optional(),
  status: z.enum(STATUSES).default('done'),
  reason: z.string().nullable().default(null),
  measures: z.record(z.string().regex(/^[\w-]+(\.[\w-]+)*$/), z.union([word, z.null()])),
  seconds: z.number().min(0).default(0),
});

/** Asks for a point. */
export interface PointRequest {
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly repeat?: number;
  /** Comes back with the answer. */
  readonly id?: string | number;
}

/** What became of a point. */
export interface PointReport {
  /** The point: its name, or its place. */
  readonly point: string | PointRequest;
  readonly status: JobStatus;
  readonly reason: string | null;
  readonly measures: Readonly<Record<string, Measured>>;
  readonly seconds: number;
}

function parse<T>(line: string, schema: z.ZodType<T>, example: string): T {
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch {
    throw new ArgumentError(
      `must be one JSON object in a line (got ${line.slice(0, 60)}); for example ${example}`,
    );
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  throw new ArgumentError(`${where}${issue.message} (got ${line.slice(0, 60)}); for example ${example}`);
}

interface Place {
  readonly options?: Readonly<Record<string, OptionValue>> | undefined;
  readonly axes?: Readonly<Record<string, OptionValue>> | undefined;
  readonly repeat?: number | undefined;
}

function placeOf({ options: given, axes, repeat }: Place, example: string): PointRequest | null {
  const values = given ?? axes;
  if (given !== undefined && axes !== undefined) {
    throw new ArgumentError(`axes: must not be beside options (got both); for example ${example}`);
  }
  return values === undefined ? null : { options: values, ...(repeat !== undefined && { repeat }) };
}

const REQUEST = '{"axes": {"inhibition": 0.9}}';
const REPORT = '{"name": "0123456789abcdef", "measures": {"error": 0.1}}';

/** @throws ArgumentError for a line that asks for no point */
export function readRequest(line: string): PointRequest {
  const { id, ...asked } = parse(line, request, REQUEST);
  const found = placeOf(asked, REQUEST);
  if (found === null)
    throw new ArgumentError(`axes: must be given (got ${line.slice(0, 60)}); for example ${REQUEST}`);
  return { ...found, ...(id !== undefined && { id }) };
}

/**
 * @param listed measures of the sweep; none: any are taken
 * @throws ArgumentError for a line that tells no outcome
 */
export function readReport(line: string, listed: readonly string[]): PointReport {
  const { name, status, reason, measures, seconds, ...told } = parse(line, report, REPORT);
  const point = name ?? placeOf(told, REPORT);
  if (point === null) {
    throw new ArgumentError(
      `name: must be given, or options (got ${line.slice(0, 60)}); for example ${REPORT}`,
    );
  }
  const unknown = Object.keys(measures).find((key) => listed.length > 0 && !listed.includes(key));
  if (unknown !== undefined) {
    throw new ArgumentError(
      `measures.${unknown}: must be measured by the sweep (got none of ${listed.join(', ')}); add it to measure in its file`,
    );
  }
  const said = status === 'done' ? null : (reason ?? status);
  return { point, status, reason: said, measures, seconds };
}

/** The point that is asked for. @throws ArgumentError as `placePoint` */
export function pointFor({ file, sweep, command }: LocatedSweep, asked: PointRequest): Point {
  return placePoint(file, { sweep, command }, asked);
}
