/** What the network was shown: a contact sheet of training examples. */
import { softInk } from '../chart-frame.ts';
import type { ExampleSource } from '../example-sheet.ts';
import { exampleSheet } from '../example-sheet.ts';
import type { Figure } from '../figure.ts';
import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import { pngDataUri } from '../png.ts';
import type { Picture } from '../png.ts';
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
    svg: () => toSvg(picture, classes),
    caption: `${order}. The features that hidden units learn should look like parts or averages of these.`,
  };
}

/** The sheet at a unit per pixel, the classes beside its rows. */
function toSvg(picture: Picture, classes: readonly number[] | null): Markup {
  const { width, height } = picture;
  const left = classes === null ? 0 : 24;
  const names = (classes ?? []).map((name, row, { length }) => {
    const middle = Math.round(((row + 0.5) * height) / length);
    return markup`<text x="${left - 7}" y="${middle + 4}" text-anchor="end" font-size="11.5" fill="${softInk}">${name}</text>`;
  });
  return markup`<svg viewBox="0 0 ${width + left} ${height}">${names}<image href="${pngDataUri(picture)}" x="${left}" y="0" width="${width}" height="${height}" style="image-rendering:pixelated"/></svg>`;
}
