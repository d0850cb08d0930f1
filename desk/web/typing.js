// Questions that are answered by typing: a number, a note, a time, a notice.

import { make, setText } from "../shared/elements.js";
import { stateMark, stateWord } from "../shared/states.js";
import { about, ask } from "./dialogs.js";
import { fill } from "./filling.js";

/** How many of the numbers that fit what was typed so far are shown. */
export const MATCHES_SHOWN = 5;

/**
 * Which number? `match(typed)` gives the tickets that fit so far, shown as it is typed;
 * `look(typed)` gives a ticket, or a sentence why there is none to work with.
 */
export function askNumber(title, { t }, match, look) {
  const input = make("input", { "aria-label": t("Queue number"), placeholder: "A-012", maxlength: 12, autocomplete: "off" });
  const found = make("ul", { class: "matches" });
  const answer = make("p", { class: "dialog-answer", role: "status" });
  const form = make("form", { method: "dialog" }, input, found, answer);
  return ask(title, t("Enter: search · Esc: close"), [form], (close) => {
    input.addEventListener("input", () => {
      setText(answer, "");
      fill(found, match(input.value).map((ticket) => matchItem(ticket, t)));
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!input.value.trim()) return;
      const ticket = await look(input.value);
      if (typeof ticket !== "string") return close(ticket);
      setText(answer, ticket);
      input.select();
    });
    input.focus();
  });
}

function matchItem({ number, state }, t) {
  return make("li", {}, stateMark(state), make("span", { class: "number" }, number), make("span", {}, stateWord(state, t)));
}

/**
 * One line of text. `read(typed)` gives `{value}`, or `{problem}`: a sentence why it will not do, or
 * a promise of either. Gives the value, null for Esc.
 */
export function askLine(title, help, label, read, { number = "", lines = [], most = 200, placeholder = "" } = {}) {
  const input = make("input", { "aria-label": label, maxlength: most, placeholder, autocomplete: "off" });
  const answer = make("p", { class: "dialog-answer", role: "status" });
  const form = make("form", { method: "dialog" }, make("label", { class: "field" }, make("span", {}, label), input), answer);
  return ask(title, help, [...about(number, lines), form], (close) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { value, problem } = await read(input.value);
      if (!problem) return close(value);
      setText(answer, problem);
      input.select();
    });
    input.focus();
  });
}

/**
 * A sentence in each language: `fields` are [language, its name]. Gives the filled ones by language;
 * at least one must be.
 */
export function askSentences(title, { t }, fields, most) {
  const inputs = fields.map(([code, name]) => [
    code,
    name,
    make("input", { "lang": code, "aria-label": name, "maxlength": most, "autocomplete": "off" }),
  ]);
  const answer = make("p", { class: "dialog-answer", role: "status" });
  const labels = inputs.map(([, name, input]) => make("label", { class: "field" }, make("span", {}, name), input));
  const send = make("button", { class: "main", type: "submit" }, make("kbd", {}, "Enter"), t("Next"));
  const form = make("form", { method: "dialog" }, ...labels, answer, send);
  return ask(title, t("Tab: language · Enter: go on · Esc: close"), [form], (close) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const filled = inputs.map(([code, , input]) => [code, input.value.trim()]).filter(([, words]) => words);
      if (filled.length) return close(Object.fromEntries(filled));
      setText(answer, t("Please write the notice first."));
      inputs[0][2].focus();
    });
    inputs[0][2].focus();
  });
}

/**
 * Several of a list: `choices` are `{value, words}`, `chosen` the values that are chosen at first.
 * A digit chooses or leaves out; Enter gives the values in the list's order, at least one.
 */
export function askSeveral(title, { t }, choices, chosen, wanted) {
  const boxes = choices.map(({ value, words }, index) => {
    const box = make("input", { type: "checkbox", value, checked: chosen.includes(value) });
    const key = index < 9 ? make("kbd", {}, String(index + 1)) : null;
    return { box, label: make("label", {}, box, key, words) };
  });
  const answer = make("p", { class: "dialog-answer", role: "status" });
  const send = make("button", { class: "main", type: "submit" }, make("kbd", {}, "Enter"), t("Set"));
  const set = make("fieldset", {}, make("legend", { class: "visually-hidden" }, title), ...boxes.map(({ label }) => label));
  const form = make("form", { method: "dialog", class: "issue" }, set, answer, send);
  return ask(title, t("Digit: service · Enter: set · Esc: close"), [form], (close, dialog, onKey) => {
    onKey((event) => tickByKey(event, form, boxes));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const values = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
      if (values.length) return close(values);
      setText(answer, wanted);
      boxes[0].box.focus();
    });
    boxes[0]?.box.focus();
  });
}

/** A digit chooses a box or leaves it out; Enter gives, wherever the focus is. */
export function tickByKey(event, form, boxes) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target, key } = event;
  if (/^[1-9]$/.test(key) && boxes[Number(key) - 1]) {
    event.preventDefault();
    if (!event.repeat) boxes[Number(key) - 1].box.click();
  } else if (key === "Enter" && !(target instanceof HTMLButtonElement)) {
    event.preventDefault();
    if (!event.repeat) form.requestSubmit();
  }
}
