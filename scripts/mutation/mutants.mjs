/** Mutants of files: all of them, a sample of them, and what the tests say to each. */
import { Stryker } from '@stryker-mutator/core';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import config from '../../stryker.config.mjs';

const SILENT = { isDebugEnabled: () => false, debug() {}, info() {}, warn() {} };

/** What tells a mutant from all others, in any run. */
export function keyOf({ fileName, location: { start, end }, mutatorName, replacement }) {
  const place = `${start.line}:${start.column}-${end.line}:${end.column}`;
  return `${path.relative('.', fileName)} ${place} ${mutatorName} ${replacement}`;
}

/** Every mutant of the files, with lines and columns from 0. */
export async function listMutants(files) {
  const sources = files.map((name) => ({ name, mutate: true, content: readFileSync(name, 'utf8') }));
  const options = { ignorers: [], plugins: null, ...config.mutator };
  const { mutants } = await new Instrumenter(SILENT).instrument(sources, options);
  return mutants.filter(({ status }) => status !== 'Ignored');
}

/** `count` of the mutants: those with the smallest digests of seed and mutant, in the order of the files. */
export function drawMutants(mutants, count, seed) {
  const digest = (mutant) =>
    createHash('sha256')
      .update(`${seed} ${keyOf(mutant)}`)
      .digest('hex');
  const digests = new Map(mutants.map((mutant) => [mutant, digest(mutant)]));
  const last = [...digests.values()].sort()[Math.min(count, mutants.length) - 1];
  return mutants.filter((mutant) => digests.get(mutant) <= last);
}

/**
 * Stryker can be told files and lines, but not single mutants, and code with all of its mutants in it is ten to fifty
 * times as slow. So mutants that were not drawn are marked as ignored before they are placed.
 */
function placeOnly(drawn) {
  const { instrument } = Instrumenter.prototype;
  Instrumenter.prototype.instrument = function (files, options) {
    const transform = this._transform;
    this._transform = (ast, collector, context) => {
      if (!Object.hasOwn(collector, 'collect')) {
        const collect = collector.collect.bind(collector);
        collector.collect = (...specification) => {
          const mutant = collect(...specification);
          if (!drawn.has(keyOf(mutant.toApiMutant()))) mutant.ignoreReason ??= 'not drawn';
          return mutant;
        };
      }
      return transform(ast, collector, context);
    };
    return instrument.call(this, files, options);
  };
  return () => {
    Instrumenter.prototype.instrument = instrument;
  };
}

/** Runs the tests of a folder against each of the mutants whose keys are in `drawn`. */
export async function runMutants(mutants, { folder, drawn }) {
  // Vitest's configuration reads it, in processes that Stryker starts.
  process.env.MUTATION_FOLDER = folder;
  const restore = placeOnly(drawn);
  const { write } = process.stdout;
  // How far it is.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    const mutate = [...new Set(mutants.map(({ fileName }) => fileName))];
    const results = await new Stryker({ mutate }).runMutationTest();
    return results
      .filter(({ status }) => status !== 'Ignored')
      .map((mutant) => ({ ...mutant, fileName: path.relative('.', mutant.fileName) }));
  } finally {
    process.stdout.write = write;
    restore();
  }
}
