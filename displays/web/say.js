// Words in all languages of the office, side by side: nobody waits for a text to change.

import { make } from "../shared/elements.js";

/** Write titles: for each `data-title`, what `titles[name](words)` gives in each language. */
export function writeTitles(root, speakers, titles) {
  for (const title of root.querySelectorAll("[data-title]")) {
    sayAll(title, speakers.map((words) => [words.language, titles[title.dataset.title](words)]));
  }
}

const lastSaid = new WeakMap();

/** Write the same thing in several languages: `[[language, text]]`; only if it changed. */
export function sayAll(place, sentences) {
  const said = JSON.stringify(sentences);
  if (lastSaid.get(place) === said) return;
  lastSaid.set(place, said);
  const spans = sentences.map(([language, text]) => make("span", { class: "said", lang: language }, text));
  place.replaceChildren(...spans.flatMap((span, index) => (index ? [" ", span] : [span])));
}
