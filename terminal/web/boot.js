// What the server gave the page along: its start (`#boot`) and its words (`#texts`,
// `#refusals`; `#all-texts` where a page speaks more than one language).

import { makeTexts } from "../texts/texts.js";

/** The page's start: `{office, api, language, languages, stream_url, ...}`. */
export function readBoot() {
  return readJson("boot");
}

/**
 * The words of a language: `{language, t, tn, refusals}`. Without a language, the page's own.
 */
export function readWords(language = readBoot().language) {
  const all = readJson("all-texts");
  const own = all[language] ?? { texts: readJson("texts"), refusals: readJson("refusals") };
  return { language, refusals: own.refusals, ...makeTexts(own.texts) };
}

/** A text of the office in a language, or in the first that there is. */
export function pickWords(words, language) {
  return words[language] ?? Object.values(words)[0] ?? "";
}

function readJson(id) {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : {};
}
