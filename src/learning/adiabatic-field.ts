/**
 * Eq. 2 with h following the weights: h is at every time the steady state of eq. 4 for the currents of that time, and
 * g = g(h). The state is ρ of each active unit, dρ/dt = g(h) R^p/α; time in units of τ_L.
 *
 * With F the active units, h_i = S/n + (I_i − Ī)/(1 − w), S = Σ_F I/(1 + w(n − 1)). For w ≥ 1 there is one winner,
 * which stays as long as its state is stable, w I_win > all other I, and not only as long as its current is the largest.
 * (At w = 1 two equal currents leave h undetermined; where learning keeps them equal, there is no adiabatic solution.)
 *
 * Held units. At a jump of g, both branches may drive h to it: at h* where the current falls under Hebbian learning (far
 * outside the sphere), at 0 where S falls faster than an anti-Hebbian unit's own current. There the solution is that of
 * Filippov (1988): h stays, and g takes the value between its two limits that keeps it, g dI/ds = w dS/dt with S over the
 * units that are free. For w < 1, a unit at a jump goes up, if its g sends it, when g dI/ds > w dS/dt over the others.
 */
import { createClosedForm } from '../dynamics/closed-form.ts';
import type { CoupledField, CoupledFieldOptions } from './coupled-field.ts';
import { beyondBranch, isStretched } from './coupled-field.ts';
import { branchOf } from './switched-activation.ts';

/** Units of rounding by which h must be past a jump of g. */
const MARGIN_ULPS = 256;
/** Newton steps that bring a held unit back to its jump; each squares a drift that is of the size of the tolerance. */
const PROJECTIONS = 3;
const FREE = -1;
/** Place of the unit that waits to become active, in `due`. */
const WAITING = -1;

/** The field of `adiabatic`. */
export function createAdiabaticField(options: CoupledFieldOptions): CoupledField {
  const { units, inhibition: w, activation, participants } = options;
  const { levels, on } = activation;
  const { lines } = participants;
  const steadyState = createClosedForm({ units, inhibition: w });
  const currents = new Float64Array(units);
  const isMoving = new Uint8Array(units);
  /** `[participants]` branch of g, or the level that holds the unit. */
  const branch = new Int32Array(units);
  const held = new Int32Array(units);
  const heldFor = new Float64Array(units);
  /** The active units, as places among the participants, in the order of the state. */
  const moving = new Int32Array(units);
  const state = new Float64Array(units);
  const h = new Float64Array(units);
  let count = 0;
  let heldCount = 0;
  let margin = 0;
  /** S of the state last evaluated. */
  let firing = 0;
  /** The inactive unit with the largest current. */
  let waiting = -1;
  /** The switch that is furthest past, as index of the state. */
  let due = WAITING;

  const isHeld = (i: number): boolean => held[moving[i]] !== FREE;

  /** Lines, S and h at the state y. */
  const evaluate = (y: Float64Array): void => {
    let free = 0;
    let sum = 0;
    let heldSum = 0;
    for (let i = 0; i < count; i++) {
      lines[moving[i]].moveTo(y[i]);
      if (isHeld(i)) {
        heldSum += levels[held[moving[i]]];
      } else {
        free++;
        sum += lines[moving[i]].current;
      }
    }
    const freeFiring = free === 0 ? 0 : (sum - free * w * heldSum) / (1 + w * (free - 1));
    firing = freeFiring + heldSum;
    for (let i = 0; i < count; i++) {
      const line = lines[moving[i]];
      if (isHeld(i)) h[i] = levels[held[moving[i]]];
      else h[i] = free === 1 ? freeFiring : freeFiring / free + (line.current - sum / free) / (1 - w);
    }
  };

  const g = (i: number): number => on(branch[moving[i]], h[i]);

  /** w dS/dt over the free units, without one of them. */
  const drift = (without: number): number => {
    let free = 0;
    let rate = 0;
    for (let i = 0; i < count; i++) {
      if (i === without || isHeld(i)) continue;
      free++;
      rate += g(i) * lines[moving[i]].response();
    }
    return free === 0 ? 0 : (w * rate) / (1 + w * (free - 1));
  };

  /** How the unit would leave the level upwards on the branch above, and downwards on the one below: by their signs. */
  const pushes = (i: number, level: number, pull: number): { up: number; down: number } => {
    const response = lines[moving[i]].response();
    return {
      up: on(level + 1, levels[level]) * response - pull,
      down: on(level, levels[level]) * response - pull,
    };
  };

  const excess = (y: Float64Array): number => {
    evaluate(y);
    due = WAITING;
    let most = waiting < 0 ? -Infinity : currents[waiting] - w * firing - margin;
    const pull = heldCount > 0 ? drift(-1) : 0;
    for (let i = 0; i < count; i++) {
      const place = moving[i];
      let past: number;
      if (isHeld(i)) {
        const { up, down } = pushes(i, held[place], pull);
        past = Math.max(up, -down);
      } else {
        past = beyondBranch(levels, branch[place], h[i], margin);
      }
      if (past > most) {
        most = past;
        due = i;
      }
    }
    return most;
  };

  /** Puts held units exactly where they are held, (1 − w) h = I − wS. */
  const project = (): void => {
    evaluate(state);
    for (let i = 0; i < count; i++) {
      if (!isHeld(i)) continue;
      const line = lines[moving[i]];
      const wanted = (1 - w) * levels[held[moving[i]]] + w * firing;
      for (let step = 0; step < PROJECTIONS; step++) {
        const move = ((wanted - line.current) / line.response()) * line.speed;
        // Where the current hardly responds, it has hardly drifted either.
        if (!Number.isFinite(move)) break;
        line.moveTo(state[i] + move);
        state[i] = line.rho;
      }
    }
  };

  const activate = (mu: number, at: number): number => {
    const place = participants.admit(mu);
    const i = count++;
    moving[i] = place;
    isMoving[mu] = 1;
    branch[place] = at;
    held[place] = FREE;
    state[i] = lines[place].rho;
    return i;
  };

  const deactivate = (i: number): void => {
    const place = moving[i];
    const mu = participants.ids[place];
    currents[mu] = lines[place].current;
    isMoving[mu] = 0;
    count--;
    moving[i] = moving[count];
    state[i] = state[count];
  };

  const findWaiting = (): void => {
    waiting = -1;
    let most = 0;
    for (let mu = 0; mu < units; mu++) {
      if (isMoving[mu] === 1 || !(currents[mu] > most)) continue;
      most = currents[mu];
      waiting = mu;
    }
  };

  /** The free unit i has come to a level: on to the branch beyond it, or held. */
  const meet = (i: number, level: number, upwards: boolean): void => {
    const { up, down } = pushes(i, level, drift(i));
    if (up < 0 && down > 0) {
      held[moving[i]] = level;
      heldCount++;
    } else if (upwards) {
      branch[moving[i]] = level + 1;
    } else if (level > 0) {
      branch[moving[i]] = level;
    } else {
      deactivate(i);
    }
  };

  /** The held unit i goes on, to the side that its bounds on g have given way to. */
  const release = (i: number): void => {
    const place = moving[i];
    const level = held[place];
    const { up } = pushes(i, level, drift(-1));
    held[place] = FREE;
    heldCount--;
    branch[place] = up >= 0 ? level + 1 : level;
    if (branch[place] === 0) deactivate(i);
  };

  /** @returns false where the new winner would fall back to the old one at once, and for ever: w = 1 only */
  const switchWaiting = (): boolean => {
    const mu = waiting;
    if (w < 1) {
      meet(activate(mu, 0), 0, true);
      return true;
    }
    const wasWon = count > 0;
    while (count > 0) deactivate(count - 1);
    heldCount = 0;
    const current = currents[mu];
    const at = branchOf(activation, current);
    const line = lines[moving[activate(mu, at)]];
    return w > 1 || !wasWon || on(at, current) * line.response() >= 0;
  };

  const restartLines = (): void => {
    for (let i = 0; i < count; i++) {
      const line = lines[moving[i]];
      line.moveTo(state[i]);
      if (!isStretched(line.amplitude)) continue;
      line.restart();
      state[i] = 0;
    }
  };

  return {
    state,
    heldFor,
    dimension: () => count,
    begin: (given) => {
      currents.set(given);
      isMoving.fill(0);
      heldFor.fill(0);
      count = 0;
      heldCount = 0;
      const start = steadyState(currents);
      if (start.tied) return 'Unstable';
      if (start.retcode !== 'Success') return start.retcode;
      for (let i = 0; i < start.count; i++) {
        activate(start.units[i], branchOf(activation, start.activity[i]));
      }
      const largest = start.count > 0 ? currents[start.units[0]] : 0;
      margin = (MARGIN_ULPS * Number.EPSILON * largest) / (w < 1 ? 1 - w : 1);
      return 'Success';
    },
    rightHandSide: (dydt, y) => {
      evaluate(y);
      dydt.fill(0);
      const pull = heldCount > 0 ? drift(-1) : 0;
      for (let i = 0; i < count; i++) {
        const line = lines[moving[i]];
        if (!isHeld(i)) dydt[i] = g(i) * line.speed;
        else if (pull !== 0) dydt[i] = (pull / line.response()) * line.speed;
      }
    },
    excess,
    pause: (y) => {
      evaluate(y);
      for (let i = 0; i < count; i++) if (isStretched(lines[moving[i]].amplitude)) return true;
      return false;
    },
    settle: () => {
      project();
      findWaiting();
      if (!(excess(state) >= 0)) {
        restartLines();
        return 'settled';
      }
      const i = due;
      if (i === WAITING) {
        if (!switchWaiting()) return 'tied';
      } else if (isHeld(i)) {
        release(i);
      } else {
        const at = branch[moving[i]];
        const upwards = at < levels.length && h[i] > levels[at];
        meet(i, upwards ? at : at - 1, upwards);
      }
      return 'switched';
    },
    passed: (duration) => {
      for (let i = 0; i < count; i++) if (isHeld(i)) heldFor[moving[i]] += duration;
    },
    finish: () => evaluate(state),
    activityOf: (mu) => {
      for (let i = 0; i < count; i++) if (participants.ids[moving[i]] === mu) return h[i];
      return currents[mu] - w * firing;
    },
  };
}
