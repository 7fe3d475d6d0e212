/** `data fetch`: downloads a published data set. */
import path from 'node:path';
import { fetchDataset } from '../../data/fetch-dataset.ts';
import type { Execute } from '../command.ts';
import type { DataFetchOptions } from '../options/data.ts';
import type { Progress } from '../progress.ts';
import { outFolder, publish } from '../publish.ts';

const MEBIBYTE = 2 ** 20;

/** Runs `data fetch`. */
export const dataFetchCommand: Execute<DataFetchOptions> = async (options, terminal) => {
  const { name, dataDir } = options;
  const bars = new Map<string, Progress>();
  let files: string[];
  try {
    files = await fetchDataset(name, dataDir, {
      // Ctrl-C ends the transfer; what has arrived stays in the .part file for the next attempt.
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          signal: AbortSignal.any([terminal.signal, ...(init?.signal ? [init.signal] : [])]),
        }),
      onProgress: ({ file, received, total }) => {
        const bar = bars.get(file) ?? terminal.createProgress({ label: file, total });
        bars.set(file, bar);
        bar.update(received, { text: `${(received / MEBIBYTE).toFixed(1)} MiB` });
      },
    });
  } catch (error) {
    // A transfer that was stopped by Ctrl-C is no fault of the addresses.
    terminal.signal.throwIfAborted();
    throw error;
  } finally {
    for (const bar of bars.values()) bar.stop();
  }
  const paths = files.map((file) => path.resolve(file));
  const folder = outFolder(options, 'data fetch');
  await publish(
    { command: 'data fetch', options, terminal, folder },
    {
      json: { name, dataDir: path.resolve(dataDir), files: paths },
      human: () => paths.join('\n'),
    },
  );
  return 0;
};
