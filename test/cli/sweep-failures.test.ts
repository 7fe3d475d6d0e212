/** What someone meets who runs a sweep and something goes wrong: one line, the right status, and how it goes on. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readRows } from '../../src/engines/store/read-rows.ts';
import { runJob } from '../../src/cli/sweep/run-job.ts';
import { commands } from '../../src/cli/commands.ts';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at, write } = temporaryFolder();
const currents = write('I.json', [1, 0.8, 0.2]);
const relax = {
  command: 'relax',
  options: { currents },
  axes: { inhibition: [0.5, 0.7] },
  measure: ['results.0.energy'],
};

async function statuses(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { status } of readRows(folder)) found.push(status);
  return found;
}

describe('a sweep', () => {
  test('without a point is refused', async () => {
    const file = write('none.json', { ...relax, where: ['inhibition > 2'] });
    expect(await call(['sweep', file, '--out', at('none')])).toEqual({
      status: 2,
      stdout: '',
      stderr: `${file}: where: must leave a point to run (got none); change the conditions or the axes\n`,
    });
  });

  test('does not mix rows of different commands', async () => {
    const file = write('command.json', relax);
    const out = at('command');
    expect(await call(['sweep', file, '--out', out])).toMatchObject({ status: 0 });
    const weights = write('W.json', [0.1, 0.2, 0.3]);
    const options = { weights, input: currents, activation: 1 };
    write('command.json', { ...relax, command: 'plasticity', options, axes: { p: [2, 3] } });
    expect(await call(['sweep', file, '--out', out])).toEqual({
      status: 2,
      stdout: '',
      stderr: `${file}: command: must be relax, as in the results in ${out} (got plasticity); change it back, or give another --out\n`,
    });
  });

  test('goes on after a measure of an unknown name was corrected', async () => {
    const file = write('unknown.json', { ...relax, measure: ['results.0.enrgy'] });
    const out = at('unknown');
    const first = await call(['sweep', file, '--out', out]);
    expect(first.stderr).toContain('did you mean results.0.energy?');
    expect(await statuses(out)).toEqual(['failed', 'failed']);
    write('unknown.json', relax);
    const second = await call(['sweep', file, '--out', out]);
    expect(second.stderr).toBe('2 points failed before; --retry runs such points again\n');
    expect(await call(['sweep', file, '--out', out, '--retry'])).toMatchObject({ status: 0 });
    expect(await statuses(out)).toEqual(['done', 'done']);
  });

  test('does not replace its report by an empty one', async () => {
    const file = write('report.json', relax);
    const out = at('report');
    expect(await call(['sweep', file, '--out', out])).toMatchObject({ status: 0 });
    const before = readFileSync(at('report', 'report.html'), 'utf8');
    expect(await call(['sweep', 'report', out, '--where', 'inhibition > 7'])).toEqual({
      status: 2,
      stdout: '',
      stderr: '--where: must leave a point to show (got none of 2); change the condition\n',
    });
    expect(readFileSync(at('report', 'report.html'), 'utf8')).toBe(before);
  });

  test('takes a folder whose description was deleted while it ran', async () => {
    const file = write('again.json', relax);
    const out = at('again');
    expect(await call(['sweep', file, '--out', out])).toMatchObject({ status: 0 });
    rmSync(at('again', 'sweep.json'));
    rmSync(at('again', 'results'), { recursive: true });
    write('again/points/0123456789abcdef/config.json', '{}');
    expect(readdirSync(out)).toEqual(['points', 'report.html']);
    expect(await call(['sweep', file, '--out', out])).toMatchObject({ status: 0 });
    expect(await statuses(out)).toEqual(['done', 'done']);
  });
});

describe('a point', () => {
  test('waits for the worker of a killed sweep that has not ended yet', async () => {
    const job = {
      name: '0123456789abcdef',
      command: 'train',
      options: { data: 'bars', limit: 50, hidden: 4, epochs: 1, seed: 0 },
      measure: ['hidden'],
    };
    const place = { commands, folder: at('waits'), signal: new AbortController().signal };
    expect(await runJob(job, place)).toMatchObject({ status: 'done', reason: null });
    const folder = at('waits', 'points', job.name);
    rmSync(`${folder}/summary.json`);
    const worker = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    try {
      writeFileSync(`${folder}/lock`, JSON.stringify({ pid: worker.pid, host: hostname(), started: null }));
      const events: string[] = [];
      const outcome = runJob(job, place).finally(() => events.push('point ended'));
      // Without waiting it would be refused by now, or a little later: never before the worker is killed if it waits.
      await setTimeout(300);
      events.push('worker killed');
      worker.kill('SIGKILL');
      expect(await outcome).toMatchObject({ status: 'done', reason: null, measures: { hidden: 4 } });
      expect(events).toEqual(['worker killed', 'point ended']);
      expect(existsSync(`${folder}/lock`)).toBe(false);
    } finally {
      worker.kill('SIGKILL');
    }
  });
});
