/** What the start of commands costs, as a multiple of Node's own, which another load of the machine does not change much. */
import path from 'node:path';
import process from 'node:process';
import { output, say } from './run-program.ts';

/** Of each call, the fastest of so many. */
const CALLS = 7;

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  '--help': ['--help'],
  'train --help': ['train', '--help'],
  'relax --currents I.json --inhibition 0.9': ['relax', '--currents', 'I.json', '--inhibition', '0.9'],
  'sweep plan sweep.yaml': ['sweep', 'plan', 'sweep.yaml'],
};

/** Seconds. */
function fastest(words: readonly string[], cwd: string): number {
  const times = Array.from({ length: CALLS }, () => {
    const start = performance.now();
    output(process.execPath, words, { cwd });
    return performance.now() - start;
  });
  return Math.min(...times) / 1000;
}

/** Measures and tells; a time is no reason to fail. */
export function checkStart(place: string): void {
  const start = path.join(place, 'node_modules/competing-units/dist/cli/start.mjs');
  const node = fastest(['-e', '0'], place);
  say(`node -e 0: ${node.toFixed(3)} s`);
  for (const [name, words] of Object.entries(COMMANDS)) {
    const seconds = fastest([start, ...words], place);
    say(`${name}: ${seconds.toFixed(3)} s, ${(seconds / node).toFixed(1)} times that`);
  }
}
