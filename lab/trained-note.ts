/** Says with which rule the shown weights were learned, where that is not the rule that is set now. */
import { formatSignificant } from '../src/report/numbers.ts';
import { byId, create, setText } from './dom.ts';
import { SLIDERS } from './settings.ts';
import type { Settings } from './settings.ts';
import { projectOntoSphere } from './sphere.ts';

/** Changes weights `[K × N]` in place. */
export type WeightChange = (weights: Float64Array, p: number) => void;

export interface TrainedNote {
  /** The weights were learned with these settings. */
  readonly trained: (settings: Settings) => void;
  readonly show: (weights: Float64Array, settings: Settings) => void;
}

/** What differs, as `wᵢₙₕ = 0.96`. */
function differences(learned: Settings, now: Settings): string[] {
  const numbers = SLIDERS.filter(({ name }) => name !== 'presentation' && learned[name] !== now[name]).map(
    ({ name, symbol, subscript }) =>
      `${symbol}${subscript === 'inh' ? 'ᵢₙₕ' : ''} = ${formatSignificant(learned[name])}`,
  );
  return learned.algorithm === now.algorithm
    ? numbers
    : [learned.algorithm === 'exact' ? 'the exact rule' : 'the ranking rule', ...numbers];
}

/** Prepares the note. @param onProject told to put the weights onto the sphere of the p that is set */
export function createTrainedNote(onProject: (change: WeightChange) => void): TrainedNote {
  const root = byId('trained-note', HTMLElement);
  const text = create('span');
  const button = create('button', { text: 'Put them on its sphere' });
  button.type = 'button';
  button.hidden = true;
  button.addEventListener('click', () => onProject(projectOntoSphere));
  root.append(text, button);
  let learned: Settings | null = null;
  return {
    trained: (settings) => {
      learned = settings;
    },
    show: (weights, settings) => {
      if (learned === null) return;
      const list = differences(learned, settings);
      setText(text, list.length === 0 ? '' : `These weights were learned with ${list.join(', ')}. `);
      button.hidden = learned.p === settings.p || weights.length === 0;
    },
  };
}
