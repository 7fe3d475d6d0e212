/** Learning rates that fall in steps. */

/** One step: a rate for some epochs. */
export interface RateStep {
  /** α > 0. */
  readonly rate: number;
  /** ≥ 1. */
  readonly epochs: number;
}

/** Steps in their order. */
export type RateSchedule = readonly RateStep[];

/** Epochs of all steps. */
export function scheduleEpochs(schedule: RateSchedule): number {
  return schedule.reduce((sum, { epochs }) => sum + epochs, 0);
}

/** The rate of an epoch, counted from 0. */
export function rateAt(schedule: RateSchedule, epoch: number): number {
  let end = 0;
  for (const { rate, epochs } of schedule) {
    end += epochs;
    if (epoch < end) return rate;
  }
  return schedule[schedule.length - 1].rate;
}

/** The same rates in the same proportions over another number of epochs; steps that would get none are left out. */
export function stretchSchedule(schedule: RateSchedule, epochs: number): RateSchedule {
  const factor = epochs / scheduleEpochs(schedule);
  let before = 0;
  let taken = 0;
  return schedule
    .map((step) => {
      before += step.epochs;
      const end = Math.round(before * factor);
      const own = end - taken;
      taken = end;
      return { rate: step.rate, epochs: own };
    })
    .filter((step) => step.epochs > 0);
}
