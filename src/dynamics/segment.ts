/**
 * Eq. 4 in closed form while no unit crosses h = 0. Time t is in units of τ from the start of the segment.
 *
 * With n active units, a = 1 − w and λ = 1 + w(n−1), eq. 4 is linear: S = Σ_active h relaxes on its own,
 * S(t) = S∞ + (S₀ − S∞) e^{−λt}, S∞ = Σ_active I / λ. An active unit is the mean S/n plus a deviation x that no other
 * unit touches, x′ = y − a x with y = I − Ī (means over the active units); an inactive one follows h′ = I − wS − h.
 */

/** What all units share in a segment. One object is refilled for every segment. */
export interface Segment {
  /** w ≥ 0. */
  readonly inhibition: number;
  /** a = 1 − w. */
  readonly slack: number;
  /** Activities of this size count as 0. */
  negligible: number;
  /** n, number of active units. */
  count: number;
  /** Σ_active I. */
  drive: number;
  /** λ − 1 = w(n−1), and 0 with no active unit. */
  coupling: number;
  /** λ. */
  rate: number;
  /** S₀, sum of the active units at the start. */
  sum: number;
  /** S∞, the value S relaxes to. */
  limit: number;
  /** S′ at the start. */
  slope: number;
}

/** One unit's part in a segment. One object is refilled for every unit that is looked at. */
export interface Course {
  active: boolean;
  /** I. */
  current: number;
  /** h at the start: ≥ 0 if active, ≤ 0 if not. */
  start: number;
  /** x = h − S/n at the start (active units). */
  deviation: number;
  /** y = I − Ī, against the mean over the active units; unused with n = 0. */
  excess: number;
  /** h at the time last asked for. */
  activity: number;
  /** dh/dt at the time last asked for. */
  velocity: number;
}

/**
 * A time after everything that can be reached: every decaying exponential is 0 there, and yet 0 · FOREVER is 0, which
 * spares the limits t → ∞ a branch of their own.
 */
export const FOREVER = 1e300;

/** Roundings that an activity may be made of: signs this close to 0 are not taken for real. */
export const ROUNDINGS: number = 8 * Number.EPSILON;

/** What is negligible, relative to the largest current or initial activity: far below every rounding error. */
export const NEGLIGIBLE = 1e-40;

// e^600 is beyond every finite trajectory of this size but leaves room to be multiplied and divided.
const GROWTH_LIMIT = 600;

/** An empty segment for inhibition w. */
export function createSegment(inhibition: number): Segment {
  return {
    inhibition,
    slack: 1 - inhibition,
    negligible: 0,
    count: 0,
    drive: 0,
    coupling: 0,
    rate: 1,
    sum: 0,
    limit: 0,
    slope: 0,
  };
}

/** A course to be refilled. */
export function createCourse(): Course {
  return { active: false, current: 0, start: 0, deviation: 0, excess: 0, activity: 0, velocity: 0 };
}

/**
 * Begin a segment.
 * @param count n
 * @param drive Σ_active I, ignored when n = 0
 * @param sum Σ_active h, ignored when n = 0
 */
export function beginSegment(segment: Segment, count: number, drive: number, sum: number): void {
  segment.count = count;
  segment.drive = count > 0 ? drive : 0;
  segment.coupling = count > 0 ? segment.inhibition * (count - 1) : 0;
  segment.rate = 1 + segment.coupling;
  segment.sum = count > 0 ? sum : 0;
  segment.limit = segment.drive / segment.rate;
  segment.slope = segment.rate * (segment.limit - segment.sum);
}

/** e^{−at}, bounded for a < 0. */
export function decay(slack: number, t: number): number {
  return Math.exp(Math.min(-slack * t, GROWTH_LIMIT));
}

/** ∫₀ᵗ e^{−as} ds = (1 − e^{−at})/a, and t at a = 0; bounded for a < 0. */
export function ramp(slack: number, t: number): number {
  return slack === 0 ? t : -Math.expm1(Math.min(-slack * t, GROWTH_LIMIT)) / slack;
}

/**
 * The deviation x(t) of an active unit from the mean of all, or its distance from another one: x′ = y − a x. Where it
 * decays, x e^{−at} + y (1 − e^{−at})/a. Where it grows (a < 0), x + (y − a x)(1 − e^{−at})/a, because there the two terms
 * of the first form would cancel, most of all where y = a x balances.
 */
export function deviationAt(slack: number, t: number, deviation: number, excess: number): number {
  return slack < 0
    ? deviation + ramp(slack, t) * (excess - slack * deviation)
    : decay(slack, t) * deviation + ramp(slack, t) * excess;
}

/** S(t). */
export function sumAt(segment: Segment, t: number): number {
  return segment.limit + (segment.sum - segment.limit) * Math.exp(-segment.rate * t);
}

/**
 * ∫₀ᵗ e^{−(t−s)} (S(s) − S∞) ds. Its two exponentials (e^{−t} − e^{−λt})/(λ−1) are taken by expm1, because they coincide
 * at n = 1 and nearly so for small w.
 */
function transientAt({ coupling, sum, limit }: Segment, t: number): number {
  return (sum - limit) * Math.exp(-t) * (coupling > 0 ? -Math.expm1(-coupling * t) / coupling : t);
}

/** ∫₀ᵗ e^{−(t−s)} S(s) ds: the inhibition an inactive unit has gathered, divided by w. */
export function gatheredAt(segment: Segment, t: number): number {
  return -Math.expm1(-t) * segment.limit + transientAt(segment, t);
}

/**
 * I − wS∞, where an inactive unit goes. Near w = 1 it is taken as (a I + wn (I − Ī))/λ, which keeps its relative accuracy
 * where all currents are nearly equal; for large w that form would cancel.
 * @param excess I − Ī
 */
export function restingActivity(segment: Segment, current: number, excess: number): number {
  const { slack, inhibition, count, rate, limit } = segment;
  if (count === 0 || Math.abs(slack) > 0.5) return current - inhibition * limit;
  return (slack * current + inhibition * count * excess) / rate;
}

/** What the rounding error of `restingActivity` is relative to. */
export function restingSize(segment: Segment, current: number, excess: number): number {
  const { slack, inhibition, count, rate, limit } = segment;
  if (count === 0 || Math.abs(slack) > 0.5) return Math.abs(current) + inhibition * Math.abs(limit);
  return (Math.abs(slack * current) + inhibition * count * Math.abs(excess)) / rate;
}

/**
 * ∫₀ᵗ e^{−a(t−s)} S(s) ds: the inhibition an active unit has gathered, divided by w; like `gatheredAt`, with λ − a = wn
 * in place of λ − 1.
 */
export function gatheredActiveAt(segment: Segment, t: number): number {
  const { slack, inhibition, count, limit, sum } = segment;
  const coupling = inhibition * count;
  const transient = decay(slack, t) * (coupling > 0 ? -Math.expm1(-coupling * t) / coupling : t);
  return ramp(slack, t) * limit + (sum - limit) * transient;
}

/** The values that all units share at one time of a segment: what is left per unit is a few multiplications. */
export interface Moment {
  /** S(t). */
  sum: number;
  /** S(t)/n; 0 when n = 0. */
  mean: number;
  /** Of a deviation x: what is kept of it, e^{−at}, and 1 where it grows (see `deviationAt`). */
  kept: number;
  /** a where deviations grow, else 0. */
  growth: number;
  /** (1 − e^{−at})/a, what multiplies y less growth times x. */
  ramp: number;
  /** e^{−t}. */
  fade: number;
  /** 1 − e^{−t}. */
  charge: number;
  /** w ∫₀ᵗ e^{−(t−s)} (S(s) − S∞) ds. */
  transient: number;
}

/** A moment to be refilled by `setMoment`. */
export function createMoment(): Moment {
  return { sum: 0, mean: 0, kept: 1, growth: 0, ramp: 0, fade: 1, charge: 0, transient: 0 };
}

/** Fill a moment with the values of a segment at time t. */
export function setMoment(moment: Moment, segment: Segment, t: number): void {
  moment.sum = sumAt(segment, t);
  moment.mean = segment.count > 0 ? moment.sum / segment.count : 0;
  moment.kept = segment.slack < 0 ? 1 : decay(segment.slack, t);
  moment.growth = Math.min(segment.slack, 0);
  moment.ramp = ramp(segment.slack, t);
  moment.fade = Math.exp(-t);
  moment.charge = -Math.expm1(-t);
  moment.transient = segment.inhibition * transientAt(segment, t);
}

/**
 * h and dh/dt (in 1/τ) of one unit at t, into `course.activity` and `course.velocity`.
 * @remarks h by the same operations in the same order as in the loops over a `Moment`, so that both give the same bits.
 * The velocity comes from the same terms, so that its sign agrees with where h goes, to the last bit: I − wS − bh would
 * cancel for large w, and near w = 1.
 */
export function followCourse(segment: Segment, course: Course, t: number): void {
  const fading = Math.exp(-segment.rate * t);
  const surplus = (segment.sum - segment.limit) * fading;
  const { slack, inhibition } = segment;
  if (course.active) {
    const { deviation, excess } = course;
    const mean = (segment.limit + surplus) / segment.count;
    course.activity = mean + deviationAt(slack, t, deviation, excess);
    const drift = decay(slack, t) * (excess - slack * deviation);
    course.velocity = (segment.slope * fading) / segment.count + drift;
  } else {
    const resting = restingActivity(segment, course.current, course.excess);
    const transient = inhibition * transientAt(segment, t);
    course.activity = Math.exp(-t) * course.start - Math.expm1(-t) * resting - transient;
    course.velocity = resting - inhibition * surplus - course.activity;
  }
}
