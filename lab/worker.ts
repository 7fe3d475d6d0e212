/** The worker's side: looks at examples and trains, so that the page has nothing to do but draw. */
import type { Reply, Request, Snapshot } from './messages.ts';
import { look } from './lens.ts';
import { presentInSteps } from './presentation-steps.ts';
import { recordText } from './record.ts';
import { createTrainingRun, digitSource } from './training-run.ts';
import type { Pulse, TrainingRun } from './training-run.ts';

/** The global scope of a dedicated worker, as far as it is used. */
interface WorkerScope {
  postMessage: (message: Reply, transfer?: Transferable[]) => void;
  addEventListener: (type: 'message', listener: (event: MessageEvent<Request>) => void) => void;
}

/** Work between two looks at the messages, in milliseconds: half a frame. */
const SLICE = 8;
/** Examples between two looks at the clock. */
const CHUNK = 64;
/** Milliseconds between two pulses, over which the speed is measured, too. */
const PULSE = 200;

const scope = globalThis as unknown as WorkerScope;
let weights: Float64Array = new Float64Array(0);

/** Runs training in turns with the messages. */
function createTrainer(): {
  start: (run: TrainingRun, number: number) => void;
  setPace: (pace: number) => void;
  request: () => void;
} {
  const turns = new MessageChannel();
  let run: TrainingRun | null = null;
  let number = 0;
  let pace = 0;
  let wanted = false;
  let scheduled = false;
  /** Where the pace counts from. */
  let since = { time: 0, done: 0 };
  let pulse: Pulse | null = null;
  let measured = { time: 0, done: 0, speed: 0 };

  const restart = (): void => {
    since = { time: performance.now(), done: run?.done() ?? 0 };
  };

  const takePulse = (training: TrainingRun): Pulse => {
    const now = performance.now();
    const isOver = training.done() >= training.total;
    if (pulse !== null && now - measured.time < PULSE && !isOver) return pulse;
    const speed = (1000 * (training.done() - measured.done)) / (now - measured.time);
    measured = { time: now, done: training.done(), speed: isOver ? measured.speed : speed };
    pulse = training.pulse();
    return pulse;
  };

  const send = (training: TrainingRun): void => {
    wanted = false;
    const snapshot: Snapshot = {
      run: number,
      pulse: takePulse(training),
      weights: training.weights(),
      done: training.done(),
      total: training.total,
      speed: pace > 0 ? measured.speed : 0,
      deadUnits: training.lastEpoch()?.deadUnits ?? null,
      diverged: training.diverged(),
    };
    scope.postMessage({ kind: 'snapshot', snapshot }, [snapshot.weights.buffer as ArrayBuffer]);
  };

  /** Examples that are due by now. */
  const due = (training: TrainingRun): number => {
    if (pace === Infinity) return CHUNK;
    const target = since.done + (pace * (performance.now() - since.time)) / 1000;
    return Math.min(CHUNK, Math.floor(target) - training.done());
  };

  const schedule = (waits: boolean): void => {
    if (scheduled || run === null || pace === 0) return;
    scheduled = true;
    if (waits) setTimeout(turn, 4);
    else turns.port2.postMessage(null);
  };

  const turn = (): void => {
    scheduled = false;
    const training = run;
    if (training === null || pace === 0) return;
    const end = performance.now() + SLICE;
    let examples = due(training);
    while (examples > 0 && training.done() < training.total && performance.now() < end) {
      training.advance(examples);
      examples = due(training);
    }
    // What a pause of the machine left undone is not made up for.
    if (pace < Infinity && examples > 0) restart();
    if (wanted) send(training);
    if (training.done() < training.total) schedule(examples <= 0);
  };
  turns.port1.onmessage = turn;

  return {
    start: (next, itsNumber) => {
      run = next;
      number = itsNumber;
      pulse = null;
      measured = { time: performance.now(), done: 0, speed: 0 };
      restart();
      schedule(false);
    },
    setPace: (next) => {
      pace = next;
      measured = { ...measured, time: performance.now(), done: run?.done() ?? 0 };
      restart();
      schedule(false);
    },
    request: () => {
      wanted = true;
      if (run !== null && !scheduled) send(run);
    },
  };
}

const trainer = createTrainer();
let source: ReturnType<typeof digitSource> | null = null;

function answer(request: Request): void {
  switch (request.kind) {
    case 'weights':
      ({ weights } = request);
      break;
    case 'look':
      scope.postMessage({ kind: 'view', view: look({ weights, ...request }), settings: request.settings });
      break;
    case 'present':
      scope.postMessage({
        kind: 'presented',
        presented: presentInSteps({ weights, ...request }, request.steps),
      });
      break;
    case 'record':
      scope.postMessage({
        kind: 'record',
        name: request.name,
        text: recordText(request.name, { weights, ...request }),
      });
      break;
    case 'train':
      source ??= digitSource();
      trainer.start(createTrainingRun(request.plan, source), request.plan.run);
      break;
    case 'pace':
      trainer.setPace(request.pace);
      break;
    case 'snapshot':
      trainer.request();
      break;
  }
}

scope.addEventListener('message', ({ data }) => {
  try {
    answer(data);
  } catch (error) {
    scope.postMessage({ kind: 'failure', message: error instanceof Error ? error.message : String(error) });
  }
});
