/** Progress bars on stderr: only on a terminal, silent everywhere else. */

import { createRequire } from 'node:module';
import type * as CliProgress from 'cli-progress';

/** A bar under way. */
export interface Progress {
  /** Sets the amount done, and the text at the end of the bar. */
  readonly update: (done: number, detail?: { readonly text?: string }) => void;
  /** Leaves the bar as it is and ends its line. */
  readonly stop: () => void;
}

/** A stream that may be a terminal. */
export type TerminalStream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Starts a bar; `total` in the units of `update`. */
export type CreateProgress = (options: { readonly label: string; readonly total: number }) => Progress;

const silent: Progress = { update: () => undefined, stop: () => undefined };

/** A maker of bars on `stream`, or of silent ones where `stream` is not a terminal. */
export function progressOn(stream: TerminalStream): CreateProgress {
  return ({ label, total }) => {
    if (!stream.isTTY) return silent;
    // Not an import: most commands end before they need a bar, and start sooner without the package.
    const { SingleBar } = createRequire(import.meta.url)('cli-progress') as typeof CliProgress;
    const bar = new SingleBar({
      stream,
      format: `${label} {bar} {percentage}% | {eta_formatted} left {text}`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 30,
      fps: 8,
      hideCursor: true,
      gracefulExit: false, // the entry handles Ctrl-C
    });
    bar.start(total, 0, { text: '' });
    return {
      update: (done, detail) => bar.update(done, { text: detail?.text ? `| ${detail.text}` : '' }),
      stop: () => bar.stop(),
    };
  };
}

/** Lines that are drawn anew in their place. */
export interface ProgressLines {
  readonly draw: (lines: readonly string[]) => void;
}

/** A terminal tells how wide it is. */
type WideStream = TerminalStream & { readonly columns?: number };

/** Lines at the end of `stream`; null where `stream` is not a terminal. */
export function linesOn(stream: WideStream): () => ProgressLines | null {
  return () => {
    if (!stream.isTTY) return null;
    let drawn = 0;
    return {
      draw: (lines) => {
        const width = (stream.columns ?? 80) - 1;
        const rest = Math.max(0, drawn - lines.length);
        const shown = [...lines, ...Array.from({ length: rest }, () => '')];
        const up = drawn === 0 ? '' : `\x1B[${drawn}A`;
        stream.write(up + shown.map((line) => `\x1B[2K${line.slice(0, width)}\n`).join(''));
        drawn = shown.length;
      },
    };
  };
}
