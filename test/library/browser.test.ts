import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as api from '../../src/index.ts';

const entry = pathToFileURL(path.resolve(import.meta.dirname, '../../src/index.ts')).href;

/** Runs `body` in a process where no module of Node can be imported and none of its globals is there. */
function runWithoutNode(body: string): string {
  const program = `
    import { isBuiltin, registerHooks } from 'node:module';
    const { log } = console;
    const loaded = [];
    registerHooks({
      resolve(specifier, context, next) {
        if (isBuiltin(specifier)) throw new Error(context.parentURL + ' imports ' + specifier);
        const found = next(specifier, context);
        loaded.push(found.url);
        return found;
      },
    });
    for (const name of ['process', 'Buffer', 'global', 'setImmediate', 'clearImmediate']) {
      delete globalThis[name];
    }
    ${body}`;
  const options = { encoding: 'utf8', stdio: 'pipe' } as const;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], options).trim();
}

describe('in a browser', () => {
  test('the whole public API works without a module or a global of Node, its packages included', () => {
    const text = runWithoutNode(`
      const api = await import('${entry}');
      const { relax, trajectory, inhibition, learn, lyapunov, inputCurrents, train, compare, createIntegrator } = api;
      const examples = Array.from({ length: 30 }, (_, b) => Array.from({ length: 6 }, (_, i) => (b * i) % 5));
      const options = { examples, hidden: 3, epochs: 1, activation: 'h > 0.1 ? 1 : -0.1' };
      const labels = examples.map((_, b) => b % 2);
      const { weights } = await train(options);
      await compare({ ...options, labels, testExamples: examples, testLabels: labels });
      const currents = inputCurrents(weights, examples, { normalize: 'unit' });
      for (const method of ['dopri5', 'tsit5', 'bs5', 'bs3', 'odex', 'events', 'closed-form']) {
        relax(currents, { inhibition: 0.9, method });
      }
      trajectory([1, 0.8], { inhibition: 0.9, times: [1] });
      inhibition([1, 0.8], { inhibitions: [0.5, 2], samples: 3 });
      learn({ weights, input: examples[1], activation: 1 });
      await lyapunov({ p: [2], presentations: 1, steps: 2 });
      createIntegrator((dydt, y) => { dydt[0] = -y[0]; }, 1).solve([1], [0, 1]);
      log(weights.shape.join(' '));
      const own = loaded.filter((url) => /\\/src\\/(cli|runs|data|report)\\//.test(url));
      log(own.join(' ') + '.');`);
    expect(text).toBe('3 6\n.');
  });

  test('an import of Node would be noticed', () => {
    expect(() => runWithoutNode(`await import('node:fs');`)).toThrow(/imports node:fs/);
    expect(() => runWithoutNode(`process.cwd();`)).toThrow(/process is not defined/);
  });
});

test('the public API is this list and nothing else', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'ArgumentError',
    'CompetingUnitsError',
    'LYAPUNOV_DEFAULTS',
    'READOUT_DEFAULTS',
    'RULE_DEFAULTS',
    'ShapeError',
    'SolveError',
    'TRAINING_DEFAULTS',
    'compare',
    'createIntegrator',
    'hiddenDynamics',
    'inhibition',
    'inputCurrents',
    'learn',
    'lyapunov',
    'readout',
    'relax',
    'train',
    'trajectory',
  ]);
});
