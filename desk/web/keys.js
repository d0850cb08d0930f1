// Keys and clicks of the desk's own screen; a question that is open has them to itself.

import { actionOfKey } from "./actions.js";
import { isAsking } from "./dialogs.js";

const TEXT_FIELDS = "input, textarea, select, [contenteditable]";
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** Let a desk hear what is pressed, wherever the focus is but inside a field for text. */
export function listenToKeys(desk) {
  document.addEventListener("keydown", (event) => takeKey(desk, event));
  document.addEventListener("click", (event) => takeClick(desk, event));
}

function takeKey(desk, event) {
  if (isAsking() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(TEXT_FIELDS) || !desk.snapshot) return;
  const actionId = event.key.length === 1 ? actionOfKey(event.key, desk.view) : null;
  if (actionId) {
    event.preventDefault();
    desk.press(actionId);
  } else if (event.key in STEPS) move(desk, event);
  else if (event.key === "Escape") letGo(desk);
  else if (event.key === "Enter" && !event.target.closest?.("button, a")) open(desk, event);
}

function move(desk, event) {
  event.preventDefault();
  desk.list.move(STEPS[event.key]);
  desk.draw();
  desk.list.reveal();
}

/** Of the press that waits for the server; else of what is chosen and what was said. */
function letGo(desk) {
  if (desk.sender.drop()) return;
  desk.list.letGo();
  desk.say("");
  desk.draw();
}

function open(desk, event) {
  const { chosen, chosenCounterId } = desk;
  if (!chosen && !chosenCounterId) return;
  event.preventDefault();
  if (chosen) desk.openTicket(chosen.id);
  else desk.openCounter(chosenCounterId);
}

function takeClick(desk, event) {
  const button = event.target.closest("button[data-action]");
  if (!button || isAsking()) return;
  // The large button changes its action: a double click is still one press of it.
  desk.press(button.dataset.action, button.id === "main-action" ? "main-action" : null);
}
