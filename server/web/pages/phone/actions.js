// What the visitor can do: come back, let others go first, cancel, take a cancellation back, have
// the own personal data erased. What loses something asks first.

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
  #onChange;
  #view = null;
  #words = null;
  #underWay = new Set();
  #buttons = new Map();
  #lastSent = Promise.resolve();
  #refusal = null;
  #shown = "";
  #erased = null;

  /** `onChange()` is called when an answer has changed what there is to show. */
  constructor({ path, claim, main, foot, dialog, refused, onChange }) {
    this.#path = path;
    this.#claim = claim;
    this.#main = main;
    this.#foot = foot;
    this.#dialog = dialog;
    this.#refused = refused;
    this.#onChange = onChange;
    this.#part("question-no").addEventListener("click", () => dialog.close());
    this.#part("question-yes").addEventListener("click", () => this.#answerYes());
  }

  /** Offer what is possible now. A question that is no longer possible is closed. */
  show(view, words) {
    this.#view = view;
    this.#words = words;
    const asked = this.#dialog.dataset.action;
    const isPossible = view.actions.includes(asked) && this.#claim.isMine !== false;
    if (this.#dialog.open && !isPossible) this.#dialog.close();
    if (this.#dialog.open) this.#writeQuestion(asked);
    const shown = JSON.stringify([
      ...[view.state, view.actions, words.language],
      ...[[...this.#underWay], this.#claim.isMine === false, this.#erased !== null],
    ]);
    setText(this.#refused, this.#refusal ? explain(this.#refusal, words) : "");
    show(this.#refused, this.#refusal !== null);
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
    const offered = (action, text, kind = "") =>
      this.#view.actions.includes(action) ? [this.#button(action, text, kind)] : [];
    fill(this.#main, [
      ...offered("return", t("Come back into the queue"), "main"),
      ...offered("undo-cancel", t("Take my number back"), "main"),
    ]);
    fill(this.#foot, [
      ...offered("late", t("I am late: let others go first")),
      ...offered("cancel", t("Cancel my number"), "cancel"),
      ...offered("erase-contacts", t("Delete my data")),
      ...this.#sayErased(),
    ]);
  }

  /** Where another phone looks after the number, and something could be done with it. */
  #sayWatching() {
    if (!this.#view.actions.length) return [];
    const { t } = this.#words;
    const text = t("Another phone looks after this number. Here you can only watch.");
    return [make("p", { class: "watching" }, text)];
  }

  /** After the visitor's own wish alone: most never told anything. */
  #sayErased() {
    if (this.#erased === null || this.#view.contacts.length) return [];
    setText(this.#erased, this.#words.t("Your personal data has been erased."));
    return [this.#erased];
  }

  /** The same button each time: one that is replaced forgets the touch and the focus it has. */
  #button(action, text, kind) {
    const button = this.#buttons.get(action) ?? this.#makeButton(action, kind);
    this.#buttons.set(action, button);
    setText(button, text);
    button.setAttribute("aria-busy", String(this.#underWay.has(action)));
    return button;
  }

  #makeButton(action, kind) {
    const button = make("button", { type: "button", "data-action": action, class: kind || null });
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

  /** One after the other: a tap while an answer is awaited counts, a second one on the same not. */
  #send(action) {
    if (this.#underWay.has(action)) return;
    this.#underWay.add(action);
    this.#refusal = null;
    this.#lastSent = this.#lastSent.then(() => this.#post(action));
    this.show(this.#view, this.#words);
  }

  async #post(action) {
    const body = { day: this.#view.id.day, phone: this.#claim.phone };
    const result = await post(`${this.#path}/${action}`, body);
    this.#underWay.delete(action);
    if (!result.ok) this.#refusal = result.refusal;
    else if (action === "erase-contacts") this.#erased = make("p", { role: "status" });
    this.#onChange();
  }

  #part(id) {
    return this.#dialog.querySelector(`#${id}`);
  }
}

/** Give `place` these children, and leave it alone where it has them. */
function fill(place, children) {
  const isSame = children.length === place.children.length;
  if (!isSame || children.some((child, index) => child !== place.children[index])) {
    place.replaceChildren(...children);
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
  "erase-contacts": ({ t }) => ({
    title: t("Delete your personal data?"),
    text: t("The office can then no longer reach you or prepare for you. You keep your number."),
    yes: t("Yes, delete my data"),
    no: t("Back"),
  }),
};
