/** How units are drawn by what an example makes of them. */
import type { ExampleView } from '../../experiments/layer-view.ts';
import { antiHebbianColour, hebbianColour, ink } from '../chart-frame.ts';

/** Units that are inactive at the steady state. */
export const inactiveColour = '#b4b8c1';

/** What a unit does. */
export interface Role {
  readonly name: 'Hebbian' | 'anti-Hebbian' | 'active' | 'inactive';
  readonly colour: string;
}

const inactive: Role = { name: 'inactive', colour: inactiveColour };
const active: Role = { name: 'active', colour: ink };
const hebbian: Role = { name: 'Hebbian', colour: hebbianColour };
const antiHebbian: Role = { name: 'anti-Hebbian', colour: antiHebbianColour };

/** Roles in the order in which they are drawn, the last on top. */
export const roles: readonly Role[] = [inactive, active, antiHebbian, hebbian];

/** The role of each unit. */
export function roleOf({ learning, course }: ExampleView): (unit: number) => Role {
  const g = new Map(learning.map((one) => [one.unit, one.g]));
  return (unit) => {
    const strength = g.get(unit) ?? 0;
    if (strength !== 0) return strength > 0 ? hebbian : antiHebbian;
    return course.steady[unit] > 0 ? active : inactive;
  };
}
