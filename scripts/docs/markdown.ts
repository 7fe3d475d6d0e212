/** What can be checked about a Markdown page without rendering it: its links, its headings, and the commands it tells to type. */

/** A link to a place in the repository. */
export interface Link {
  readonly line: number;
  /** As written, such as `../results.md#mnist`. */
  readonly target: string;
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/** Lines outside fenced code, and the fenced blocks with their language. */
function split(text: string): { prose: Line[]; blocks: { language: string; lines: Line[] }[] } {
  const prose: Line[] = [];
  const blocks: { language: string; lines: Line[] }[] = [];
  let inside = false;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^\s*```(\w*)/.exec(line);
    if (fence !== null) {
      inside = !inside;
      if (inside) blocks.push({ language: fence[1], lines: [] });
    } else if (inside) blocks.at(-1)?.lines.push({ number: index + 1, text: line });
    else prose.push({ number: index + 1, text: line });
  }
  return { prose, blocks };
}

/** Links and images that do not lead to another server. */
export function localLinks(text: string): Link[] {
  return split(text).prose.flatMap(({ number, text: line }) => {
    const found = line
      .replaceAll(/`[^`]*`/g, '')
      .matchAll(/\]\(([^()\s]+(?:\([^()]*\)[^()\s]*)?)\)|(?:src|href)="([^"]+)"/g);
    return [...found]
      .map((match) => match.at(1) ?? match.at(2) ?? '')
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => ({ line: number, target }));
  });
}

/** The anchors of the headings, as GitHub makes them. */
export function anchors(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const found = new Set<string>();
  for (const { text: line } of split(text).prose) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[`*\\]/g, '');
    const slug = plain
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    found.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return found;
}

/** One command of this program in a block of shell. */
export interface ShellCommand {
  readonly line: number;
  /** After the name of the program. */
  readonly words: readonly string[];
}

/** Words of a POSIX shell line, without expansion: quotes are removed; a comment, a pipe or a redirection ends it. */
function shellWords(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)) {
    if (/^(?:[#|<>&;]|2>)/.test(word)) break;
    words.push(word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
  }
  return words;
}

const PROGRAM = /^\s*\$?\s*(?:competing-units|npx competing-units|npm run -s cli --|npm start --)(?= |$)/;

/** The commands of this program in blocks of shell, continuation lines joined. */
export function shellCommands(text: string): ShellCommand[] {
  return split(text)
    .blocks.filter(({ language }) => ['', 'sh', 'bash', 'console'].includes(language))
    .flatMap(({ lines }) => {
      const joined: Line[] = [];
      for (const { number, text: line } of lines) {
        const before = joined.at(-1);
        if (before?.text.endsWith('\\'))
          joined[joined.length - 1] = { ...before, text: `${before.text.slice(0, -1)} ${line.trim()}` };
        else joined.push({ number, text: line });
      }
      return joined.flatMap(({ number, text: line }) => {
        const start = PROGRAM.exec(line)?.[0];
        if (start === undefined) return [];
        const given = shellWords(line.slice(start.length));
        return [
          { line: number, words: start.includes('npm start') ? ['train', '--compare', ...given] : given },
        ];
      });
    });
}
