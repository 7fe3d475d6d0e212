/** Elements of the page, found by what they must be. */

/** The element of an id. @throws Error when the page has none of that kind: then page and script do not belong together */
export function byId<E extends HTMLElement>(id: string, kind: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return found;
}

/** What a new element is given. */
interface Parts {
  readonly className?: string;
  readonly text?: string;
  readonly children?: readonly Node[];
}

/** A new element. */
export function create<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { className = '', text = '', children = [] }: Parts = {},
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  if (text !== '') element.textContent = text;
  element.append(...children);
  return element;
}

/** Sets the text of an element if it is another one: most frames change nothing. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
