// What the door-keeper is told: an arrival, or why something was not done. It goes away by itself.

import { setText, show } from "../../shared/elements.js";
import { SHUT_OUT } from "../sender.js";
import { refusalWords } from "../words.js";

/** Nothing is said for longer; the next thing said takes its place at once. */
const SAID_MS = 8000;

export class Saying {
  #notice;
  #words;
  #link;
  #timer = null;

  /** `notice` holds the words and, where nobody is signed in any more, the link to the sign-in. */
  constructor(notice, words, link) {
    this.#notice = notice;
    this.#words = words;
    this.#link = link;
  }

  /** Tell something; an empty sentence takes the last one away. */
  say(words, isProblem = false) {
    clearTimeout(this.#timer);
    this.#notice.classList.toggle("problem", isProblem && words !== "");
    this.#notice.classList.toggle("speaking", words !== "");
    setText(this.#words, words);
    show(this.#link, false);
    if (words) this.#timer = setTimeout(() => this.say(""), SAID_MS);
  }

  /** Tell why something was not done. That somebody must sign in stays until it is done. */
  refuse(refusal, words) {
    this.say(refusalWords(refusal, words), true);
    if (!SHUT_OUT.has(refusal.code)) return;
    clearTimeout(this.#timer);
    setText(this.#link, words.t("Sign in"));
    show(this.#link, true);
  }
}
