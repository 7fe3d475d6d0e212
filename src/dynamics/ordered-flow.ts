/**
 * Eq. 4 solved exactly from equal initial activities, where units keep the order of their currents for all time.
 *
 * So the active units are always the leading ones, and only two can be next to cross h = 0: the last active rank and
 * the first inactive one. All that a switch changes is a few sums; what single units do is written down when they
 * switch and worked out only when it is asked for:
 * - active: the distance d = h − h_(1) from the leading unit follows d′ = (I − I_(1)) − a d, whatever the others do;
 * - inactive: h = e^{−(t−t₀)} (h(t₀) − G(t₀)) + (1 − e^{−(t−t₀)}) I + G(t), where G′ = −G − wS is common to all.
 * Distances of units that never switched have one common factor, D = Σ d = (Σ I − n I_(1)) (1 − e^{−at})/a, so that
 * near-ties keep their relative accuracy also for w > 1, where they grow.
 */
import { crossingTime } from './crossing.ts';
import type { ExactFlow } from './exact-flow.ts';
import {
  FOREVER,
  NEGLIGIBLE,
  beginSegment,
  createCourse,
  createMoment,
  createSegment,
  deviationAt,
  gatheredAt,
  ramp,
  setMoment,
} from './segment.ts';

/** A flow over ranks (0: the largest current) instead of units, that can be started again. */
export interface OrderedFlow extends ExactFlow {
  /**
   * Begin at t = 0.
   * @param currents `[K]` in descending order, read until the next start
   * @param initial h(0) of every unit
   */
  readonly start: (currents: Float64Array, initial: number) => void;
  /** Number of active ranks in the present segment: they are the first. */
  readonly activeCount: () => number;
}

// With so few units besides the original ones, Σ d is worked out anew at every switch; else when they have halved.
const ALWAYS_RECOUNTED = 32;

/**
 * The exact solution of eq. 4 from equal initial activities, for `units` units.
 * @remarks O(1) per switch, with two equations in one unknown to solve; no allocation per step.
 */
export function createOrderedFlow(units: number, inhibition: number): OrderedFlow {
  const segment = createSegment(inhibition);
  const moment = createMoment();
  const lastActive = createCourse();
  const firstInactive = createCourse();
  const { slack } = segment;
  // When each rank last switched (0: never), and then d of an active or h − G of an inactive one.
  const since = new Float64Array(units);
  const offset = new Float64Array(units);
  // Sums over the first n ranks of I and of I − I_(1).
  const driveOf = new Float64Array(units + 1);
  const excessOf = new Float64Array(units + 1);
  let currents: Float64Array = offset;
  let time = 0;
  let length = Infinity;
  let leaves = false;
  let count = 0;
  // Ranks below `original` have been active from the start; `joined` is Σ d over the other active ones.
  let original = 0;
  let joined = 0;
  let counted = 0;
  let gathered = 0;

  function distance(rank: number, at: number): number {
    const excess = currents[rank] - currents[0];
    if (rank < original) return excess * ramp(slack, at);
    const elapsed = at - since[rank];
    return deviationAt(slack, elapsed, offset[rank], excess);
  }

  function totalDistance(at: number, joinedThen: number): number {
    return excessOf[original] * ramp(slack, at) + joinedThen;
  }

  function inactiveActivity(rank: number, at: number, gatheredThen: number): number {
    const elapsed = at - since[rank];
    return Math.exp(-elapsed) * offset[rank] - Math.expm1(-elapsed) * currents[rank] + gatheredThen;
  }

  function setActive(rank: number): void {
    lastActive.active = true;
    lastActive.current = currents[rank];
    lastActive.deviation = distance(rank, time) - totalDistance(time, joined) / count;
    lastActive.excess = currents[rank] - currents[0] - excessOf[count] / count;
    lastActive.start = Math.max(segment.sum / count + lastActive.deviation, 0);
  }

  function setInactive(rank: number): void {
    firstInactive.current = currents[rank];
    firstInactive.excess = count > 0 ? currents[rank] - currents[0] - excessOf[count] / count : 0;
    firstInactive.start = Math.min(inactiveActivity(rank, time, gathered), 0);
  }

  function begin(sum: number): void {
    beginSegment(segment, count, driveOf[count], sum);
    length = Infinity;
    if (count > 0) {
      setActive(count - 1);
      length = crossingTime(segment, lastActive, FOREVER);
    }
    leaves = length < Infinity;
    if (count === units) return;
    setInactive(count);
    const joins = crossingTime(segment, firstInactive, Math.min(length, FOREVER));
    if (joins >= length) return;
    length = joins;
    leaves = false;
  }

  function start(nextCurrents: Float64Array, initial: number): void {
    currents = nextCurrents;
    for (let rank = 0; rank < units; rank++) {
      driveOf[rank + 1] = driveOf[rank] + currents[rank];
      excessOf[rank + 1] = excessOf[rank] + (currents[rank] - currents[0]);
    }
    const largest = Math.max(Math.abs(initial), Math.abs(currents[0]), Math.abs(currents[units - 1]));
    segment.negligible = NEGLIGIBLE * largest;
    since.fill(0);
    offset.fill(Math.min(initial, 0));
    count = initial > 0 ? units : 0;
    // From h = 0, units rise if I > 0.
    if (initial === 0) while (count < units && currents[count] > 0) count++;
    original = count;
    joined = 0;
    counted = 0;
    gathered = 0;
    time = 0;
    begin(count * Math.max(initial, 0));
  }

  /**
   * How many ranks at the edge cross 0 at the end of the segment: the one found, and those of equal currents, which have
   * been equal, to the bit, all the time.
   */
  function crossingRanks(): number {
    const direction = leaves ? -1 : 1;
    const first = leaves ? count - 1 : count;
    let rank = first + direction;
    while (rank >= 0 && rank < units && currents[rank] === currents[first]) rank += direction;
    return Math.abs(rank - first);
  }

  /** Work out `joined` anew, so that its rounding error stays small against what it is the sum of. */
  function recountJoined(): void {
    joined = 0;
    for (let rank = original; rank < count; rank++) joined += distance(rank, time);
    counted = count - original;
  }

  function step(record?: (time: number, rank: number, direction: 1 | -1) => void): void {
    const crossing = crossingRanks();
    setMoment(moment, segment, length);
    joined = deviationAt(slack, length, joined, excessOf[count] - excessOf[original]);
    gathered = moment.fade * gathered - inhibition * gatheredAt(segment, length);
    time += length;
    const leader = count > 0 ? (moment.sum - totalDistance(time, joined)) / count : 0;
    for (let i = 0; i < crossing; i++) {
      const rank = leaves ? --count : count++;
      if (!leaves) {
        offset[rank] = -leader;
        joined -= leader;
      } else {
        if (rank < original) original = rank;
        else joined -= distance(rank, time);
        offset[rank] = -gathered;
      }
      since[rank] = time;
      record?.(time, rank, leaves ? -1 : 1);
    }
    const others = count - original;
    if (others <= ALWAYS_RECOUNTED || 2 * others < counted) recountJoined();
    else counted = Math.max(counted, others);
    begin(count > 0 ? moment.sum : 0);
  }

  function read(out: Float64Array, at: number): void {
    setMoment(moment, segment, at - time);
    const joinedThen = deviationAt(slack, at - time, joined, excessOf[count] - excessOf[original]);
    const gatheredThen = moment.fade * gathered - inhibition * gatheredAt(segment, at - time);
    const mean = count > 0 ? totalDistance(at, joinedThen) / count : 0;
    for (let rank = 0; rank < units; rank++) {
      out[rank] =
        rank < count ? moment.mean + (distance(rank, at) - mean) : inactiveActivity(rank, at, gatheredThen);
    }
  }

  return {
    start,
    step,
    read,
    time: () => time,
    next: () => time + length,
    activeCount: () => count,
    isActive: (rank) => rank < count,
  };
}
