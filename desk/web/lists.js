// The right of the desk: whom this counter may call, in order, then those aside.
// Keeps which ticket is chosen while the lists change beneath it, and lets it go with its ticket.

import { make, setText, show } from "../shared/elements.js";
import { writeNumber } from "../shared/moments.js";
import { stateMark, stateWord } from "../shared/states.js";
import { since, ticketOf } from "./situation.js";
import { serviceWord, shortMinutes, whyWord } from "./words.js";

const find = (id) => document.getElementById(id);

export class Lists {
  chosenId = null;
  #order = [];

  /** `onOpen(ticketId)` hears of the second press on a ticket, `onChange()` of each change. */
  constructor(onOpen, onChange) {
    for (const list of document.querySelectorAll(".tickets")) {
      list.addEventListener("click", (event) => {
        const id = event.target.closest("[data-ticket]")?.dataset.ticket;
        if (!id) return;
        if (id === this.chosenId) onOpen(id);
        this.chosenId = id;
        onChange();
      });
    }
  }

  /** Choose the next (1) or the previous (-1) ticket; the first press chooses an end. */
  move(step) {
    if (!this.#order.length) return;
    const place = this.#order.indexOf(this.chosenId);
    const next = place < 0 ? (step > 0 ? 0 : this.#order.length - 1) : place + step;
    this.chosenId = this.#order[Math.max(0, Math.min(this.#order.length - 1, next))];
  }

  /** Bring the chosen ticket into view. */
  reveal() {
    document.querySelector(".tickets .chosen")?.scrollIntoView({ block: "nearest" });
  }

  /** The chosen ticket, or null. */
  chosen(snapshot) {
    return this.chosenId && ticketOf(snapshot, this.chosenId);
  }

  /** Write the lists. */
  draw({ situation, clock, words }) {
    const { queue, held, missed, queueLength } = situation;
    this.#order = [...queue, ...held, ...missed].map(({ id }) => id);
    if (!this.#order.includes(this.chosenId)) this.chosenId = null;
    const { t, language } = words;
    setText(find("queue-title"), t("Queue of this counter"));
    setText(find("queue-count"), writeNumber(queueLength, language));
    setText(find("held-title"), stateWord("held", t));
    setText(find("held-count"), writeNumber(held.length, language));
    setText(find("missed-title"), stateWord("no_show", t));
    setText(find("missed-count"), writeNumber(missed.length, language));
    show(find("held-part"), held.length > 0);
    show(find("missed-part"), missed.length > 0);
    const row = (ticket) => this.#row(ticket, situation.snapshot, clock, words);
    fillList(find("queue"), queue, row);
    fillList(find("held"), held, row);
    fillList(find("missed"), missed, row);
  }

  #row(ticket, snapshot, clock, words) {
    const waits = ticket.state === "waiting";
    const isChosen = ticket.id === this.chosenId;
    const strong = waits && ["priority", "put_back"].includes(ticket.why);
    return make(
      "li",
      { class: isChosen ? "chosen" : null, "data-ticket": ticket.id, "aria-current": isChosen ? "true" : null },
      stateMark(ticket.state),
      make("span", { class: "number" }, ticket.number),
      make("span", { class: strong ? "why strong" : "why" }, waits ? whyWord(ticket.why, words) : ""),
      make("span", { class: "service" }, serviceWord(snapshot, ticket.service, words)),
      make("span", { class: "wait" }, shortMinutes(clock.secondsSince(since(ticket)), words)),
    );
  }
}

/** Put rows into a list, only if they differ: nothing flickers, and a screen reader is left alone. */
function fillList(list, tickets, row) {
  const rows = tickets.map(row);
  const same = rows.length === list.children.length && rows.every((each, index) => each.isEqualNode(list.children[index]));
  if (!same) list.replaceChildren(...rows);
}
