#!/usr/bin/env node
/** Entry of the command line: ties `run` to the process, its streams and Ctrl-C. */
import { enableCompileCache } from 'node:module';
import process from 'node:process';

// Before anything else is loaded: saves parsing it again at the next start.
enableCompileCache();

const interruption = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl-C does not wait for the command to clean up.
  if (interruption.signal.aborted) process.exit(130);
  interruption.abort();
});

// A reader that left early (`| head`) is no error; what it did not want is dropped.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const [{ run }, { commands }, { describeFailure }] = await Promise.all([
  import('./run.ts'),
  import('./commands.ts'),
  import('./failure.ts'),
]);

// Errors that no `await` sees, from a stream or a worker.
process.on('uncaughtException', (error) => {
  const { status, line } = describeFailure(error);
  process.stderr.write(`${line}\n`);
  if (process.argv.includes('--debug')) process.stderr.write(`${error.stack ?? ''}\n`);
  process.exit(status);
});

process.exitCode = await run(process.argv.slice(2), commands, {
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interruption.signal,
});
