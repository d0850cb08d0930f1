// A list of people at the door, each with a tick. A row stays the same element for as long as its
// ticket is in the list, so that neither a finger nor the focus loses it while words change.

import { make, setText } from "../../shared/elements.js";
import { stateMark } from "../../shared/states.js";

export class Rows {
  #list;
  #rows = new Map();
  #onTick;
  #icon;

  /** `onTick(ticketId)` hears of each press of a tick; `icon`: the mark before its words, or null. */
  constructor(list, onTick, icon = "done") {
    this.#list = list;
    this.#onTick = onTick;
    this.#icon = icon;
  }

  /** How many there are. */
  get size() {
    return this.#rows.size;
  }

  /**
   * Write `[{id, number, mark, where, note, tick}]` in this order. `tick` is `{words, label}`, or
   * null where nothing can be ticked; `isDone`: it was.
   */
  show(people) {
    const focused = this.#focusedPlace();
    const wanted = new Set(people.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (wanted.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    people.forEach((person, place) => this.#place(this.#rowOf(person.id), person, place));
    if (focused !== null && !this.#list.contains(document.activeElement)) this.focus(focused);
  }

  /** Give the focus to the tick at a place, or the last one. False where there is none. */
  focus(place) {
    const ticks = this.ticks;
    const tick = ticks[Math.min(place, ticks.length - 1)];
    tick?.focus();
    return tick !== undefined;
  }

  /** The ticks, in order. */
  get ticks() {
    return [...this.#list.querySelectorAll("button:not([hidden])")];
  }

  #focusedPlace() {
    const place = [...this.#list.children].findIndex((each) => each.contains(document.activeElement));
    return place < 0 ? null : place;
  }

  #rowOf(id) {
    const known = this.#rows.get(id);
    if (known) return known;
    const parts = {
      mark: make("span", { class: "state-mark", "aria-hidden": "true" }),
      number: make("strong", { class: "number" }),
      where: make("span", { class: "where" }),
      note: make("span", { class: "note" }),
      tick: make("button", { type: "button", class: "tick" }, this.#icon && stateMark(this.#icon), make("span", {})),
    };
    parts.tick.addEventListener("click", () => this.#onTick(id));
    const row = { ...parts, element: make("li", { "data-ticket": id }, ...Object.values(parts)) };
    this.#rows.set(id, row);
    return row;
  }

  #place(row, { number, mark, where, note, tick, isDone }, place) {
    if (row.mark.firstChild?.className !== `mark mark-${mark}`) row.mark.replaceChildren(stateMark(mark));
    setText(row.number, number);
    setText(row.where, where);
    setText(row.note, note);
    row.element.classList.toggle("done", Boolean(isDone));
    row.tick.hidden = !tick;
    row.tick.setAttribute("aria-disabled", String(Boolean(isDone)));
    setText(row.tick.lastChild, tick?.words ?? "");
    row.tick.setAttribute("aria-label", tick?.label ?? "");
    if (this.#list.children[place] !== row.element) {
      this.#list.insertBefore(row.element, this.#list.children[place] ?? null);
    }
  }
}
