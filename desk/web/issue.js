// A number for a visitor without a kiosk: services, class, people, language, and why.

import { pickWords } from "../shared/boot.js";
import { make, setText } from "../shared/elements.js";
import { ask } from "./dialogs.js";
import { tickByKey } from "./typing.js";
import { languageWord } from "./words.js";

/**
 * Gives `{services, priority, party_size, language, reason}`, or null. Services are taken in the
 * order in which they were chosen.
 */
export function askIssue(snapshot, services, words) {
  const { t, language } = words;
  const { office } = snapshot.hall;
  const chosen = [];
  const boxes = services.map((service, index) => serviceBox(service, index, chosen, language));
  const fields = {
    priority: select([["", t("Regular")], ["priority", t("Priority")]]),
    people: select(Array.from({ length: office.largest_party }, (_, index) => [String(index + 1), String(index + 1)])),
    language: select(office.languages.map((code) => [code, languageWord(code)])),
    reason: select([
      ["", t("please choose")],
      ...snapshot.reasons.issue.map(({ id, words: texts }) => [id, pickWords(texts, language)]),
    ]),
  };
  const answer = make("p", { class: "dialog-answer", role: "status" });
  const form = make(
    "form",
    { method: "dialog", class: "issue" },
    make("fieldset", {}, make("legend", {}, t("Services")), ...boxes.map(({ label }) => label)),
    make(
      "div",
      { class: "issue-fields" },
      labelled(t("Class"), fields.priority),
      labelled(t("People"), fields.people),
      labelled(t("Language"), fields.language),
      labelled(t("Reason"), fields.reason),
    ),
    answer,
    make("button", { class: "main", type: "submit" }, make("kbd", {}, "Enter"), t("Give a number")),
  );
  const help = t("Digit: service · Tab: line · ← →: value · Enter: give · Esc: close");
  return ask(t("Number for a visitor"), help, [form], (close, dialog, onKey) => {
    dialog.classList.add("wide");
    boxes[0]?.box.focus();
    onKey((event) => takeKey(event, form, boxes));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const missing = findMissing(chosen, fields, boxes, t);
      if (!missing) return close(readForm(chosen, fields));
      setText(answer, missing.words);
      missing.element.focus();
    });
  });
}

function findMissing(chosen, { reason }, boxes, t) {
  if (!chosen.length) return { words: t("Please choose a service first."), element: boxes[0].box };
  return reason.value ? null : { words: t("Please choose the reason."), element: reason };
}

function readForm(chosen, { priority, people, language, reason }) {
  return {
    services: [...chosen],
    priority: priority.value !== "",
    party_size: Number(people.value),
    language: language.value,
    reason: reason.value,
  };
}

/** As in every list of boxes; and left and right go through a field's values. */
function takeKey(event, form, boxes) {
  const { target, key } = event;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (!step || !(target instanceof HTMLSelectElement)) return tickByKey(event, form, boxes);
  event.preventDefault();
  const count = target.options.length;
  target.selectedIndex = (target.selectedIndex + step + count) % count;
}

function serviceBox(service, index, chosen, language) {
  const box = make("input", { type: "checkbox", value: service.id });
  box.addEventListener("change", () => {
    const place = chosen.indexOf(service.id);
    if (place < 0) chosen.push(service.id);
    else chosen.splice(place, 1);
  });
  const key = index < 9 ? make("kbd", {}, String(index + 1)) : null;
  return { box, label: make("label", {}, box, key, pickWords(service.name, language)) };
}

function select(answers) {
  return make("select", {}, ...answers.map(([value, words]) => make("option", { value }, words)));
}

function labelled(words, element) {
  return make("label", {}, make("span", {}, words), element);
}
