/**
 * Errors that name what is wrong, the bound, what was given, and the mend.
 *
 * Bad input is an error; numerical failure of a solve is a value (`retcode`, see `ode/types.ts`) that only
 * becomes a `SolveError` where a caller cannot go on without the solution.
 */

/** Base class of every error this package throws on purpose. `exitStatus` is the status of a command that ends with it. */
export abstract class CompetingUnitsError extends Error {
  abstract readonly exitStatus: 1 | 2;
  override get name(): string {
    return this.constructor.name;
  }
}

/** An option or argument is out of its range. Text: `name: must be … (got …); mend`. */
export class ArgumentError extends CompetingUnitsError {
  readonly exitStatus = 2;
}

/** Two arrays do not fit each other. Text names both shapes. */
export class ShapeError extends CompetingUnitsError {
  readonly exitStatus = 2;
}

/** A file is not what its format says. Text: `path: what, byte offset; mend`. */
export class DataFormatError extends CompetingUnitsError {
  readonly exitStatus = 2;
}

/** A solve failed where its solution was needed. Text carries the retcode's message. */
export class SolveError extends CompetingUnitsError {
  readonly exitStatus = 1;
}
