/** The switching times of the shown example with all their digits, and the course in a sentence. */
import { formatCount, formatSignificant } from '../src/report/numbers.ts';
import { byId, create, setText } from './dom.ts';
import type { LensView } from './lens.ts';
import type { Algorithm } from '../src/experiments/types.ts';

export interface SwitchTable {
  readonly show: (view: LensView, algorithm: Algorithm) => void;
}

const units = (list: readonly number[]): string => (list.length === 0 ? 'none' : list.slice(0, 6).join(', '));

function sentence({ relaxed, learners, course }: LensView, algorithm: Algorithm): string {
  const pulled = learners.units.filter((unit) => learners.activation[unit] > 0).length;
  const pushed = learners.units.length - pulled;
  const active = relaxed.active.length;
  const count = course?.switches.length ?? 0;
  const last = course?.switches.at(-1)?.time;
  const course_ = last === undefined ? '' : `, the last at t = ${formatSignificant(last, 4)} τ`;
  const by = algorithm === 'ranking' ? ' by rank' : '';
  return `${formatCount(count)} ${count === 1 ? 'switch' : 'switches'}${course_}. ${active} of ${relaxed.activity.length} units ${active === 1 ? 'stays' : 'stay'} active; ${pulled} pulled, ${pushed} pushed${by}.`;
}

/** Prepares the table: it is filled only while it is open. */
export function createSwitchTable(): SwitchTable {
  const summary = byId('course-summary', HTMLElement);
  const shortcut = byId('shortcut', HTMLElement);
  const details = byId('switches', HTMLDetailsElement);
  const body = byId('switch-rows', HTMLTableSectionElement);
  let latest: LensView | null = null;
  const fill = (): void => {
    if (!details.open || latest === null) return;
    const rows = (latest.course?.switches ?? []).map(({ time, unit, direction }) =>
      create('tr', {
        children: [String(unit), String(time), direction > 0 ? 'on' : 'off'].map((text) =>
          create('td', { text }),
        ),
      }),
    );
    body.replaceChildren(...rows);
  };
  details.addEventListener('toggle', fill);
  return {
    show: (view, algorithm) => {
      latest = view;
      setText(summary, sentence(view, algorithm));
      const { pulled, pushed } = view.other;
      const name = algorithm === 'exact' ? 'The ranking shortcut' : 'The exact rule';
      setText(shortcut, `${name} would pull ${units(pulled)} and push ${units(pushed)}.`);
      fill();
    },
  };
}
