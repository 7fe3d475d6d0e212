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
  /** y = I − Ī (active units). */
  excess: number;
}

/**
 * A time after everything that can be reached: every decaying exponential is 0 there, and yet 0 · FOREVER is 0, which
 * spares the limits t → ∞ a branch of their own.
 */
export const FOREVER = 1e300;

// e^600 is beyond every finite trajectory of this size but leaves room to be multiplied and divided.
const GROWTH_LIMIT = 600;

/** An empty segment for inhibition w. */
export function createSegment(inhibition: number): Segment {
  return {
    inhibition,
    slack: 1 - inhibition,
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
  return { active: false, current: 0, start: 0, deviation: 0, excess: 0 };
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
  segment.slope = segment.drive - segment.rate * segment.sum;
}

/** e^{−at}, bounded for a < 0. */
export function decay(slack: number, t: number): number {
  return Math.exp(Math.min(-slack * t, GROWTH_LIMIT));
}

/** ∫₀ᵗ e^{−as} ds = (1 − e^{−at})/a, and t at a = 0; bounded for a < 0. */
export function ramp(slack: number, t: number): number {
  return slack === 0 ? t : -Math.expm1(Math.min(-slack * t, GROWTH_LIMIT)) / slack;
}

/** S(t). */
export function sumAt(segment: Segment, t: number): number {
  return segment.limit + (segment.sum - segment.limit) * Math.exp(-segment.rate * t);
}

/**
 * ∫₀ᵗ e^{−(t−s)} S(s) ds: the inhibition an inactive unit has gathered, divided by w. The two exponentials
 * (e^{−t} − e^{−λt})/(λ−1) are taken by expm1, because they coincide at n = 1 and nearly so for small w.
 */
export function gatheredAt(segment: Segment, t: number): number {
  const { coupling } = segment;
  const transient = Math.exp(-t) * (coupling > 0 ? -Math.expm1(-coupling * t) / coupling : t);
  return -Math.expm1(-t) * segment.limit + (segment.sum - segment.limit) * transient;
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
  /** e^{−at}. */
  decay: number;
  /** (1 − e^{−at})/a. */
  ramp: number;
  /** e^{−t}. */
  fade: number;
  /** 1 − e^{−t}. */
  charge: number;
  /** w ∫₀ᵗ e^{−(t−s)} S(s) ds. */
  inhibited: number;
}

/** A moment to be refilled by `setMoment`. */
export function createMoment(): Moment {
  return { sum: 0, mean: 0, decay: 1, ramp: 0, fade: 1, charge: 0, inhibited: 0 };
}

/** Fill a moment with the values of a segment at time t. */
export function setMoment(moment: Moment, segment: Segment, t: number): void {
  moment.sum = sumAt(segment, t);
  moment.mean = segment.count > 0 ? moment.sum / segment.count : 0;
  moment.decay = decay(segment.slack, t);
  moment.ramp = ramp(segment.slack, t);
  moment.fade = Math.exp(-t);
  moment.charge = -Math.expm1(-t);
  moment.inhibited = segment.inhibition * gatheredAt(segment, t);
}

/**
 * h(t) of one unit.
 * @remarks The same operations in the same order as in the loops over a `Moment`, so that both give the same bits.
 */
export function activityAt(segment: Segment, course: Course, t: number): number {
  if (course.active) {
    const { slack } = segment;
    return (
      sumAt(segment, t) / segment.count + decay(slack, t) * course.deviation + ramp(slack, t) * course.excess
    );
  }
  const inhibited = segment.inhibition * gatheredAt(segment, t);
  return Math.exp(-t) * course.start - Math.expm1(-t) * course.current - inhibited;
}

/** dh/dt (in 1/τ) of one unit whose activity at t is `activity`. */
export function velocityAt(segment: Segment, course: Course, t: number, activity: number): number {
  const drive = course.current - segment.inhibition * sumAt(segment, t);
  return drive - (course.active ? segment.slack : 1) * activity;
}
