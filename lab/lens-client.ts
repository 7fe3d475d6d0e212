/** The page's side of the worker that looks at examples: one request at a time, and of those that wait only the latest. */
import type { LensView } from './lens.ts';
import type { Reply, Request } from './messages.ts';
import type { PresentedUnits } from './presentation-steps.ts';
import type { RecordName } from './record.ts';
import type { Settings } from './settings.ts';
import SolverWorker from './worker.ts?worker&inline';

/** What is looked at. */
interface Subject {
  readonly input: Float64Array;
  readonly settings: Settings;
}

export interface LensClient {
  /** Weights `[K × N]` of all requests after this. */
  readonly setWeights: (weights: Float64Array) => void;
  readonly look: (subject: Subject) => void;
  readonly present: (subject: Subject, steps: number) => Promise<PresentedUnits>;
  readonly record: (subject: Subject, name: RecordName) => Promise<string>;
}

/** Who is told. */
export interface LensEvents {
  /** @param settings those of the request */
  readonly view: (view: LensView, settings: Settings) => void;
  readonly failure: (message: string) => void;
}

/** Starts the worker. */
export function createLensClient({ view, failure }: LensEvents): LensClient {
  const worker = new SolverWorker();
  let busy = false;
  let waiting: Subject | null = null;
  let weights: Float64Array | null = null;
  let presented: ((units: PresentedUnits) => void) | null = null;
  const records = new Map<RecordName, (text: string) => void>();
  const post = (request: Request): void => worker.postMessage(request);

  const sendWeights = (): void => {
    if (weights === null) return;
    post({ kind: 'weights', weights });
    weights = null;
  };
  const next = (): void => {
    if (busy || waiting === null) return;
    busy = true;
    sendWeights();
    post({ kind: 'look', ...waiting });
    waiting = null;
  };
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    switch (data.kind) {
      case 'view':
        busy = false;
        // What was asked for meanwhile replaces it, but a page that never showed anything in between would stand still.
        view(data.view, data.settings);
        next();
        break;
      case 'presented':
        presented?.(data.presented);
        break;
      case 'record':
        records.get(data.name)?.(data.text);
        records.delete(data.name);
        break;
      case 'failure':
        busy = false;
        failure(data.message);
        next();
        break;
      case 'snapshot':
        break;
    }
  });

  return {
    setWeights: (latest) => {
      weights = latest;
    },
    look: (subject) => {
      waiting = subject;
      next();
    },
    present: (subject, steps) => {
      sendWeights();
      return new Promise((resolve) => {
        presented = resolve;
        post({ kind: 'present', ...subject, steps });
      });
    },
    record: (subject, name) => {
      sendWeights();
      return new Promise((resolve) => {
        records.set(name, resolve);
        post({ kind: 'record', ...subject, name });
      });
    },
  };
}
