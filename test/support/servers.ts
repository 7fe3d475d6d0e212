/** PostgreSQL and Slurm, for tests of the engines that need them: where they are, or why tests are skipped. */
import { spawnSync } from 'node:child_process';

/** The URL of a PostgreSQL whose database may be written to; empty where there is none. */
const url = process.env['TEST_POSTGRES'] ?? '';
/** Set where a skipped test would be a hole: on CI. */
const isPostgresRequired = process.env['REQUIRE_POSTGRES'] === '1';

/** Whether tests that need a server are skipped; where one is required, they run, and fail without it. */
export const withoutPostgres: boolean = url === '' && !isPostgresRequired;

/** Why, for the title of what is skipped. */
export const postgresReason: string = withoutPostgres
  ? ' (skipped: no PostgreSQL; set TEST_POSTGRES to the URL of one, as .ci/run does)'
  : '';

/** The URL. */
export function postgresUrl(): string {
  if (url === '') throw new Error('REQUIRE_POSTGRES is set, but TEST_POSTGRES is not; set it to a URL');
  return url;
}

function hasSlurm(): boolean {
  return spawnSync('sinfo', ['--noheader'], { timeout: 10_000 }).status === 0;
}

/** The same for Slurm. */
export const withoutSlurm: boolean = process.env['REQUIRE_SLURM'] !== '1' && !hasSlurm();

export const slurmReason: string = withoutSlurm
  ? ' (skipped: no Slurm answers to sinfo; install Debian’s package slurm-wlm and start it as .ci/run does)'
  : '';
