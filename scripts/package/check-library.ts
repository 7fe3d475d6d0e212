/** The installed library in a strict TypeScript project that skips no declarations, and what it computes. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { claim, output, say } from './run-program.ts';

const PROGRAM = `import ndarray from 'ndarray';
import { relax, train } from 'competing-units';
import type { RelaxResult, TrainResult } from 'competing-units';

const examples: number[][] = Array.from({ length: 40 }, (_, n) => Array.from({ length: 6 }, (_, i) => ((n * i) % 5) / 4));
const trained: TrainResult = await train({ examples, hidden: 3, epochs: 1, activation: 'h > 0.1 ? 1 : -0.1' });
const shape: number[] = trained.weights.shape;
const { results } = relax(ndarray(Float64Array.of(1, 0.8, 0.6)), { inhibition: 0.9, method: 'closed-form' });
const first: RelaxResult = results[0] as RelaxResult;
console.log(JSON.stringify({ shape, active: [...first.active] }));
`;

/** It must not compile: proves that the types are there and are read. */
const WRONG = `import { relax } from 'competing-units';
relax([1, 2], { inhibition: 'much' });
`;

const SETTINGS = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: 'es2024',
    lib: ['es2024', 'dom'],
    module: 'nodenext',
    types: [],
    skipLibCheck: false,
    outDir: 'built',
  },
};

/** Compiles with TypeScript of the checkout, and runs under every Node of `nodes`. */
export function checkLibrary({
  checkout,
  place,
  nodes,
}: {
  readonly checkout: string;
  readonly place: string;
  readonly nodes: readonly string[];
}): void {
  const write = (name: string, content: string): void => writeFileSync(path.join(place, name), content);
  const tsc = path.join(checkout, 'node_modules/typescript/bin/tsc');
  const compile = (file: string): void => {
    write('tsconfig.json', JSON.stringify({ ...SETTINGS, files: [file] }));
    output(process.execPath, [tsc], { cwd: place });
  };
  write('program.ts', PROGRAM);
  compile('program.ts');
  write('wrong.ts', WRONG);
  let refused = '';
  try {
    compile('wrong.ts');
  } catch (error) {
    refused = String(error);
  }
  claim(refused.includes("Type 'string' is not assignable to type 'number'"), 'wrong types are not refused');
  for (const node of nodes) {
    const text = output(node, ['built/program.js'], { cwd: place }).trim();
    claim(text === '{"shape":[3,6],"active":[0]}', `the library computed ${text}`);
  }
  say('the library runs, and its types hold in a strict project');
}
