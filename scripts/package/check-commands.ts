/** Commands of the installed package: that they work, and give the bytes that the sources give. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { claim, output, say } from './run-program.ts';

const INSTALLED = 'node_modules/competing-units/dist/cli/start.mjs';

const CURRENTS = [1, 0.8, 0.6, 0.2, -0.3];
/** Eq. 4 with w = 0.9 from h = 0: one unit stays active, h = I for it and I − w I for the others. */
const STEADY = [1, -0.1, -0.3, -0.7, -1.2];

const TRAIN = ['train', '--limit', '300', '--hidden', '20', '--epochs', '1', '--compare', '--threads', '2'];

const SWEEP = `command: relax
options: { currents: I.json }
axes:
  inhibition: [0.2, 0.9]
  tau: { expression: '1 + inhibition' }
`;

function weightsOf(run: string): string {
  const bytes = ['exact', 'ranking'].map((name) => readFileSync(path.join(run, name, 'weights.npy')));
  return createHash('sha256').update(Buffer.concat(bytes)).digest('hex');
}

function checkUnder(node: string, place: string): string {
  const call = (...words: string[]): string => output(node, [INSTALLED, ...words], { cwd: place });
  const version = call('--version').trim();
  say(version);
  const wanted = output(node, ['--version'], { cwd: place }).trim();
  claim(version.includes(`Node ${wanted})`), `--version names another Node than ${wanted}`);

  const { results } = JSON.parse(call('relax', '--currents', 'I.json', '--inhibition', '0.9', '--json')) as {
    results: { steadyState: number[] }[];
  };
  // The default tolerances of the integrator are 1e-6 and 1e-9.
  const isClose = results[0].steadyState.every((h, i) => Math.abs(h - STEADY[i]) < 1e-5);
  claim(isClose, `relax gave ${results[0].steadyState.join(', ')}`);

  call(...TRAIN, '--out', 'run');
  const hash = weightsOf(path.join(place, 'run'));
  rmSync(path.join(place, 'run/report.html'));
  call('report', 'run');
  claim(existsSync(path.join(place, 'run/report.html')), 'report wrote no report.html');
  const figures = JSON.parse(
    call('report', 'run', '--format', 'png', '--out', 'figures', '--json'),
  ) as unknown as {
    files: string[];
  };
  claim(figures.files.length > 3 && figures.files.every((file) => existsSync(file)), 'report wrote no PNG');

  call('sweep', 'sweep.yaml', '--out', 'sweep', '--workers', '2');
  const rows = call('sweep', 'results', 'sweep', '--format', 'csv').trim().split('\n');
  claim(rows.length === 3, `a sweep of two points gave ${rows.length - 1}`);
  for (const name of ['run', 'figures', 'sweep'])
    rmSync(path.join(place, name), { recursive: true, force: true });
  return hash;
}

/** Runs them under every Node of `nodes`. */
export function checkCommands({
  checkout,
  place,
  nodes,
}: {
  readonly checkout: string;
  readonly place: string;
  readonly nodes: readonly string[];
}): void {
  writeFileSync(path.join(place, 'I.json'), JSON.stringify(CURRENTS));
  writeFileSync(path.join(place, 'sweep.yaml'), SWEEP);
  const version = output('npx', ['competing-units', '--version'], { cwd: place });
  claim(version.startsWith('competing-units '), `npx competing-units --version prints ${version}`);
  output(process.execPath, [path.join(checkout, 'src/cli/start.mjs'), ...TRAIN, '--out', 'source'], {
    cwd: place,
  });
  const wanted = weightsOf(path.join(place, 'source'));
  for (const node of nodes) {
    claim(checkUnder(node, place) === wanted, `weights under ${node} differ from those of the sources`);
  }
  say('relax, train, report and sweep run; weights are those of the sources, byte for byte');
}
