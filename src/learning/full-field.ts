/**
 * Eq. 4 and eq. 2 together: dh/dt = (I(ρ) − w Σ r(h) − h)/κ from h(0) = 0 and dρ/dt = g(h) R^p/α, with κ = τ/τ_L; time in
 * units of τ_L. The state is h and ρ of each unit with I > 0 at the start. The others never matter: h starts downwards from 0,
 * and as a unit with h ≤ 0 does not learn, its current stays.
 *
 * Held units. h lags behind its currents, so it crosses every jump of g. But where the branches on both sides send it
 * back, it does so again and again, with swings that shrink in a time of the order of κ while the switches become ever more
 * frequent. Once a swing is below the tolerance, the unit is held at the jump, by the solution of Filippov (1988) to
 * which the swings converge: h stays, and g takes the value between its two limits that leads the drive
 * I − w Σ r(h_ν) back to h within κ, g dI/dt = w Σ r'(h_ν) dh_ν/dt − (drive − h)/κ.
 */
import type { CoupledField, CoupledFieldOptions } from './coupled-field.ts';
import { beyondBranch, isStretched } from './coupled-field.ts';

/** What the full coupling needs besides. */
export interface FullFieldOptions extends CoupledFieldOptions {
  /** κ = τ/τ_L > 0. */
  readonly timescale: number;
  /** Swings about a jump of g smaller than this, relative to the largest current and absolute, are not followed. */
  readonly rtol: number;
  readonly atol: number;
}

/** Units of rounding by which h must be past a jump of g. */
const MARGIN_ULPS = 64;
const FREE = -1;

/** The field of `full`. */
export function createFullField(options: FullFieldOptions): CoupledField {
  const { units, inhibition: w, activation, participants, timescale, rtol, atol } = options;
  const { levels, on } = activation;
  const { lines } = participants;
  /** `[participants]` branch of g, or the level that holds the unit. */
  const branch = new Int32Array(units);
  const held = new Int32Array(units);
  const heldFor = new Float64Array(units);
  /** h of all participants, then their ρ. */
  const state = new Float64Array(2 * units);
  const slope = new Float64Array(2 * units);
  let heldCount = 0;
  let margin = 0;
  let smallest = 0;
  /** Σ dh/dt over the active units of the state last evaluated. */
  let inflow = 0;
  let due = 0;

  const isHeld = (i: number): boolean => held[i] !== FREE;
  const activityIn = (y: Float64Array, i: number): number => (isHeld(i) || branch[i] > 0 ? y[i] : 0);

  /** The drive I − w Σ_{ν≠i} r(h_ν) less h_i, in units of τ: dh_i/dt of a unit that is not held. */
  const lean = (y: Float64Array, i: number, firing: number): number =>
    (lines[i].current - w * (firing - activityIn(y, i)) - y[i]) / timescale;

  const totalFiring = (y: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < participants.count; i++) sum += activityIn(y, i);
    return sum;
  };

  const rightHandSide = (dydt: Float64Array, y: Float64Array): void => {
    const n = participants.count;
    const firing = totalFiring(y);
    dydt.fill(0);
    inflow = 0;
    for (let i = 0; i < n; i++) {
      if (branch[i] > 0 || isHeld(i)) lines[i].moveTo(y[n + i]);
      if (isHeld(i)) continue;
      dydt[i] = lean(y, i, firing);
      if (branch[i] === 0) continue;
      inflow += dydt[i];
      dydt[n + i] = on(branch[i], y[i]) * lines[i].speed;
    }
    if (heldCount === 0) return;
    for (let i = 0; i < n; i++) {
      if (!isHeld(i)) continue;
      const wanted = w * inflow - lean(y, i, firing);
      if (wanted !== 0) dydt[n + i] = (wanted / lines[i].response()) * lines[i].speed;
    }
  };

  /** How far both branches at a level drive the unit beyond what would hold it: up > 0 leaves upwards, down < 0 downwards. */
  const pushes = (i: number, level: number, wanted: number): { up: number; down: number } => {
    const response = lines[i].response();
    return {
      up: on(level + 1, levels[level]) * response - wanted,
      down: on(level, levels[level]) * response - wanted,
    };
  };

  const excess = (y: Float64Array): number => {
    const n = participants.count;
    let most = -Infinity;
    let firing = 0;
    if (heldCount > 0) {
      rightHandSide(slope, y);
      firing = totalFiring(y);
    }
    for (let i = 0; i < n; i++) {
      let past: number;
      if (isHeld(i)) {
        const { up, down } = pushes(i, held[i], w * inflow - lean(y, i, firing));
        past = Math.max(up, -down);
      } else {
        past = beyondBranch(levels, branch[i], y[i], margin);
      }
      if (past > most) {
        most = past;
        due = i;
      }
    }
    return most;
  };

  /** The free unit i has come to a level: on to the branch beyond it, or held once its swings are small. */
  const meet = (i: number, level: number, upwards: boolean): void => {
    rightHandSide(slope, state);
    lines[i].moveTo(state[participants.count + i]);
    const leaning = lean(state, i, totalFiring(state));
    const others = inflow - (branch[i] > 0 ? slope[i] : 0);
    const { up, down } = pushes(i, level, w * others - leaning);
    const swing = (timescale * leaning * leaning) / (2 * Math.abs(upwards ? up : down));
    if (up < 0 && down > 0 && swing <= smallest) {
      held[i] = level;
      heldCount++;
      state[i] = levels[level];
    } else {
      branch[i] = upwards ? level + 1 : level;
    }
  };

  /** The held unit i goes on, to the side that its bounds on g have given way to. */
  const release = (i: number): void => {
    const level = held[i];
    rightHandSide(slope, state);
    const { up } = pushes(i, level, w * inflow - lean(state, i, totalFiring(state)));
    held[i] = FREE;
    heldCount--;
    branch[i] = up >= 0 ? level + 1 : level;
  };

  const finish = (): void => {
    const n = participants.count;
    for (let i = 0; i < n; i++) lines[i].moveTo(state[n + i]);
  };

  return {
    state,
    heldFor,
    rightHandSide,
    excess,
    finish,
    dimension: () => 2 * participants.count,
    begin: (currents) => {
      let largest = 0;
      for (let mu = 0; mu < units; mu++) {
        if (!(currents[mu] < Infinity)) return 'NonFinite';
        if (currents[mu] > 0) participants.admit(mu);
        largest = Math.max(largest, currents[mu]);
      }
      // All start upwards from 0.
      branch.fill(1, 0, participants.count);
      held.fill(FREE, 0, participants.count);
      heldFor.fill(0);
      state.fill(0);
      heldCount = 0;
      margin = MARGIN_ULPS * Number.EPSILON * largest;
      smallest = atol + rtol * largest;
      return 'Success';
    },
    pause: (y) => {
      for (let i = 0; i < participants.count; i++) {
        if (branch[i] === 0 && !isHeld(i)) continue;
        lines[i].moveTo(y[participants.count + i]);
        if (isStretched(lines[i].amplitude)) return true;
      }
      return false;
    },
    settle: () => {
      finish();
      if (!(excess(state) >= 0)) {
        const n = participants.count;
        for (let i = 0; i < n; i++) {
          if (!isStretched(lines[i].amplitude)) continue;
          lines[i].restart();
          state[n + i] = 0;
        }
        return 'settled';
      }
      const i = due;
      if (isHeld(i)) {
        release(i);
      } else {
        const at = branch[i];
        const upwards = at < levels.length && state[i] > levels[at];
        meet(i, upwards ? at : at - 1, upwards);
      }
      return 'switched';
    },
    passed: (duration) => {
      for (let i = 0; i < participants.count; i++) if (isHeld(i)) heldFor[i] += duration;
    },
    activityOf: (mu) => {
      for (let i = 0; i < participants.count; i++) if (participants.ids[i] === mu) return state[i];
      return null;
    },
  };
}
