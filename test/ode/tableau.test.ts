import { describe, expect, it } from 'vitest';
import { PAIRS } from '../../src/ode/methods.ts';
import type { Tableau } from '../../src/ode/tableau.ts';
import { TABLEAUS } from '../../src/ode/tableaus.ts';
import { tsit5 } from '../../src/ode/tsit5.ts';
import { PAIR_ORDERS } from './pair-orders.ts';
import { density, order, stageWeights, treesUpTo } from './rooted-trees.ts';

/** Order conditions hold to rounding: sums of a few products of coefficients up to 90 (quartic of tsit5). */
const ROUNDING = 2e-13;

/** Rows of A, the first stage included, padded to squares. */
function matrix({ stages }: Tableau): number[][] {
  return [[], ...stages].map((row) => Array.from({ length: stages.length + 1 }, (_, j) => row[j] ?? 0));
}

function solutionWeights(tableau: Tableau): number[] {
  return matrix(tableau)[tableau.stages.length];
}

/** b_i(θ) of the dense output, from its definition. */
function denseWeights(tableau: Tableau, theta: number): number[] {
  const last = tableau.stages.length;
  const double = (theta * (1 - theta)) ** 2;
  return solutionWeights(tableau).map(
    (b, i) =>
      theta ** 2 * (3 - 2 * theta) * b +
      (i === 0 ? theta * (1 - theta) ** 2 : 0) -
      (i === last ? theta ** 2 * (1 - theta) : 0) +
      double * tableau.quartic[i],
  );
}

/** max over the trees of `of` nodes of |Σ b_i Φ_i(t) − θ^ρ/γ|. */
function defect(tableau: Tableau, b: readonly number[], of: number, theta = 1): number {
  const a = matrix(tableau);
  const defects = treesUpTo(of)
    .filter((tree) => order(tree) === of)
    .map((tree) => {
      const sum = stageWeights(tree, a).reduce((total, phi, i) => total + b[i] * phi, 0);
      return Math.abs(sum - theta ** of / density(tree));
    });
  return Math.max(...defects);
}

/** |R(z)|: the factor of one step on y′ = z y. */
function amplification(tableau: Tableau, z: number): number {
  const k: number[] = [];
  let y = 1;
  for (const row of [[], ...tableau.stages]) {
    y = row.reduce((sum, a, j) => sum + a * k[j], 1);
    k.push(z * y);
  }
  return Math.abs(y);
}

it('There are 1, 1, 2, 4, 9 rooted trees of 1 to 5 nodes', () => {
  const orders = treesUpTo(5).map(order);
  expect([1, 2, 3, 4, 5].map((n) => orders.filter((o) => o === n).length)).toEqual([1, 1, 2, 4, 9]);
});

describe.each(PAIRS)('%s', (pair) => {
  const tableau = TABLEAUS[pair];
  const orders = PAIR_ORDERS[pair];
  const { nodes, error, rough } = tableau;
  const b = solutionWeights(tableau);
  const embedded = b.map((weight, i) => weight - error[i]);

  it('has the row sums of its matrix as nodes', () => {
    matrix(tableau).forEach((row, i) => {
      expect(Math.abs(row.reduce((sum, a) => sum + a, 0) - nodes[i])).toBeLessThan(ROUNDING);
    });
  });

  it('has its first stage at the start and its last one at the new state', () => {
    expect([nodes[0], nodes.at(-1), b.at(-1)]).toEqual([0, 1, 0]);
  });

  it(`satisfies all conditions of order ${orders.order}`, () => {
    expect(orders.order).toBe(tableau.order);
    for (let n = 1; n <= orders.order; n++) expect(defect(tableau, b, n)).toBeLessThan(ROUNDING);
  });

  it(`estimates its error with a method of order ${orders.embedded} and not higher`, () => {
    for (let n = 1; n <= orders.embedded; n++) expect(defect(tableau, embedded, n)).toBeLessThan(ROUNDING);
    // An estimate with all conditions of the next order would be blind: bs5, whose own defect is 0 there, has 1.5e-4.
    expect(defect(tableau, embedded, orders.embedded + 1)).toBeGreaterThan(1e-4);
    expect(tableau.errorOrder).toBe(orders.embedded + 1);
  });

  it.each([0.1, 0.37, 0.5, 0.82, 1])(`has dense output of order ${orders.dense} at θ = %g`, (theta) => {
    for (let n = 1; n <= orders.dense; n++) {
      expect(defect(tableau, denseWeights(tableau, theta), n, theta)).toBeLessThan(ROUNDING);
    }
  });

  it('is stable on the real axis up to its boundary and not beyond', () => {
    expect(amplification(tableau, -tableau.stabilityBoundary + 1e-3)).toBeLessThan(1);
    expect(amplification(tableau, -tableau.stabilityBoundary - 1e-3)).toBeGreaterThan(1);
  });

  it('tests stiffness with a combination of stages without smooth part', () => {
    expect(rough.reduce((sum, g) => sum + g, 0)).toBe(0);
    expect(rough.reduce((sum, g, i) => sum + g * nodes[i], 0)).toBe(0);
    expect(rough.some((g) => g !== 0)).toBe(true);
  });
});

it('The dense output of bs5 meets the conditions of order 5 in the middle of the step, and not elsewhere', () => {
  expect(defect(TABLEAUS.bs5, denseWeights(TABLEAUS.bs5, 0.5), 5, 0.5)).toBeLessThan(ROUNDING);
  expect(defect(TABLEAUS.bs5, denseWeights(TABLEAUS.bs5, 0.4), 5, 0.4)).toBeGreaterThan(1e-5);
});

it('The dense output of tsit5 has the weights that Tsitouras 2011 prints as polynomials in θ', () => {
  const printed: readonly ((x: number) => number)[] = [
    (x) =>
      -1.0530884977290216 *
      x *
      (x - 1.329989018975141) *
      (x ** 2 - 1.4364028541716352 * x + 0.7139816917074209),
    (x) => 0.1017 * x ** 2 * (x ** 2 - 2.1966568338249752 * x + 1.294985250737463),
    (x) => 2.490627285651253 * x ** 2 * (x ** 2 - 2.3853564547206165 * x + 1.578034682080925),
    (x) => -16.548102889244902 * (x - 1.2171292729553325) * (x - 0.6162040603780009) * x ** 2,
    (x) => 47.37952196281928 * (x - 1.2030712083723627) * (x - 0.6580472926535474) * x ** 2,
    (x) => -34.87065786149661 * (x - 1.2) * (x - 2 / 3) * x ** 2,
    (x) => 2.5 * (x - 1) * (x - 0.6) * x ** 2,
  ];
  for (const theta of [0.2, 0.5, 0.9]) {
    denseWeights(tsit5, theta).forEach((weight, i) => {
      expect(Math.abs(weight - printed[i](theta))).toBeLessThan(ROUNDING);
    });
  }
});
