// Making elements. Text is always set as text, so that nobody's words are read as markup.

/** An element with attributes and children (elements, strings, or null for none). */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** Set an element's text, only if it differs: a live region then speaks of changes only. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Show or hide an element. */
export function show(element, visible) {
  element.hidden = !visible;
}

/** A counter's number on its tile; `position` is its place in the office's list of counters. */
export function counterTile(number, position) {
  return make("span", { class: `tile tile-${((position % 7) + 7) % 7}` }, String(number));
}
