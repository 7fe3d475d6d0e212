/**
 * The inner loops of a Runge–Kutta step over whole vectors: out = y + Σ_j w_j k_j (y = 0 for a plain sum).
 *
 * One function per number of terms: a single pass with its weights in registers, fed with `Float64Array`s only, and a
 * separate, often called function, so that it is compiled whole. (One pass per term takes 1.5 times as long at 2000
 * components, unrolling by two as well.) Weights come through an array, since numbers passed to a function that is
 * not inlined are boxed. Plain twin: `test/ode/plain-runge-kutta.ts`.
 */

type Vector = Float64Array;
type Vectors = readonly Float64Array[];

/** Which vectors a combination takes, and where its weights start in the array of weights. */
export interface Row {
  readonly offset: number;
  readonly terms: readonly number[];
}

function add1(out: Vector, y: Vector, w: Vector, k: Vectors, row: Row): void {
  const n = out.length;
  const wa = w[row.offset];
  const a = k[row.terms[0]];
  for (let i = 0; i < n; i++) {
    out[i] = y[i] + wa * a[i];
  }
}

function add2(out: Vector, y: Vector, w: Vector, k: Vectors, row: Row): void {
  const n = out.length;
  const { terms, offset: o } = row;
  const wa = w[o];
  const wb = w[o + 1];
  const a = k[terms[0]];
  const b = k[terms[1]];
  for (let i = 0; i < n; i++) {
    out[i] = y[i] + (wa * a[i] + wb * b[i]);
  }
}

function add3(out: Vector, y: Vector, w: Vector, k: Vectors, row: Row): void {
  const n = out.length;
  const { terms, offset: o } = row;
  const wa = w[o];
  const wb = w[o + 1];
  const wc = w[o + 2];
  const a = k[terms[0]];
  const b = k[terms[1]];
  const c = k[terms[2]];
  for (let i = 0; i < n; i++) {
    out[i] = y[i] + (wa * a[i] + wb * b[i] + wc * c[i]);
  }
}

function add4(out: Vector, y: Vector, w: Vector, k: Vectors, row: Row): void {
  const n = out.length;
  const { terms, offset: o } = row;
  const wa = w[o];
  const wb = w[o + 1];
  const wc = w[o + 2];
  const wd = w[o + 3];
  const a = k[terms[0]];
  const b = k[terms[1]];
  const c = k[terms[2]];
  const d = k[terms[3]];
  for (let i = 0; i < n; i++) {
    out[i] = y[i] + (wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i]);
  }
}

function add5(out: Vector, y: Vector, w: Vector, k: Vectors, row: Row): void {
  const n = out.length;
  const { terms, offset: o } = row;
  const wa = w[o];
  const wb = w[o + 1];
  const wc = w[o + 2];
  const wd = w[o + 3];
  const we = w[o + 4];
  const a = k[terms[0]];
  const b = k[terms[1]];
  const c = k[terms[2]];
  const d = k[terms[3]];
  const e = k[terms[4]];
  for (let i = 0; i < n; i++) {
    out[i] = y[i] + (wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i] + we * e[i]);
  }
}

function add6(out: Vector, y: Vector, w: Vector, k: Vectors, row: Row): void {
  const n = out.length;
  const { terms, offset: o } = row;
  const wa = w[o];
  const wb = w[o + 1];
  const wc = w[o + 2];
  const wd = w[o + 3];
  const we = w[o + 4];
  const wf = w[o + 5];
  const a = k[terms[0]];
  const b = k[terms[1]];
  const c = k[terms[2]];
  const d = k[terms[3]];
  const e = k[terms[4]];
  const f = k[terms[5]];
  for (let i = 0; i < n; i++) {
    out[i] = y[i] + (wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i] + we * e[i] + wf * f[i]);
  }
}

function add7(out: Vector, y: Vector, w: Vector, k: Vectors, row: Row): void {
  const n = out.length;
  const { terms, offset: o } = row;
  const wa = w[o];
  const wb = w[o + 1];
  const wc = w[o + 2];
  const wd = w[o + 3];
  const we = w[o + 4];
  const wf = w[o + 5];
  const wg = w[o + 6];
  const a = k[terms[0]];
  const b = k[terms[1]];
  const c = k[terms[2]];
  const d = k[terms[3]];
  const e = k[terms[4]];
  const f = k[terms[5]];
  const g = k[terms[6]];
  for (let i = 0; i < n; i++) {
    out[i] = y[i] + (wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i] + we * e[i] + wf * f[i] + wg * g[i]);
  }
}

/**
 * out = y + Σ_j w[offset + j] k[terms[j]], for 1 to 7 terms.
 * @param out `[n]`, overwritten; must not alias `y` or a vector of `k`
 */
export function addCombination(out: Vector, y: Vector, w: Vector, k: Vectors, row: Row): void {
  switch (row.terms.length) {
    case 1:
      add1(out, y, w, k, row);
      break;
    case 2:
      add2(out, y, w, k, row);
      break;
    case 3:
      add3(out, y, w, k, row);
      break;
    case 4:
      add4(out, y, w, k, row);
      break;
    case 5:
      add5(out, y, w, k, row);
      break;
    case 6:
      add6(out, y, w, k, row);
      break;
    default:
      add7(out, y, w, k, row);
  }
}
