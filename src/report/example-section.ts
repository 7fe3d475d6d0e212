/**
 * A few examples in full, one at a time: what it is, how the hidden units compete for it, what that does to L. The choice
 * is by radio buttons and style rules, so it works without a script; on paper the chosen one is shown.
 */
import { inhibitionDiagram } from '../dynamics/inhibition-diagram.ts';
import type { ExampleView } from '../experiments/layer-view.ts';
import { exampleSheet } from './example-sheet.ts';
import type { ExampleSource } from './example-sheet.ts';
import { renderFigure } from './figure.ts';
import type { Figure } from './figure.ts';
import { activeUnitsFigure } from './figures/active-units.ts';
import { activityCourseFigure } from './figures/activity-course.ts';
import { currentActivityFigure } from './figures/current-activity.ts';
import { inhibitionFigure } from './figures/inhibition-diagram.ts';
import { presentationGrowthFigure } from './figures/presentation-growth.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { pngDataUri } from './png.ts';
import type { ReportedExamples, TrainingReport } from './types.ts';

/** The figures of one example. */
export interface ExampleFigures {
  readonly view: ExampleView;
  readonly figures: readonly Figure[];
}

/** Inhibition at the right end of its axis, at least. */
const leastEnd = 1.5;

/** All figures of all examples. */
export function exampleFigures(
  { examples, active, inhibition, threshold }: ReportedExamples,
  units: number,
): ExampleFigures[] {
  return examples.map((view) => {
    const { example, course, currents, growth } = view;
    const id = (name: string): string => `${name}-${example}`;
    const own = { threshold, inhibition };
    const marked = course.steady.reduce((count, h) => count + (h > 0 ? 1 : 0), 0);
    const diagram = inhibitionDiagram(currents);
    return {
      view,
      figures: [
        { ...activityCourseFigure(view, { ...own, id: id('activity') }), isWide: true },
        currentActivityFigure(view, { ...own, id: id('currents') }),
        ...(growth === null ? [] : [presentationGrowthFigure(growth, id('growth'))]),
        ...(diagram.breakpoints.length === 0
          ? []
          : [
              {
                ...inhibitionFigure(diagram, Math.max(leastEnd, 1.25 * inhibition), inhibition),
                id: id('inhibition'),
              },
            ]),
        activeUnitsFigure(active, { id: id('active'), marked, units }),
      ],
    };
  });
}

/** The section's content: the choice, and what each shows. */
export function exampleSection(
  examples: readonly ExampleFigures[],
  { shape, examples: source }: TrainingReport['data'],
): Markup {
  const choices = examples.map(
    ({ view: { example } }, i) =>
      markup`<input type="radio" name="example" id="example-${example}"${i === 0 ? markup` checked` : null}><label for="example-${example}">${thumbnail(source, example, shape)}<span>${nameOf(source, example)}</span></label>
`,
  );
  const views = examples.map(
    ({ figures }) => markup`<div class="view">
${figures.map(renderFigure)}</div>
`,
  );
  return markup`<div class="examples">
${choices}<div class="views">
${views}</div>
</div>`;
}

function thumbnail(
  source: ExampleSource | null,
  example: number,
  shape: TrainingReport['data']['shape'],
): Markup | null {
  if (source === null) return null;
  const { values, inputs, divisor } = source;
  const own = Array.from({ length: inputs }, (_, i) => values[example * inputs + i]);
  const { picture } = exampleSheet({ values: own, inputs, divisor, labels: null }, { shape, count: 1 });
  return markup`<img class="pixels" src="${pngDataUri(picture)}" width="${picture.width}" height="${picture.height}" alt="Example ${example}">`;
}

function nameOf(source: ExampleSource | null, example: number): string {
  const labels = source?.labels ?? null;
  return labels === null ? `example ${example}` : `class ${labels[example]}`;
}
