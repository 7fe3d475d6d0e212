/**
 * Entry of a worker process of the local engine. Argument: the folder of the sweep.
 *
 * Ctrl-C and SIGTERM reach all processes of a terminal or a job at once; what a worker does then is for the sweep to say.
 */
import { enableCompileCache } from 'node:module';
import process from 'node:process';

process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
enableCompileCache();

const [{ commands }, { runJob }, { serveJobs }] = await Promise.all([
  import('../commands.ts'),
  import('./run-job.ts'),
  import('../../engines/local/serve.ts'),
]);

const folder = process.argv[2];
serveJobs((job, signal) => runJob(job, { commands, folder, signal }));
