// The right of the counter's view: whom it may call, in order, then those aside, then those who
// are being called anywhere else.

import { counterTile, make, setText, show } from "../shared/elements.js";
import { writeNumber } from "../shared/moments.js";
import { stateMark, stateWord } from "../shared/states.js";
import { Chosen } from "./chosen.js";
import { fill } from "./filling.js";
import { insideLine } from "./places.js";
import { since, ticketOf } from "./situation.js";
import { serviceWord, shortMinutes, whereWord, whyWord } from "./words.js";

const find = (id) => document.getElementById(id);

export class Lists {
  #chosen = new Chosen();

  /** `onOpen(ticketId)` hears of the second press on a ticket, `onChange()` of each change. */
  constructor(onOpen, onChange) {
    for (const list of document.querySelectorAll(".tickets")) {
      list.addEventListener("click", (event) => {
        const id = event.target.closest("[data-ticket]")?.dataset.ticket;
        if (!id) return;
        if (id === this.#chosen.id) onOpen(id);
        this.#chosen.id = id;
        onChange();
      });
    }
  }

  /** Choose the next (1) or the previous (-1) ticket; the first press chooses an end. */
  move(step) {
    this.#chosen.move(step);
  }

  letGo() {
    this.#chosen.letGo();
  }

  /** Bring the chosen ticket into view. */
  reveal() {
    document.querySelector(".tickets .chosen")?.scrollIntoView({ block: "nearest" });
  }

  /** The chosen ticket, or null. */
  chosen(snapshot) {
    return this.#chosen.id && ticketOf(snapshot, this.#chosen.id);
  }

  /** Write the lists. */
  draw({ situation, clock, words }) {
    const { queue, held, missed, called, queueLength, snapshot } = situation;
    this.#chosen.keep([...queue, ...held, ...missed, ...called].map(({ id }) => id));
    const { t, language } = words;
    setText(find("queue-title"), t("Queue of this counter"));
    setText(find("queue-count"), writeNumber(queueLength, language));
    const { room } = snapshot.hall;
    show(find("inside"), Boolean(room));
    find("inside").classList.toggle("full", Boolean(room?.is_full));
    setText(find("inside"), room ? insideLine(room, words) : "");
    setText(find("held-title"), stateWord("held", t));
    setText(find("held-count"), writeNumber(held.length, language));
    setText(find("missed-title"), stateWord("no_show", t));
    setText(find("missed-count"), writeNumber(missed.length, language));
    setText(find("called-title"), t("Called at other counters"));
    show(find("held-part"), held.length > 0);
    show(find("missed-part"), missed.length > 0);
    show(find("called-part"), called.length > 0);
    for (const id of ["queue", "held", "missed"]) find(id).classList.toggle("with-places", Boolean(room));
    const row = (ticket) => this.#row(ticket, snapshot, clock, words);
    fill(find("queue"), queue.map(row));
    fill(find("held"), held.map(row));
    fill(find("missed"), missed.map(row));
    fill(find("called"), called.map((ticket) => this.#chip(ticket, snapshot)));
  }

  #row(ticket, snapshot, clock, words) {
    const waits = ticket.state === "waiting";
    const strong = waits && ["priority", "put_back"].includes(ticket.why);
    const { t } = words;
    const why = ticket.slip === "failed" ? t("no slip") : waits ? whyWord(ticket.why, words) : "";
    return this.#item(
      ticket,
      stateMark(ticket.state),
      make("span", { class: "number" }, ticket.number),
      make("span", { class: strong || ticket.slip === "failed" ? "why strong" : "why" }, why),
      snapshot.hall.room ? make("span", { class: "where" }, whereWord(ticket, words)) : null,
      make("span", { class: "service" }, serviceWord(snapshot, ticket.service, words)),
      make("span", { class: "wait" }, shortMinutes(clock.secondsSince(since(ticket)), words)),
    );
  }

  #chip(ticket, { hall }) {
    const position = hall.counters.findIndex(({ id }) => id === ticket.counter);
    const tile = position < 0 ? null : counterTile(hall.counters[position].number, position);
    return this.#item(ticket, stateMark(ticket.state), make("span", { class: "number" }, ticket.number), tile);
  }

  #item(ticket, ...children) {
    const isChosen = ticket.id === this.#chosen.id;
    const attributes = { class: isChosen ? "chosen" : null, "data-ticket": ticket.id, "aria-current": isChosen ? "true" : null };
    return make("li", attributes, ...children);
  }
}
