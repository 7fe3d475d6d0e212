/** What each unit does in an example, as it is drawn: colour and sign. */
import type { LensView } from './lens.ts';
import type { Theme } from './theme.ts';

/** Pulled to the input (g > 0), pushed away (g < 0), active without learning, or inactive. */
export type Role = 'pulled' | 'pushed' | 'active' | 'inactive';

/** The role of a unit. */
export function roleOf({ learners, relaxed }: LensView, unit: number): Role {
  const g = learners.activation[unit];
  if (g !== 0) return g > 0 ? 'pulled' : 'pushed';
  return relaxed.activity[unit] > 0 ? 'active' : 'inactive';
}

/** Its colour. */
export function roleColour(role: Role, { colours }: Theme): string {
  switch (role) {
    case 'pulled':
      return colours.hebbian;
    case 'pushed':
      return colours.anti;
    case 'active':
      return colours.ink;
    case 'inactive':
      return colours.inactive;
  }
}
