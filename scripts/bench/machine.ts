/** On what a run was measured. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { availableThreads } from '../../src/workers/thread-count.ts';
import type { AbsentPeer, Peer } from './peers.ts';

/** Machine, versions and time. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** Cores that this process may use. */
  readonly threads: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  readonly packages: Readonly<Record<string, string>>;
  /** Versions of peers, with that of their Python; or why there are none. */
  readonly peers: Readonly<Record<string, string>>;
  /** With `-dirty` where files differ from it. */
  readonly commit: string;
  readonly date: string;
  /** Processes that were running or waiting to run, over one minute, when the run began. */
  readonly loadAtStart: number;
}

const root = new URL('../../', import.meta.url);

function versionOf(packageName: string): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL(`node_modules/${packageName}/package.json`, root), 'utf8'),
  );
  return (manifest as { version: string }).version;
}

function commit(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: fileURLToPath(root),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    const name = git('rev-parse', '--short=12', 'HEAD');
    return git('status', '--porcelain', '--', 'src', 'scripts') === '' ? name : `${name}-dirty`;
  } catch {
    return 'unknown: no git';
  }
}

/** What can be found out about this machine now. */
export function describeMachine(peers: readonly (Peer | AbsentPeer)[]): Machine {
  const processors = cpus();
  return {
    cpu: processors.length > 0 ? processors[0].model.trim() : 'unknown',
    cores: processors.length,
    threads: availableThreads(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()} ${process.arch}`,
    node: process.version,
    packages: Object.fromEntries(['odex', 'dopri'].map((name) => [name, versionOf(name)])),
    peers: Object.fromEntries(
      peers.map((peer) => [
        peer.package,
        'reason' in peer ? peer.reason : `${peer.version} (Python ${peer.pythonVersion})`,
      ]),
    ),
    commit: commit(),
    date: new Date().toISOString(),
    loadAtStart: Math.round(100 * loadavg()[0]) / 100,
  };
}
