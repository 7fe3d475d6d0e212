/** What the learning rules do to units, in the words of the report's captions. */
import type { RuleName } from '../learning/learning-rule.ts';
import type { TrainSummary } from '../experiments/types.ts';

/** Of one rule. */
interface RuleWords {
  /** Among the facts of a run; null for the paper's own. */
  readonly name: string | null;
  /** What happens to the active units of an example. */
  readonly learners: string;
  /** What makes a unit count as Hebbian and as anti-Hebbian; the latter null where none can be. */
  readonly hebbian: string;
  readonly antiHebbian: string | null;
  /** Where negative weights come from. */
  readonly negative: string;
}

const LEFT = 'left from the start in units that did not learn';

const WORDS: Readonly<Record<RuleName, RuleWords>> = {
  'krotov-hopfield': {
    name: null,
    learners:
      'Competition should leave a few units active; of these about one is strengthened (Hebbian) and the others are pushed away (anti-Hebbian). If none is Hebbian, nothing is learned.',
    hebbian: 'strengthened',
    antiHebbian: 'pushed away',
    negative: `come from anti-Hebbian learning, or are ${LEFT}`,
  },
  oja: {
    name: 'Oja’s rule, g = h',
    learners:
      'Competition should leave a few units active. Oja’s rule strengthens all of them (Hebbian), each by its activity; none is pushed away.',
    hebbian: 'active, and so strengthened',
    antiHebbian: null,
    negative: `are ${LEFT}`,
  },
  bcm: {
    name: 'BCM rule, g = h (h − θ)',
    learners:
      'Competition should leave a few units active. One whose h is above its own sliding threshold θ is strengthened (Hebbian); one below it is weakened (anti-Hebbian), and so is any unit that wins often, until its θ has fallen.',
    hebbian: 'strengthened, h above their θ',
    antiHebbian: 'weakened, 0 < h < θ',
    negative: `come from learning below θ, or are ${LEFT}`,
  },
};

/** The words for the rule of some runs, which have one rule together. */
export function ruleWords([first]: readonly Pick<TrainSummary, 'rule'>[]): RuleWords {
  return WORDS[first.rule ?? 'krotov-hopfield'];
}
