/** Entry of the command line: ties `run` to the process, its streams, Ctrl-C and SIGTERM. */
import process from 'node:process';
import { listenToSignals } from './signals.ts';

const interruption = new AbortController();
const signals = listenToSignals(interruption);

// A reader that left early (`| head`) is no error; what it did not want is dropped.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const [{ run }, { commands }, { describeFailure }] = await Promise.all([
  import('./run.ts'),
  import('./commands.ts'),
  import('./failure.ts'),
]);

// Errors that no `await` sees, from a stream or a worker. The command is interrupted rather than the process ended, because
// Node can hang in an exit with live workers.
let failed: number | undefined;
process.on('uncaughtException', (error) => {
  const { status, line } = describeFailure(error);
  process.stderr.write(`${line}\n`);
  if (process.argv.includes('--debug')) process.stderr.write(`${error.stack ?? ''}\n`);
  failed = status;
  interruption.abort();
});

const status = await run(process.argv.slice(2), commands, {
  stdout: process.stdout,
  stderr: process.stderr,
  ...signals,
});
process.exitCode = failed ?? status;
