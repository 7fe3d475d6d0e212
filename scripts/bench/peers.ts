/** Programs of other people that are measured beside ours: looked for, never installed. */
import { spawn, spawnSync } from 'node:child_process';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A Python that has a package. */
export interface Peer {
  readonly package: string;
  readonly python: string;
  readonly version: string;
  readonly pythonVersion: string;
}

/** A package that no Python has: why a row was not measured. */
export interface AbsentPeer {
  readonly package: string;
  readonly reason: string;
}

const PYTHONS: readonly string[] = ['python3', '/usr/bin/python3'];
const DEBIAN: Readonly<Record<string, string>> = {
  numpy: 'python3-numpy',
  scipy: 'python3-scipy',
  torch: 'python3-torch',
};

/** What a row says whose package is missing. */
function absence(packageName: string): AbsentPeer {
  const debian = DEBIAN[packageName] ?? `python3-${packageName}`;
  return { package: packageName, reason: `not measured: no ${packageName} (Debian: ${debian})` };
}

/** The first Python that has the package. */
export function findPeer(packageName: string, pythons: readonly string[] = PYTHONS): Peer | AbsentPeer {
  const source = `import sys, ${packageName}; print(${packageName}.__version__); print(sys.version.split()[0])`;
  for (const python of pythons) {
    const { status, stdout } = spawnSync(python, ['-c', source], { encoding: 'utf8' });
    if (status !== 0) continue;
    const [version, pythonVersion] = stdout.trim().split('\n');
    return { package: packageName, python, version, pythonVersion };
  }
  return absence(packageName);
}

/** Path of a script under scripts/peers. */
export function peerScript(name: string): string {
  return fileURLToPath(new URL(`../peers/${name}`, import.meta.url));
}

/** An environment in which numerical libraries use so many threads. */
export function threadEnvironment(threads: number): NodeJS.ProcessEnv {
  const count = String(threads);
  return {
    ...process.env,
    OMP_NUM_THREADS: count,
    OPENBLAS_NUM_THREADS: count,
    MKL_NUM_THREADS: count,
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

/** A peer that answers requests, line by line in JSON. */
export interface PeerSession {
  readonly ask: (request: unknown) => Promise<unknown>;
  readonly close: () => void;
}

/** Starts a script that serves requests. */
export function openSession(peer: Peer, script: string, threads: number): PeerSession {
  const child = spawn(peer.python, [peerScript(script)], {
    env: threadEnvironment(threads),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (request) => {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${script}: ended without an answer`);
      return JSON.parse(value) as unknown;
    },
    close: () => {
      child.stdin.end();
    },
  };
}
