// What the visitor can do: come back, let others go first, cancel, take a cancellation back.
// Letting others go first and cancelling ask first.

import { post } from "../shared/commands.js";
import { make, setText, show } from "../shared/elements.js";
import { explain } from "../shared/refusals.js";

/** The buttons of the page, its question, and what the server says to them. */
export class Actions {
  #path;
  #claim;
  #main;
  #foot;
  #dialog;
  #refused;
  #view = null;
  #words = null;
  #pending = null;
  #shown = "";

  constructor({ path, claim, main, foot, dialog, refused }) {
    this.#path = path;
    this.#claim = claim;
    this.#main = main;
    this.#foot = foot;
    this.#dialog = dialog;
    this.#refused = refused;
    this.#part("question-no").addEventListener("click", () => dialog.close());
    this.#part("question-yes").addEventListener("click", () => this.#answerYes());
  }

  /** Offer what is possible now. A question that is no longer possible is closed. */
  show(view, words) {
    this.#view = view;
    this.#words = words;
    const asked = this.#dialog.dataset.action;
    if (this.#dialog.open && !view.actions.includes(asked)) this.#dialog.close();
    if (this.#dialog.open) this.#writeQuestion(asked);
    const shown = JSON.stringify([
      ...[view.state, view.actions, words.language],
      ...[this.#pending, this.#claim.isMine === false], // a button under a finger stays
    ]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#writeButtons();
  }

  #writeButtons() {
    const { t } = this.#words;
    if (this.#claim.isMine === false) {
      this.#main.replaceChildren();
      this.#foot.replaceChildren(...this.#sayWatching());
      return;
    }
    const offered = (action, text, attributes = {}) =>
      this.#view.actions.includes(action) ? this.#makeButton(action, text, attributes) : null;
    const come = offered("return", t("Come back into the queue"), { class: "main" });
    const keep = offered("undo-cancel", t("Take my number back"), { class: "main" });
    const late = offered("late", t("I am late: let others go first"));
    const cancel = offered("cancel", t("Cancel my number"), { class: "cancel" });
    this.#main.replaceChildren(...[come, keep].filter(Boolean));
    this.#foot.replaceChildren(...[late, cancel].filter(Boolean));
  }

  /** Where another phone looks after the number, and something could be done with it. */
  #sayWatching() {
    if (!this.#view.actions.length) return [];
    const { t } = this.#words;
    const text = t("Another phone looks after this number. Here you can only watch.");
    return [make("p", { class: "watching" }, text)];
  }

  #makeButton(action, text, attributes) {
    const button = make("button", { type: "button", "data-action": action, ...attributes }, text);
    button.disabled = this.#pending !== null;
    const act = action in QUESTIONS ? () => this.#ask(action) : () => this.#send(action);
    button.addEventListener("click", act);
    return button;
  }

  #ask(action) {
    this.#dialog.dataset.action = action;
    this.#writeQuestion(action);
    this.#dialog.showModal();
  }

  #writeQuestion(action) {
    const { number } = this.#view;
    const { title, text, yes, no } = QUESTIONS[action](this.#words, number);
    setText(this.#part("question-title"), title);
    setText(this.#part("question-text"), text);
    setText(this.#part("question-yes"), yes);
    setText(this.#part("question-no"), no);
  }

  #answerYes() {
    this.#dialog.close();
    this.#send(this.#dialog.dataset.action);
  }

  async #send(action) {
    this.#pending = action;
    show(this.#refused, false);
    this.show(this.#view, this.#words);
    const { id } = this.#view;
    const body = { day: id.day, phone: this.#claim.phone };
    const result = await post(`${this.#path}/${action}`, body);
    this.#pending = null;
    if (!result.ok) {
      setText(this.#refused, explain(result.refusal, this.#words));
      show(this.#refused, true);
    }
    this.show(this.#view, this.#words);
  }

  #part(id) {
    return this.#dialog.querySelector(`#${id}`);
  }
}

const QUESTIONS = {
  cancel: ({ t }, number) => ({
    title: t("Cancel number %(number)s?", { number }),
    text: t("Your place in the queue will be lost."),
    yes: t("Yes, cancel %(number)s", { number }),
    no: t("Keep my number"),
  }),
  late: ({ t }, number) => ({
    title: t("Let others go before %(number)s?", { number }),
    text: t("A few people will be called before you. You keep your number."),
    yes: t("Yes, let others go first"),
    no: t("Back"),
  }),
};
