/** What the page shows as files that the command line reads, and one with everything. */
import { decide, inputCurrents, present, relaxed } from './lens.ts';
import type { Specimen } from './lens.ts';
import { RADIUS } from './settings.ts';

/** Files that can be saved, by name; all JSON. */
export type RecordName = 'currents' | 'weights' | 'input' | 'activation' | 'results';

/** Names in the order in which they are offered. */
export const RECORD_NAMES: readonly RecordName[] = ['results', 'currents', 'weights', 'input', 'activation'];

/** Commands that print the same numbers from the files. */
export function commandsOf({ settings }: Pick<Specimen, 'settings'>): readonly string[] {
  const { inhibition, p, presentation } = settings;
  return [
    `competing-units relax --currents currents.json --inhibition ${inhibition} --method events --json`,
    `competing-units plasticity --weights weights.json --input input.json --activation activation.json --p ${p} --duration ${presentation} --json`,
  ];
}

/** All units, also those with g = 0, so that rows are those of the weights. */
function allPresented(specimen: Specimen, activation: Float64Array): ReturnType<typeof present> {
  return present(specimen, { units: Array.from(activation.keys()), activation });
}

/** Typed arrays as lists. */
function plain(_: string, value: unknown): unknown {
  return value instanceof Float64Array ? Array.from(value) : value;
}

/** The text of one file. Numbers have all their digits. */
export function recordText(name: RecordName, specimen: Specimen): string {
  const { weights, input, settings } = specimen;
  const currents = inputCurrents(specimen);
  const { activation } = decide(currents, settings);
  const rows = Array.from({ length: currents.length }, (_, mu) =>
    weights.subarray(mu * input.length, (mu + 1) * input.length),
  );
  const content = (): unknown => {
    switch (name) {
      case 'currents':
        return currents;
      case 'weights':
        return rows;
      case 'input':
        return input;
      case 'activation':
        return activation;
      case 'results':
        return {
          settings: { ...settings, radius: RADIUS },
          commands: commandsOf(specimen),
          input,
          currents,
          activation,
          relax: {
            method: 'events',
            inhibition: settings.inhibition,
            tau: 1,
            results: [relaxed(currents, settings)],
          },
          plasticity: allPresented(specimen, activation),
          weights: rows,
        };
    }
  };
  return JSON.stringify(content(), plain);
}
