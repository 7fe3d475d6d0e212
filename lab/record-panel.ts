/** What is shown, as files, with the commands that print the same numbers from them. */
import { byId, create, setText } from './dom.ts';
import { commandsOf, RECORD_NAMES } from './record.ts';
import type { RecordName } from './record.ts';
import type { Settings } from './settings.ts';

export interface RecordPanel {
  readonly showCommands: (settings: Settings) => void;
}

/** Milliseconds for which a saved text is kept. */
const KEPT = 60_000;

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = create('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it later, and does not say when.
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}

/** Prepares the buttons. @param textOf the text of a file, from the worker */
export function createRecordPanel(textOf: (name: RecordName) => Promise<string>): RecordPanel {
  const commands = byId('commands', HTMLElement);
  const buttons = RECORD_NAMES.map((name) => {
    const button = create('button', { text: name === 'results' ? 'Export as JSON' : `${name}.json` });
    button.type = 'button';
    button.id = `save-${name}`;
    button.addEventListener('click', () => {
      void textOf(name).then((text) => save(`${name}.json`, text));
    });
    return button;
  });
  byId('export', HTMLElement).append(buttons[0]);
  byId('files', HTMLElement).append(...buttons.slice(1));
  return { showCommands: (settings) => setText(commands, commandsOf({ settings }).join('\n')) };
}
