/** Text from files in messages: in quotes, on one line, and without the control characters that a terminal would obey. */

/** DEL, the C1 controls and the line separators of Unicode, which `JSON.stringify` leaves as they are. */
const LEFT_OVER = /[\u{7f}-\u{9f}\u{2028}\u{2029}]/gu;

/**
 * The text in double quotes, with escapes as in JSON.
 * @param longest characters after which it is cut
 */
export function quoted(text: string, longest: number = Infinity): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return JSON.stringify(shown).replace(
    LEFT_OVER,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same without the quotes, for names and parts of sentences. */
export function printable(text: string, longest: number = Infinity): string {
  return quoted(text, longest).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
}
