/** The command line of `npm run bench`. */
import { parseArgs } from 'node:util';
import { ArgumentError } from '../../src/errors.ts';

/** Parts of the benchmark. */
const SECTIONS = ['dynamics', 'epoch', 'growth', 'memory', 'sweeps'] as const;
type Section = (typeof SECTIONS)[number];

/** What to measure. */
export interface BenchOptions {
  readonly sections: ReadonlySet<Section>;
  readonly quick: boolean;
  /** Turns of everything that is measured; undefined: as the plan has it. */
  readonly rounds: number | undefined;
  /** Folder of MNIST; null: generated digits. */
  readonly dataDir: string | null;
  /** Folder that results are written to; null: they are printed only. */
  readonly out: string | null;
}

/**
 * Options from the words of a command line.
 * @param ownFolder where a whole run writes to, if no `--out` says otherwise
 * @throws ArgumentError for an unknown option or section
 */
export function parseBenchOptions(words: readonly string[], ownFolder: string): BenchOptions {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...words],
      options: {
        sections: { type: 'string', default: SECTIONS.join(',') },
        quick: { type: 'boolean', default: false },
        rounds: { type: 'string' },
        'data-dir': { type: 'string' },
        out: { type: 'string' },
      },
    }));
  } catch (error) {
    throw new ArgumentError(
      `${error instanceof Error ? error.message : String(error)}; options: --sections, --quick, --rounds, --data-dir, --out`,
    );
  }
  const sections = values.sections.split(',').map((name) => {
    const section = SECTIONS.find((one) => one === name);
    if (section === undefined) {
      throw new ArgumentError(`--sections: must be some of ${SECTIONS.join(',')} (got ${name})`);
    }
    return section;
  });
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds >= 1)) {
    throw new ArgumentError(`--rounds: must be an integer >= 1 (got ${values.rounds ?? ''})`);
  }
  const isWhole = !values.quick && SECTIONS.every((section) => sections.includes(section));
  return {
    sections: new Set(sections),
    quick: values.quick,
    rounds,
    dataDir: values['data-dir'] ?? null,
    out: values.out ?? (isWhole ? ownFolder : null),
  };
}
