// Questions over the desk. Each gives back what was chosen, or null where it was closed by Esc.
// A dialog changes nothing itself.

import { make } from "../shared/elements.js";
import { stateMark } from "../shared/states.js";

/** Whether a question is open. */
export function isAsking() {
  return document.querySelector("dialog[open]") !== null;
}

/**
 * Show a dialog of `parts` under a title; `begin(close, dialog, onKey)` wires it. Gives what
 * `close` was called with, null for Esc. `onKey` hears the keys wherever the focus is: a press of
 * the mouse beside a button takes it away from the dialog.
 */
export function ask(title, help, parts, begin) {
  const heading = make("h2", { id: "dialog-title" }, title);
  const foot = make("p", { class: "dialog-help quiet" }, help);
  const dialog = make("dialog", { "aria-labelledby": "dialog-title" }, heading, ...parts, foot);
  document.body.append(dialog);
  return new Promise((resolve) => {
    const keys = new AbortController();
    const close = (value) => {
      keys.abort();
      dialog.remove();
      resolve(value);
    };
    const onKey = (take) => document.addEventListener("keydown", take, { signal: keys.signal });
    dialog.addEventListener("cancel", () => close(null));
    dialog.showModal();
    begin(close, dialog, onKey);
  });
}

/** Choices with the digits 1 to 9 as their keys, as far as they go; answers are [value, words, mark]. */
export function numbered(answers) {
  return answers.map(([value, words, mark], index) => ({ value, words, mark, key: index < 9 ? String(index + 1) : "" }));
}

/**
 * One of a few: choices are `{value, words, key, mark, isPossible}`. A key chooses at once; so do the arrows with
 * Enter, and the mouse. `number` and `lines` say what it is about. An abort of `signal` closes it with its reason.
 */
export function choose(title, choices, { t }, { number = "", lines = [], current = null, signal = null } = {}) {
  const buttons = choices.map((choice) =>
    make(
      "button",
      { type: "button", class: "choice", "data-value": choice.value, disabled: choice.isPossible === false },
      choice.key ? make("kbd", {}, choice.key.toUpperCase()) : make("span", { class: "no-key" }),
      choice.mark ? stateMark(choice.mark) : null,
      make("span", {}, choice.words),
    ),
  );
  const parts = [...about(number, lines), make("div", { class: choices.length > 8 ? "choices many" : "choices" }, ...buttons)];
  return ask(title, t("Key or ↑ ↓ Enter: choose · Esc: close"), parts, (close, dialog, onKey) => {
    buttons.forEach((button, index) => button.addEventListener("click", () => close(choices[index].value)));
    onKey((event) => chooseByKey(event, choices, buttons, close));
    signal?.addEventListener("abort", () => close(signal.reason));
    const first = choices.findIndex((choice) => choice.value === current);
    (buttons[Math.max(0, first)] ?? dialog).focus();
  });
}

function chooseByKey(event, choices, buttons, close) {
  if (event.repeat && !event.key.startsWith("Arrow")) {
    event.preventDefault();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const enabled = buttons.filter(({ disabled }) => !disabled);
    const place = enabled.indexOf(document.activeElement) + step;
    enabled[(place + enabled.length) % enabled.length]?.focus();
    return;
  }
  const chosen = choices.find((choice) => choice.key && choice.key === event.key.toLowerCase());
  if (chosen && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    close(chosen.value);
  }
}

/** Whether it shall be. Yes needs its own key; Enter alone changes nothing. */
export async function confirm(title, word, words, lines = []) {
  const { t } = words;
  const answers = numbered([["no", t("Not now")], ["yes", word]]);
  return (await choose(title, answers, words, { lines })) === "yes";
}

/** What a dialog is about: a number, and lines of words. */
export function about(number, lines) {
  return [
    number ? make("p", { class: "number dialog-number" }, number) : null,
    ...lines.map((line) => make("p", { class: "dialog-line" }, line)),
  ].filter(Boolean);
}
