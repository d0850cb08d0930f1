// What the visitor can do: come back, let others go first, cancel. The last two ask first.

import { post } from "../shared/commands.js";
import { make, setText, show } from "../shared/elements.js";
import { explain } from "../shared/refusals.js";

/** The buttons of the page, its question, and what the server says to them. */
export class Actions {
  #path;
  #main;
  #foot;
  #dialog;
  #refused;
  #view = null;
  #words = null;
  #pending = null;
  #shown = "";

  constructor({ path, main, foot, dialog, refused }) {
    this.#path = path;
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
    const shown = JSON.stringify([view.state, view.actions, words.language, this.#pending]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#writeButtons();
  }

  #writeButtons() {
    const { t } = this.#words;
    const offered = (action, text, attributes = {}) =>
      this.#view.actions.includes(action) ? this.#makeButton(action, text, attributes) : null;
    const come = offered("return", t("Come back into the queue"), { class: "main" });
    const late = offered("late", t("I am late: let others go first"));
    const cancel = offered("cancel", t("Cancel my number"), { class: "cancel" });
    this.#main.replaceChildren(...[come].filter(Boolean));
    this.#foot.replaceChildren(...[late, cancel].filter(Boolean));
  }

  #makeButton(action, text, attributes) {
    const button = make("button", { type: "button", "data-action": action, ...attributes }, text);
    button.disabled = this.#pending !== null;
    const act = action === "return" ? () => this.#send(action) : () => this.#ask(action);
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
    const result = await post(`${this.#path}/${action}`, { day: this.#view.id.day });
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
