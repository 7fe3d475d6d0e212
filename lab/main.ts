/** The page: what is shown, and who is told when it changes. Workers compute; here is drawn. */
import './style.css';
import { createColourBar } from './colour-bar.ts';
import { createCoursePlot } from './course-plot.ts';
import { createDigitPicker } from './digit-picker.ts';
import { byId, setText } from './dom.ts';
import { createDrawingPad } from './drawing-pad.ts';
import { createGrowthHistory } from './growth-history.ts';
import { createLensClient } from './lens-client.ts';
import type { LensView } from './lens.ts';
import { createMosaicView } from './mosaic-view.ts';
import { playPresentation } from './play-presentation.ts';
import { createPulledCards } from './pulled-cards.ts';
import { createRecordPanel } from './record-panel.ts';
import { createSliders } from './sliders.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { Settings } from './settings.ts';
import { inputOf } from './strokes.ts';
import { createSwitchTable } from './switch-table.ts';
import { onThemeChange } from './theme.ts';
import { PIXELS } from './image.ts';
import { createTrainedNote } from './trained-note.ts';
import { createTrainingPanel } from './training-panel.ts';
import { unitFacts } from './unit-facts.ts';

/** Milliseconds between two looks at an example while the network trains: slower than frames, for calm curves. */
const LOOKS_APART = 100;
/** The digit that is shown first. */
const FIRST_DIGIT = 3;

let settings: Settings = DEFAULT_SETTINGS;
let input: Float64Array = new Float64Array(PIXELS);
let weights: Float64Array = new Float64Array(0);
let view: LensView | null = null;
let viewSettings: Settings = settings;
let scale = 1;
/** Under the pointer, and chosen. */
let hovered: number | null = null;
let chosen: number | null = null;
let lastLook = 0;
let isPresenting = false;
/** Settings of the run that the weights come from. */
let learned: Settings | null = null;

const failure = byId('failure', HTMLElement);
const fail = (message: string): void => {
  failure.hidden = false;
  setText(failure, message);
};
const row = (unit: number): Float64Array => weights.subarray(unit * PIXELS, (unit + 1) * PIXELS);

const lens = createLensClient({
  view: (next, of) => {
    // The network may have got another size meanwhile.
    if (next.currents.length * PIXELS !== weights.length || isPresenting) return;
    view = next;
    viewSettings = of;
    failure.hidden = true;
    showView();
  },
  failure: fail,
});
const course = createCoursePlot(byId('course', HTMLCanvasElement), hover);
const mosaic = createMosaicView(byId('mosaic', HTMLCanvasElement), { hover, choose });
const cards = createPulledCards(byId('pulled', HTMLUListElement), byId('pulled-rest', HTMLElement), hover);
const history = createGrowthHistory();
const colourBar = createColourBar();
const table = createSwitchTable();
const note = createTrainedNote((projected) => changeWeights(projected));
const record = createRecordPanel((name) => lens.record({ input, settings }, name));

function hover(unit: number | null): void {
  if (unit === hovered) return;
  hovered = unit;
  showUnit();
}

function choose(unit: number): void {
  chosen = unit === chosen && hovered !== null ? null : unit;
  showUnit();
}

function showUnit(): void {
  const unit = hovered ?? chosen;
  course.highlight(unit);
  mosaic.highlight(unit);
  if (view === null) return;
  const shown = unit ?? view.learners.units.at(0) ?? view.relaxed.active.at(0) ?? 0;
  if (shown < view.currents.length) {
    setText(byId('unit-facts', HTMLElement), unitFacts(view, shown, { w: row(shown), p: viewSettings.p }));
  }
}

function showView(): void {
  if (view === null) return;
  course.show({ view, threshold: viewSettings.threshold });
  mosaic.showRoles(view);
  cards.show(view.pulled, row, scale);
  history.next(view, viewSettings.algorithm);
  table.show(view, viewSettings.algorithm);
  showUnit();
}

function look(): void {
  if (weights.length === 0 || isPresenting) return;
  lastLook = performance.now();
  lens.look({ input, settings });
}

function showWeights(next: Float64Array): void {
  weights = next;
  scale = mosaic.showWeights(weights);
  colourBar.show(scale);
}

/** Weights that are changed by hand: training starts anew from them. */
function changeWeights(change: (weights: Float64Array, p: number) => void): void {
  const next = weights.slice();
  change(next, settings.p);
  history.clear();
  training.forget();
  showWeights(next);
  lens.setWeights(next);
  note.show(weights, settings);
  look();
}

function setInput(ink: Uint8Array): void {
  input = inputOf(ink);
  history.clear();
  look();
}

const training = createTrainingPanel({
  settings: () => settings,
  weights: () => weights,
  snapshot: ({ weights: next }, of) => {
    if (isPresenting) return;
    history.clear();
    showWeights(next);
    if (of !== learned) {
      learned = of;
      note.trained(of);
      note.show(weights, settings);
    }
    lens.setWeights(next);
    if (!training.isRunning() || performance.now() - lastLook >= LOOKS_APART) look();
  },
  failure: fail,
});

const picker = createDigitPicker(({ ink }) => {
  pad.show(ink);
  setInput(ink);
});
const pad = createDrawingPad(byId('pad', HTMLCanvasElement), byId('cursor', HTMLElement), (ink) => {
  picker.leave();
  setText(byId('input-name', HTMLElement), ink.some((value) => value > 0) ? 'your drawing' : 'draw here');
  setInput(ink);
});
byId('clear', HTMLButtonElement).addEventListener('click', () => pad.clear());

createSliders((next) => {
  if (next.p !== settings.p) history.clear();
  settings = next;
  record.showCommands(settings);
  note.show(weights, settings);
  look();
});

byId('present', HTMLButtonElement).addEventListener('click', () => {
  if (isPresenting || weights.length === 0) return;
  isPresenting = true;
  training.forget();
  lens.setWeights(weights);
  void playPresentation({
    present: (steps) => lens.present({ input, settings }, steps),
    weights,
    show: (next, progress) => {
      showWeights(next);
      history.progress(progress);
    },
  }).then((end) => {
    isPresenting = false;
    history.settle();
    showWeights(end);
    lens.setWeights(end);
    look();
  });
});

onThemeChange(() => {
  for (const part of [course, mosaic, cards, history, pad, picker, colourBar]) part.invalidate();
});

record.showCommands(settings);
picker.pick(FIRST_DIGIT);
training.startAnew();
