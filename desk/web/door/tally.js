// What the taps of one go come to: whoever counts a group sees that each of them counted.

import { setText } from "../../shared/elements.js";

/** A pause of so long ends a go. */
const PAUSE_MS = 4000;

export class Tally {
  #element;
  #sum = 0;
  #timer = null;

  constructor(element) {
    this.#element = element;
  }

  /** One more (1) or one less (-1). */
  add(change, words) {
    this.#sum += change;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), PAUSE_MS);
    const sum = this.#sum > 0 ? `+${this.#sum}` : `−${-this.#sum}`;
    setText(this.#element, this.#sum ? words.t("Just counted: %(sum)s", { sum }) : "");
  }

  #end() {
    this.#sum = 0;
    setText(this.#element, "");
  }
}
