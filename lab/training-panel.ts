/** Training a network in a worker: buttons, pace and counters. */
import { formatCount, formatSignificant } from '../src/report/numbers.ts';
import { byId, setText } from './dom.ts';
import type { Reply, Request, Snapshot } from './messages.ts';
import { DEFAULT_EPOCHS, DEFAULT_UNITS } from './settings.ts';
import type { Settings } from './settings.ts';
import { PIXELS } from './image.ts';
import SolverWorker from './worker.ts?worker&inline';

/** What training needs to know of the page, and tells it. */
export interface TrainingEvents {
  readonly settings: () => Settings;
  /** `[K × N]` weights that are shown. */
  readonly weights: () => Float64Array;
  /** @param settings those that the weights are trained with */
  readonly snapshot: (snapshot: Snapshot, settings: Settings) => void;
  readonly failure: (message: string) => void;
}

export interface TrainingPanel {
  /** From fresh weights. */
  readonly startAnew: () => void;
  /** The weights were changed by hand: training goes on from them only anew. */
  readonly forget: () => void;
  readonly isRunning: () => boolean;
}

/** `idle`: nothing to go on with. */
type State = 'running' | 'paused' | 'idle';

const COUNTERS = ['done', 'speed', 'hebbian', 'anti', 'active', 'dead', 'norm', 'norm-largest'] as const;

/** The numbers as they are printed. */
function printed(snapshot: Snapshot, state: State): Record<(typeof COUNTERS)[number], string> {
  const { done, total, speed, pulse, deadUnits, diverged } = snapshot;
  return {
    done: `${formatCount(done)} of ${formatCount(total)}`,
    speed: state === 'running' ? formatCount(Number(speed.toPrecision(2))) : '–',
    hebbian: pulse.hebbian.toFixed(2),
    anti: pulse.antiHebbian.toFixed(2),
    active: pulse.active.toFixed(2),
    dead: deadUnits === null ? '–' : `${deadUnits}${diverged > 0 ? ` (${diverged} diverged)` : ''}`,
    norm: formatSignificant(pulse.normMedian, 2),
    'norm-largest': formatSignificant(pulse.normLargest, 2),
  };
}

/** Milliseconds between two prints of the counters: nobody reads faster, and text costs a layout of the page. */
const PRINTS_APART = 100;

/** Prepares the panel. */
export function createTrainingPanel(events: TrainingEvents): TrainingPanel {
  const worker = new SolverWorker();
  const post = (request: Request): void => worker.postMessage(request);
  const main = byId('train', HTMLButtonElement);
  const anew = byId('anew', HTMLButtonElement);
  const pace = byId('pace', HTMLSelectElement);
  const units = byId('units', HTMLSelectElement);
  const epochs = byId('epochs', HTMLSelectElement);
  const progress = byId('progress', HTMLProgressElement);
  const cells = Object.fromEntries(COUNTERS.map((name) => [name, byId(`count-${name}`, HTMLElement)]));
  units.value = String(DEFAULT_UNITS);
  epochs.value = String(DEFAULT_EPOCHS);
  let state: State = 'idle';
  let settings = events.settings();
  let last: Snapshot | null = null;
  /** Snapshots of an earlier run may still be on their way. */
  let run = 0;
  let isAsked = false;

  let printedAt = 0;
  const print = (): void => {
    printedAt = performance.now();
    setText(main, state === 'running' ? 'Pause' : state === 'paused' ? 'Resume' : 'Train on');
    if (last === null) return;
    for (const [name, text] of Object.entries(printed(last, state))) setText(cells[name], text);
    progress.value = last.done / last.total;
  };
  const ask = (): void => {
    if (state !== 'running' || isAsked) return;
    isAsked = true;
    post({ kind: 'snapshot' });
  };
  const setState = (next: State): void => {
    state = next;
    post({ kind: 'pace', pace: state === 'running' ? Number(pace.value) : 0 });
    print();
    ask();
  };
  const start = (weights: Float64Array | null): void => {
    settings = events.settings();
    const count = weights === null ? Number(units.value) : weights.length / PIXELS;
    run++;
    last = null;
    post({
      kind: 'train',
      plan: { run, settings, units: count, epochs: Number(epochs.value), weights, seed: 0 },
    });
    setState('running');
  };

  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    if (data.kind === 'failure') {
      events.failure(data.message);
      state = 'idle';
      print();
    }
    if (data.kind !== 'snapshot') return;
    isAsked = false;
    // The next one when this one is on the screen.
    requestAnimationFrame(ask);
    if (data.snapshot.run !== run) return;
    last = data.snapshot;
    if (last.done >= last.total) state = 'idle';
    events.snapshot(last, settings);
    if (state !== 'running' || performance.now() - printedAt >= PRINTS_APART) print();
  });
  main.addEventListener('click', () => {
    if (state === 'idle') start(events.weights());
    else setState(state === 'running' ? 'paused' : 'running');
  });
  anew.addEventListener('click', () => start(null));
  pace.addEventListener('change', () => {
    if (state === 'running') setState('running');
  });

  return {
    startAnew: () => start(null),
    forget: () => setState('idle'),
    isRunning: () => state === 'running',
  };
}
