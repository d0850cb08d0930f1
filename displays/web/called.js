// The numbers that are called, with their counters: a few large, the others in the list beside.

import { counterTile, make } from "../shared/elements.js";
import { sayAll } from "./say.js";

/** The list beside holds at least this many where there are as many; open calls are all there. */
const LISTED = 6;
const USUAL_LETTERS = 5;

/** Each number once, by its latest call: first those that nobody has answered, then the newest. */
export function orderCalls(calls) {
  const seen = new Set();
  const latest = calls.filter(({ number }) => !seen.has(number) && seen.add(number));
  return [...latest.filter((each) => each.is_open), ...latest.filter((each) => !each.is_open)];
}

/** Writes calls into the list of large rows and the list beside it. */
export class CalledBoard {
  #large;
  #listed;
  #speakers;
  #positions = new Map();

  constructor(large, listed, speakers) {
    this.#large = large;
    this.#listed = listed;
    this.#speakers = speakers;
  }

  /** Show a snapshot's calls, `rows` of them large. */
  show({ calls, counters }, rows) {
    this.#positions = new Map(counters.map(({ number }, position) => [number, position]));
    const ordered = orderCalls(calls);
    const open = ordered.filter((each) => each.is_open).length;
    const end = Math.max(rows + LISTED, open);
    placeRows(this.#large, ordered.slice(0, rows), (call) => this.#makeRow(call, true));
    placeRows(this.#listed, ordered.slice(rows, end), (call) => this.#makeRow(call, false));
  }

  /** Pulse the row of a call, once. */
  pulse(call) {
    for (const row of document.querySelectorAll(`[data-call="${call}"]`)) {
      row.addEventListener("animationend", () => row.classList.remove("pulse"), { once: true });
      row.classList.add("pulse");
    }
  }

  #makeRow({ call, number, counter }, isLarge) {
    const place = make("span", { class: "place" });
    sayAll(place, this.#speakers.map(({ language, t }) => [language, t("Counter")]));
    const row = make(
      "li",
      { class: "call", "data-call": call, "data-number": number, "data-counter": counter },
      make("span", { class: "number" }, number),
      place,
      make("span", { class: "mark mark-come_in", "aria-hidden": "true" }),
      counterTile(counter, this.#positions.get(counter) ?? counter - 1),
    );
    if (isLarge) row.style.setProperty("--letters", String(Math.max(USUAL_LETTERS, number.length)));
    return row;
  }
}

/** Make `list` show these calls, keeping the rows that stay, so that nothing flickers. */
function placeRows(list, calls, makeRow) {
  const kept = new Map([...list.children].map((row) => [row.dataset.call, row]));
  const wanted = calls.map((call) => kept.get(String(call.call)) ?? makeRow(call));
  for (const row of [...list.children]) if (!wanted.includes(row)) row.remove();
  wanted.forEach((row, index) => {
    if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    row.classList.toggle("-open", calls[index].is_open);
  });
  list.style.setProperty("--count", String(wanted.length));
}
