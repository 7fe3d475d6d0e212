/** What the network was shown: a contact sheet of training examples. */
import type { ExampleSource } from '../example-sheet.ts';
import { exampleSheet } from '../example-sheet.ts';
import type { Figure } from '../figure.ts';
import { markup } from '../markup.ts';
import { pngDataUri } from '../png.ts';
import type { TrainingReport } from '../types.ts';

const examplesShown = 160;

/** The figure, given that there are examples to show. */
export function inputsFigure({ name, shape }: TrainingReport['data'], examples: ExampleSource): Figure {
  const { picture, classes } = exampleSheet(examples, { shape, count: examplesShown });
  const rowNames =
    classes === null ? null : markup`<ol class="classes">${classes.map((c) => markup`<li>${c}</li>`)}</ol>`;
  const order =
    classes === null
      ? 'Training examples in the order of the data set'
      : 'Training examples, a row for each class (the labels are not used in training)';
  return {
    id: 'inputs',
    title: `Inputs: ${name}`,
    drawing: markup`<div class="sheet">${rowNames}<img class="pixels" src="${pngDataUri(picture)}" width="${picture.width}" height="${picture.height}" alt="Examples of the data set ${name}"></div>`,
    caption: `${order}. The features that hidden units learn should look like parts or averages of these.`,
  };
}
