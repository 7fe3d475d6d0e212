/** NumPy as an oracle, where `python3` has it. */
import { execFileSync } from 'node:child_process';

/** What a Python script prints. */
export function python(script: string, ...args: readonly string[]): string {
  return execFileSync('python3', ['-c', script, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Whether `python3 -c 'import numpy'` works. */
export function hasNumpy(): boolean {
  try {
    python('import numpy');
    return true;
  } catch {
    return false;
  }
}
