/** A command line that can be typed again. */
import { asText, optionName } from '../options/table.ts';

/** They say how a result is shown, not what it is. */
const LEFT_OUT: readonly string[] = ['json', 'config', 'out', 'debug'];

/** The options that say what a result is. */
export function decidingOptions(options: object): Readonly<Record<string, unknown>> {
  const entries = Object.entries(options) as [string, unknown][];
  return Object.fromEntries(entries.filter(([key]) => !LEFT_OUT.includes(key)));
}

/** A word as a POSIX shell reads it, quoted where needed. */
export function shellWord(text: string): string {
  return /^[\w./:+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The words that give `options` to `command`, every option written out. */
export function commandLine(command: string, options: object): string {
  const words = Object.entries(decidingOptions(options)).flatMap(([key, value]) => {
    const name = `--${optionName(key)}`;
    if (value === true) return [name];
    if (value === undefined || value === false) return [];
    return [name, shellWord(asText(value) ?? '')];
  });
  return ['competing-units', command, ...words].join(' ');
}
