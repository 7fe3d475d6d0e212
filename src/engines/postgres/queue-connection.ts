/**
 * A queue of jobs in PostgreSQL: pg-boss on a server, or on PGlite, a PostgreSQL that runs in this process. Both packages are
 * optional and loaded here only.
 */
import path from 'node:path';
import type { PgBoss } from 'pg-boss';
import { ArgumentError } from '../../errors.ts';

/** Of all tables. */
export const SCHEMA = 'competing_units';

/** Where the queue is. */
export type QueueAddress =
  { readonly kind: 'server'; readonly url: string } | { readonly kind: 'pglite'; readonly folder: string };

/** An open queue. */
export interface QueueConnection {
  readonly boss: PgBoss;
  /** Runs one statement. */
  readonly sql: (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

const PREFIX = 'pglite:';

/** What was given is never repeated: it may hold a password. */
const UNSAID = 'what was given is not repeated here, for it may hold a password';

/**
 * Reads the address of a server.
 * @throws ArgumentError
 */
export function serverAddress(connect: string): QueueAddress & { readonly kind: 'server' } {
  if (/^postgres(ql)?:\/\/./.test(connect) && URL.canParse(connect.replace('@/', '@localhost/'))) {
    return { kind: 'server', url: connect };
  }
  throw new ArgumentError(`--connect: must be postgres://USER@HOST/DATABASE (${UNSAID})`);
}

/**
 * Reads the address of a queue.
 * @param fallback the folder of PGlite where none is given
 * @throws ArgumentError
 */
export function queueAddress(connect: string | undefined, fallback: string): QueueAddress {
  if (connect === undefined) return { kind: 'pglite', folder: fallback };
  if (!connect.startsWith(PREFIX)) return serverAddress(connect);
  const folder = connect.slice(PREFIX.length);
  if (folder === '') throw new ArgumentError('--connect: must name a folder after pglite: (got nothing)');
  return { kind: 'pglite', folder: path.resolve(folder) };
}

/** A package that may be missing. */
async function load<T>(name: string, importIt: () => Promise<T>): Promise<T> {
  try {
    return await importIt();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes(name)) throw error;
    throw new ArgumentError(
      `--engine postgres: needs the package ${name} (not installed); npm install ${name}`,
    );
  }
}

/** Every part of a URL that may be secret, and the URL itself. */
function secretsOf(url: string): string[] {
  const password = /^\w+:\/\/[^/@]*:([^/@]*)@/.exec(url)?.[1];
  const parameter = /[?&]password=([^&]*)/.exec(url)?.[1];
  const parts = [password, parameter].flatMap((part) => (part ? [part, decodeURIComponent(part)] : []));
  return [url, ...parts];
}

/** An error's text without the secrets of `url`. */
function withoutSecrets(error: unknown, url: string): string {
  const text =
    error instanceof AggregateError
      ? String(error.errors[0])
      : error instanceof Error
        ? error.message
        : String(error);
  return secretsOf(url).reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}

/** How often the queue looks for jobs whose worker has died, in seconds. */
const SUPERVISE_SECONDS = 5;

function timing(): { superviseIntervalSeconds: number; monitorIntervalSeconds: number } {
  return { superviseIntervalSeconds: SUPERVISE_SECONDS, monitorIntervalSeconds: SUPERVISE_SECONDS };
}

/** What an open database has, besides pg-boss. */
interface Database {
  readonly boss: PgBoss;
  readonly end: () => Promise<void>;
  readonly url: string;
}

async function openServer(url: string): Promise<Database> {
  const { PgBoss } = await load('pg-boss', () => import('pg-boss'));
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    application_name: 'competing-units',
    schedule: false,
    connectionTimeoutMillis: 10_000,
    ...timing(),
  });
  return { boss, url, end: () => Promise.resolve() };
}

async function openPglite(folder: string): Promise<Database> {
  const [{ PgBoss, fromPglite }, { PGlite }] = await Promise.all([
    load('pg-boss', () => import('pg-boss')),
    load('@electric-sql/pglite', () => import('@electric-sql/pglite')),
  ]);
  const database = await PGlite.create(folder);
  const boss = new PgBoss({
    db: fromPglite(database),
    backend: 'pglite',
    schema: SCHEMA,
    schedule: false,
    ...timing(),
  });
  return { boss, url: `${PREFIX}${folder}`, end: () => database.close() };
}

/**
 * Opens a queue, and makes its tables where they are missing.
 * @param note told what goes wrong later on, such as a lost connection; the queue itself tries again
 * @throws ArgumentError when a package is missing or the server cannot be reached; no password is in it
 */
export async function openQueue(
  address: QueueAddress,
  note: (line: string) => void,
): Promise<QueueConnection> {
  const { boss, end, url } = await (address.kind === 'server'
    ? openServer(address.url)
    : openPglite(address.folder));
  const explain = (error: unknown): string => withoutSecrets(error, url);
  boss.on('error', (error) => note(`postgres: ${explain(error)}`));
  const close = async (): Promise<void> => {
    await boss.stop({ graceful: false, close: true });
    await end();
  };
  try {
    await boss.start();
  } catch (error) {
    await close().catch(() => undefined);
    throw new ArgumentError(
      `--connect: the queue must be open to this process (got: ${explain(error)}); check the server, the user and the password`,
    );
  }
  const database = boss.getDb();
  return {
    boss,
    sql: async (text, values = []) => {
      const { rows } = await database.executeSql(text, [...values]);
      return rows as readonly Record<string, unknown>[];
    },
    close,
  };
}
