/** The end of a report: the command that makes it again, and its options resolved. */
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/**
 * The section.
 * @param command the command line
 * @param config options by name
 */
export function howMade(command: string, config: Readonly<Record<string, unknown>>): Markup {
  // A line of its command breaks between words, never inside "--option".
  const words = command.split(' ').map((word, i) => [i === 0 ? '' : ' ', markup`<span>${word}</span>`]);
  const entries = Object.entries(config).map(([key, value]) => {
    const text = Array.isArray(value)
      ? value.join(', ')
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
    return markup`<div><dt>${key}</dt><dd>${text}</dd></div>
`;
  });
  return markup`<section>
<h2>How it was made</h2>
<pre><code>${words}</code></pre>
<dl class="config">
${entries}</dl>
</section>`;
}
