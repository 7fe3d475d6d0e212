/** Progress bars on stderr: only on a terminal, silent everywhere else. */

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
export type CreateProgress = (options: {
  readonly label: string;
  readonly total: number;
}) => Promise<Progress>;

const silent: Progress = { update: () => undefined, stop: () => undefined };

/** A maker of bars on `stream`, or of silent ones where `stream` is not a terminal. */
export function progressOn(stream: TerminalStream): CreateProgress {
  return async ({ label, total }) => {
    if (!stream.isTTY) return silent;
    const { SingleBar } = (await import('cli-progress')).default;
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
