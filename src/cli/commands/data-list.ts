/** `data list`: the known data sets, and which of them are at hand. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PUBLISHED } from '../../data/published.ts';
import type { Published } from '../../data/published.ts';
import type { Execute } from '../command.ts';
import type { DataListOptions } from '../options/data.ts';
import { outFolder, publish } from '../publish.ts';
import { textTable } from '../text/table.ts';

interface Listed {
  readonly name: string;
  readonly title: string;
  /** Made by this program, or fetched. */
  readonly source: 'generated' | 'published';
  /** Everything that is needed is there; whether it is sound, only loading tells. */
  readonly present: boolean;
  /** Where its files are, or would be; null for generated ones. */
  readonly folder: string | null;
}

const generated: readonly Listed[] = [
  {
    name: 'digits',
    title: 'Generated 28 × 28 digits, ten classes',
    source: 'generated',
    present: true,
    folder: null,
  },
  { name: 'bars', title: "Földiák's bars", source: 'generated', present: true, folder: null },
];

function holdsAll(folder: string, { files }: Published): boolean {
  return files.every(({ name }) =>
    ['', '.gz'].some((packed) => existsSync(path.join(folder, name + packed))),
  );
}

function list(dataDir: string): readonly Listed[] {
  const published = Object.entries(PUBLISHED).map(([name, set]): Listed => {
    const own = path.resolve(dataDir, set.folder);
    const folder = [own, path.resolve(dataDir)].find((candidate) => holdsAll(candidate, set));
    return {
      name,
      title: set.title,
      source: 'published',
      present: folder !== undefined,
      folder: folder ?? own,
    };
  });
  return [...generated, ...published];
}

/** Runs `data list`. */
export const dataListCommand: Execute<DataListOptions> = async (options, terminal) => {
  const sets = list(options.dataDir);
  const folder = outFolder(options, 'data list');
  await publish(
    { command: 'data list', options, terminal, folder },
    {
      json: { dataDir: path.resolve(options.dataDir), sets },
      human: () =>
        textTable(
          ['name', 'what', 'at hand'],
          sets.map(({ name, title, present, folder }) => [
            name,
            title,
            present ? (folder ?? 'generated') : `no: data fetch ${name}`,
          ]),
        ),
    },
  );
  return 0;
};
