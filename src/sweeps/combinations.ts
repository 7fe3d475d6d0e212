/** Combinations of the values of axes: grid or sample, linked axes, axes that follow from others, conditions. */
import { ArgumentError } from '../errors.ts';
import { compileArithmetic } from '../kernels/arithmetic-text.ts';
import { nearest } from '../kernels/nearest-name.ts';
import { axisValues } from './axis-values.ts';
import type { AxisValues } from './axis-values.ts';
import { coordinate } from './sampling.ts';
import { SOBOL_DIMENSIONS } from './sobol.ts';
import type { Axis, OptionValue, Sweep } from './sweep-file.ts';

/** Values by option. */
export type Combination = ReadonlyMap<string, OptionValue>;
type Scope = Map<string, OptionValue>;
/** Axes that go together; their values have one index. */
type Group = readonly AxisValues[];

/** More combinations than this are a mistake in an axis. */
const MOST = 1_000_000;

function groupsOf(file: string, axes: readonly AxisValues[], zip: Sweep['zip']): readonly Group[] {
  const left = new Map(axes.map((axis) => [axis.name, axis]));
  const groups = new Map<string, Group>();
  for (const names of zip) {
    const group = names.map((name): AxisValues => {
      const axis = left.get(name);
      if (axis === undefined) {
        const meant = nearest(name, [...left.keys()]);
        throw new ArgumentError(
          `${file}: zip: must link axes with values, each once (got ${name})${meant === undefined ? '; add it to axes' : `; did you mean ${meant}?`}`,
        );
      }
      left.delete(name);
      return axis;
    });
    for (const name of names) groups.set(name, group);
  }
  return [...new Set(axes.map((axis) => groups.get(axis.name) ?? [axis]))];
}

function lengthOf(file: string, group: Group, isGrid: boolean): number {
  const counted = isGrid ? group : group.filter(({ isInterval }) => !isInterval);
  const lengths = counted.map(({ name, all }) => {
    if (all !== undefined) return all.length;
    throw new ArgumentError(
      `${file}: axes.${name}: must have a count in a grid (got [from, to]); give [from, to, n]`,
    );
  });
  if (new Set(lengths).size > 1) {
    const shown = counted.map(({ name }, i) => `${name} ${lengths[i]}`).join(', ');
    throw new ArgumentError(`${file}: zip: must link axes of as many values (got ${shown}); make them equal`);
  }
  return lengths.at(0) ?? 0;
}

/** The last axis runs fastest. */
function* grid(groups: readonly Group[], lengths: readonly number[]): Generator<Scope> {
  const index = lengths.map(() => 0);
  for (;;) {
    const scope: Scope = new Map();
    groups.forEach((group, g) => {
      for (const { name, all } of group) if (all) scope.set(name, all[index[g]]);
    });
    yield scope;
    let g = index.length - 1;
    while (g >= 0 && ++index[g] === lengths[g]) index[g--] = 0;
    if (g < 0) return;
  }
}

function* sample(groups: readonly Group[], sampling: Exclude<Sweep['sampling'], 'grid'>): Generator<Scope> {
  const columns = groups.map((group, g) => coordinate(sampling, group.map(({ name }) => name).join('+'), g));
  for (let i = 0; i < sampling.points; i++) {
    const scope: Scope = new Map();
    groups.forEach((group, g) => {
      for (const { name, at } of group) scope.set(name, at(columns[g][i]));
    });
    yield scope;
  }
}

function numberOf(where: string, name: string): (scope: Scope) => number {
  return (scope) => {
    const value = scope.get(name);
    if (typeof value === 'number') return value;
    if (typeof value === 'boolean') return Number(value);
    throw new ArgumentError(
      `${where}: must use numbers only (got ${name} = ${JSON.stringify(value)}); leave ${name} out of it`,
    );
  };
}

function compile(where: string, text: string, names: readonly string[]): (scope: Scope) => number {
  return compileArithmetic(text, {
    name: where,
    variables: new Map(names.map((name) => [name, numberOf(where, name)])),
    logic: true,
    mend: 'give arithmetic on the axes and options',
  });
}

/** Expressions in an order in which each knows what it uses; a name in an expression is any word of its text. */
function inOrder(file: string, axes: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const waiting = new Map(axes);
  const done: (readonly [string, string])[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].find(
      ([, text]) => !(text.match(/\w+/g) ?? []).some((name) => waiting.has(name)),
    );
    if (ready === undefined) {
      const circle = [...waiting.keys()].join(', ');
      throw new ArgumentError(
        `${file}: axes: expressions must not need one another in a circle (got ${circle})`,
      );
    }
    waiting.delete(ready[0]);
    done.push(ready);
  }
  return done;
}

function isExpression(axis: Axis): axis is { expression: string } {
  return 'expression' in axis;
}

/**
 * All combinations that meet the conditions, in the order of the file; of a grid, none is held.
 * @param sweep with axes and options named by their keys
 * @returns values of the base options and the axes
 * @throws ArgumentError naming the axis
 */
export function* combinations(
  file: string,
  { axes, options, zip, where, sampling }: Sweep,
): Generator<Combination, void, undefined> {
  const entries = Object.entries(axes);
  const free = entries.flatMap(([name, axis]) =>
    isExpression(axis) ? [] : [axisValues(name, axis, `${file}: axes.${name}`)],
  );
  const groups = groupsOf(file, free, zip);
  const lengths = groups.map((group) => lengthOf(file, group, sampling === 'grid'));
  const count = sampling === 'grid' ? lengths.reduce((product, n) => product * n, 1) : sampling.points;
  if (count > MOST) {
    throw new ArgumentError(
      `${file}: axes: must make at most ${MOST} combinations (got ${count}); use sampling`,
    );
  }
  if (sampling !== 'grid' && sampling.method === 'sobol' && groups.length > SOBOL_DIMENSIONS) {
    throw new ArgumentError(
      `${file}: sampling: sobol must have at most ${SOBOL_DIMENSIONS} axes (got ${groups.length}); use latin-hypercube`,
    );
  }
  const names = [...new Set([...Object.keys(options), ...entries.map(([name]) => name)])];
  const derived = inOrder(
    file,
    entries.flatMap(([name, axis]) => (isExpression(axis) ? [[name, axis.expression] as const] : [])),
  ).map(([name, text]) => ({ name, value: compile(`${file}: axes.${name}`, text, names) }));
  const conditions = where.map((text, i) => compile(`${file}: where.${i}`, text, names));
  for (const values of sampling === 'grid' ? grid(groups, lengths) : sample(groups, sampling)) {
    const scope: Scope = new Map([...Object.entries(options), ...values]);
    for (const { name, value } of derived) scope.set(name, Number(value(scope).toPrecision(12)));
    if (conditions.every((holds) => holds(scope) !== 0)) yield scope;
  }
}
