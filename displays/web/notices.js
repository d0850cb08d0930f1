// Notices of the office: sentences that staff have just written, shown at once and large.
//
// A snapshot names them; their words are fetched, because they can be erased. One notice stands
// at a time, in one language at a time. Whatever was written is shown as text.

import { make, show } from "../shared/elements.js";
import { fit } from "./fit.js";

const RETRY_MS = 3000;

/** The bar of notices in `place`; `onChange` hears when it comes or goes. */
export class NoticeBar {
  #place;
  #languages;
  #api;
  #onChange;
  #words = new Map();
  #ids = [];
  #turn = 0;
  #shown = "";

  constructor(place, languages, api, onChange) {
    this.#place = place;
    this.#languages = languages;
    this.#api = api;
    this.#onChange = onChange;
  }

  /** Take over the notices of a snapshot, the newest first. */
  take(notices) {
    const ids = notices.map(({ id }) => id);
    const isNews = ids.some((id) => !this.#ids.includes(id));
    this.#ids = ids;
    if (isNews) this.#turn = 0; // the newest is read first
    for (const id of this.#words.keys()) if (!ids.includes(id)) this.#words.delete(id);
    for (const id of ids) if (!this.#words.has(id)) this.#fetch(id);
    this.#write();
  }

  /** It is the next sentence's turn. */
  passTurn() {
    this.#turn += 1;
    this.#write();
  }

  /** Make the words as large as the bar allows. */
  fit() {
    fit(this.#place);
  }

  async #fetch(id) {
    this.#words.set(id, null); // under way
    try {
      const answer = await fetch(`${this.#api}/notices/${encodeURIComponent(id)}`, { cache: "no-store" });
      if (answer.status === 404) return; // erased
      if (!answer.ok) throw new Error(String(answer.status));
      this.#words.set(id, (await answer.json()).words ?? {});
      this.#write();
    } catch {
      setTimeout(() => this.#ids.includes(id) && this.#fetch(id), RETRY_MS);
    }
  }

  #sentences() {
    return this.#ids.flatMap((id) => {
      const words = this.#words.get(id) ?? {};
      const known = this.#languages.filter((language) => words[language]);
      return known.map((language) => [language, words[language]]);
    });
  }

  #write() {
    const sentences = this.#sentences();
    const said = sentences.length ? sentences[this.#turn % sentences.length] : null;
    const key = JSON.stringify(said);
    if (key === this.#shown) return;
    const isChange = (said === null) !== this.#place.hidden;
    this.#shown = key;
    this.#place.replaceChildren(...(said ? [make("p", { lang: said[0] }, said[1])] : []));
    show(this.#place, said !== null);
    if (isChange) this.#onChange();
    else this.fit();
  }
}
