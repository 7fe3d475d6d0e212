/**
 * The sweep file: one command, base options, axes, and how they are combined. Its JSON Schema is published as
 * docs/sweep.schema.json.
 */
import { z } from 'zod';
import { ArgumentError } from '../errors.ts';
import { nearest } from '../kernels/nearest-name.ts';

const word = z.union([z.string(), z.number(), z.boolean()]);
const value = z.union([word, z.array(z.union([z.string(), z.number()])).min(1)]);
const round = z.boolean().optional().describe('to the nearest integer');

const range = z
  .strictObject({ range: z.tuple([z.number(), z.number(), z.number()]), round })
  .describe('[from, to, step]: from, from + step, … up to and including to');
const linspace = z
  .strictObject({
    linspace: z.union([z.tuple([z.number(), z.number(), z.number()]), z.tuple([z.number(), z.number()])]),
    round,
  })
  .describe('[from, to, n]: n equal steps; sampled, every number between, and n may be left out');
const logspace = z
  .strictObject({
    logspace: z.union([z.tuple([z.number(), z.number(), z.number()]), z.tuple([z.number(), z.number()])]),
    round,
  })
  .describe('[from, to, n]: n equal ratios; sampled, every number between, and n may be left out');
const expression = z
  .strictObject({ expression: z.string() })
  .describe('arithmetic on other axes and base options, named in camel case');

const schema = z.strictObject({
  command: z.string().describe('a command of competing-units, such as train'),
  options: z
    .record(z.string(), value)
    .default({})
    .describe('options that all points share; a seed here is that of every point'),
  axes: z
    .record(z.string(), z.union([z.array(value).min(1), range, linspace, logspace, expression]))
    .describe('by option: what it is at the points'),
  zip: z
    .array(z.array(z.string()).min(2))
    .default([])
    .describe('groups of axes that go together, instead of each with each'),
  where: z.array(z.string()).default([]).describe('conditions; points where one does not hold are left out'),
  sampling: z
    .union([
      z.literal('grid'),
      z.strictObject({
        method: z.enum(['random', 'latin-hypercube', 'sobol']),
        points: z.int().min(1).max(1_000_000),
        seed: z.int().min(0).default(0),
      }),
    ])
    .default('grid')
    .describe('grid: every combination; otherwise so many points, before conditions and repeats'),
  repeats: z.int().min(1).max(1_000_000).default(1).describe('seeds per point, each derived from the point'),
  measure: z
    .array(z.string().regex(/^\w+(\.\w+)*$/))
    .default([])
    .describe("paths into the command's JSON, such as activity.deadUnits or results.0.energy"),
  budget: z
    .strictObject({
      points: z.int().min(1).optional().describe('a sweep of more points is refused'),
      seconds: z.number().positive().optional().describe('time for all points together'),
    })
    .default({}),
});

/** What an option may be. */
export type OptionValue = string | number | boolean | (string | number)[];

/** Bounds of an interval, with the number of values for a grid. */
type Interval = [number, number, number] | [number, number];

/** One axis. */
export type Axis =
  | OptionValue[]
  | { range: [number, number, number]; round?: boolean | undefined }
  | { linspace: Interval; round?: boolean | undefined }
  | { logspace: Interval; round?: boolean | undefined }
  | { expression: string };

/** A sweep as its file describes it, with defaults filled in. */
export interface Sweep {
  readonly command: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly axes: Readonly<Record<string, Axis>>;
  readonly zip: readonly (readonly string[])[];
  readonly where: readonly string[];
  readonly sampling:
    'grid' | { method: 'random' | 'latin-hypercube' | 'sobol'; points: number; seed: number };
  readonly repeats: number;
  readonly measure: readonly string[];
  readonly budget: { readonly points?: number | undefined; readonly seconds?: number | undefined };
}

/** The JSON Schema of sweep files (draft 2020-12), for editors and other programs. */
export function sweepJsonSchema(): object {
  return { title: 'A sweep of competing-units', ...z.toJSONSchema(schema, { io: 'input' }) };
}

type Issue = z.core.$ZodIssue;

function at(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, step) => (Object(part) as Record<PropertyKey, unknown>)[step], content);
}

/** Of the alternatives of a union, the one that was meant: it refuses something that is there, inside of the value. */
function deepest(issue: Issue, content: unknown): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const branches = issue.errors.flatMap(([first]) => {
    const inside = { ...first, path: [...issue.path, ...first.path] };
    const isMeant = first.path.length > 0 && at(content, inside.path) !== undefined;
    return isMeant ? [deepest(inside, content)] : [];
  });
  return branches.at(0) ?? issue;
}

const KEYS = Object.keys(schema.shape);

/** What a key must be, where the alternatives of a union would not say it. */
const MEANT: Readonly<Record<string, string>> = {
  axes: 'must be a list, or one of range: [from, to, step], linspace: [from, to, n], logspace: [from, to, n], expression: "…"',
  options: 'must be a word, a number, true or false, or a list of words or numbers',
  sampling:
    'must be grid, or {method: random, points: 100, seed: 0} with the method random, latin-hypercube or sobol',
};

function describe(issue: Issue): string {
  const where = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const [unknown] = issue.keys;
    const known = where === '' ? KEYS : where === 'budget' ? ['points', 'seconds'] : [];
    const meant = nearest(unknown, known);
    const shown = where === '' ? unknown : `${where}.${unknown}`;
    return `${shown}: no such key${meant === undefined ? '; leave it out' : `; did you mean ${meant}?`}`;
  }
  const first = String(issue.path[0]);
  if (issue.code === 'invalid_union' && Object.hasOwn(MEANT, first)) return `${where}: ${MEANT[first]}`;
  const message = issue.message
    .replace(/^(Invalid|Too big|Too small)[^:]*: /, '')
    .replace(/, received .*$/, '')
    .replace(/^expected /, 'must be ');
  return `${where}: ${message}`;
}

/**
 * A sweep from the content of its file.
 * @param file begins every refusal
 * @throws ArgumentError naming the key, what it must be, and what was given
 */
export function readSweep(file: string, content: unknown): Sweep {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = deepest(parsed.error.issues[0], content);
  const given = at(content, issue.path);
  const shown = given === undefined ? 'nothing' : JSON.stringify(given);
  const got =
    issue.code === 'unrecognized_keys' ? '' : ` (got ${shown.slice(0, 60)}); see docs/sweep.schema.json`;
  throw new ArgumentError(`${file}: ${describe(issue)}${got}`);
}
