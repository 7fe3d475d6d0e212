/**
 * Makes the figures of the guides in docs/figures, each by the command that its caption names, so that a reader gets the same.
 * Takes half a minute; run it when a figure or a default changes.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { svgFile } from '../../src/report/svg-file.ts';
import { flowFigure } from './flow-figure.ts';

const root = path.resolve(import.meta.dirname, '../..');
const target = path.join(root, 'docs', 'figures');
const scratch = mkdtempSync(path.join(tmpdir(), 'figures-'));

function cli(...words: string[]): void {
  const program = path.join(root, 'src', 'cli', 'start.mjs');
  execFileSync(process.execPath, [program, ...words], {
    cwd: scratch,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Currents of the picture of steady states: few enough to follow each. */
const currents = [1, 0.9, 0.75, 0.6, 0.4, 0.2, -0.3];

try {
  mkdirSync(target, { recursive: true });
  const take = (from: string, name: string): void =>
    copyFileSync(path.join(scratch, from), path.join(target, name));

  cli('train', '--compare', '--out', 'first');
  cli('report', 'first', '--format', 'svg', '--out', 'drawn');
  take('drawn/weights.svg', 'mosaic.svg');
  take('drawn/activity-1.svg', 'activity.svg');
  take('drawn/rank-regimes.svg', 'rank-regimes.svg');

  writeFileSync(path.join(scratch, 'currents.json'), JSON.stringify(currents));
  cli('inhibition', '--currents', 'currents.json', '--to', '2', '--out', 'diagram');
  take('diagram/inhibition.svg', 'inhibition.svg');

  cli('lyapunov', '--out', 'lyapunov');
  take('lyapunov/lyapunov.svg', 'lyapunov.svg');

  writeFileSync(path.join(target, 'flow.svg'), svgFile(flowFigure()));
} finally {
  rmSync(scratch, { recursive: true });
}
