// The door-keeper's page: how many are inside, who is to come in, and a tick for whoever is there.
//
// It follows the desk's stream. Every tap goes through the outbox, so that none is lost where the
// connection is, and the lists show at once what was tapped.

import { readBoot, readWords } from "../../shared/boot.js";
import { OfficeClock } from "../../shared/clock.js";
import { order } from "../../shared/commands.js";
import { setText, show } from "../../shared/elements.js";
import { stateWord } from "../../shared/states.js";
import { follow } from "../../shared/stream.js";
import { Memory } from "../memory.js";
import { Presses } from "../presses.js";
import { read } from "../reading.js";
import { isNewer, isNumber, normalNumber } from "../situation.js";
import { placeOf, refusalWords } from "../words.js";
import { drawDoor, drawLanguage, undoKey } from "./drawing.js";
import { Outbox } from "./outbox.js";
import { LISTS } from "./people.js";
import { Rows } from "./rows.js";
import { Saying } from "./saying.js";
import { readCode, Scanner } from "./scanner.js";
import { Tally } from "./tally.js";
import { Ticked } from "./ticked.js";

/**
 * A second tap that comes sooner is the echo of a trembling finger. Whoever counts a group taps two
 * to five times a second, and each of those counts.
 */
const ECHO_SECONDS = 0.15;

const find = (id) => document.getElementById(id);

class Door {
  snapshot = null;
  isConnected = false;
  clock = new OfficeClock();
  lists = Object.fromEntries(Object.keys(LISTS).map((list) => [list, this.#rows(list)]));
  ticked = new Ticked();
  outbox;
  words;
  #boot = readBoot();
  #memory;
  #presses = new Presses(ECHO_SECONDS);
  #tally = new Tally(find("counted"));
  #saying = new Saying(find("notice"), find("notice-words"), find("sign-in"));
  #arrived = null;

  constructor() {
    const { api, office } = this.#boot;
    this.#memory = new Memory(office);
    this.words = readWords(this.#firstLanguage());
    this.outbox = new Outbox(api, office, this);
  }

  start() {
    new Scanner((text) => this.#scan(text), (event) => this.#takeKey(event));
    find("in").addEventListener("click", () => this.#count(1));
    find("out").addEventListener("click", () => this.#count(-1));
    find("language").addEventListener("click", () => this.#nextLanguage());
    find("sign-out").addEventListener("click", () => this.#signOut());
    this.#showStaff();
    find("typed").addEventListener("input", () => this.#draw());
    find("search").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#search();
    });
    document.addEventListener("pointerdown", () => this.ticked.press());
    setInterval(() => this.#draw(), 1000);
    this.#showLanguage();
    follow(`${this.#boot.api}/desk/stream`, {
      onSnapshot: (snapshot) => this.#take(snapshot),
      onState: ({ connected }) => this.#take(null, connected),
      onRefused: (refusal) => this.#refuse(refusal),
    });
  }

  /** What was typed into the search. */
  get typed() {
    return find("typed").value;
  }

  /** Whether taps wait for longer than an answer takes. */
  get isHeldUp() {
    return !this.isConnected || this.outbox.isStuck;
  }

  /** The rows of a list, as the snapshot has them. */
  rowsOf(list) {
    return LISTS[list](this.snapshot, this);
  }

  // ---------------------------------------------------------------- what the outbox tells

  onChange() {
    this.#draw();
  }

  onStuck(refusal) {
    if (refusal.code !== "server_unreachable") this.#refuse(refusal);
  }

  onDone({ kind, about }, { number, version }) {
    if (kind === "undo") {
      this.ticked.delete(about);
      this.#say(this.words.t("%(number)s is not here: taken back", { number }));
    }
    if (kind !== "arrive") return;
    this.#say(this.words.t("%(number)s is here", { number }));
    this.#arrived = { number, version };
    this.#sayPlace();
  }

  onRefused({ key }, refusal) {
    this.ticked.delete(key);
    this.#refuse(refusal);
  }

  // ---------------------------------------------------------------- what is tapped, typed, scanned

  /** Somebody without a number came in (1) or went out (-1). */
  #count(change) {
    if (!this.snapshot?.count || !this.#presses.isNew(`count ${change}`)) return;
    if (this.snapshot.count.others + this.outbox.change + change < 0) {
      this.#refuse({ code: "nobody_to_count_out", params: {} });
      return;
    }
    this.#say("");
    this.#tally.add(change, this.words);
    this.#send({ path: "door/count", kind: "count", change, fields: { change } });
  }

  /** Whoever was ticked by mistake is not here. */
  #takeBack(id) {
    const key = undoKey(id);
    if (this.outbox.has(key) || this.outbox.has(id)) return;
    this.#say("");
    const path = `tickets/${encodeURIComponent(id)}/undo-arrive`;
    this.#send({ path, kind: "undo", key, about: id });
  }

  #tick(list, id) {
    if (list === "arrived") return this.#takeBack(id);
    const row = this.rowsOf(list).find((each) => each.id === id);
    if (!row || this.ticked.has(id) || this.outbox.has(id)) return;
    this.ticked.add(list, row);
    this.#say("");
    this.#send({ path: `tickets/${encodeURIComponent(id)}/arrive`, kind: "arrive", key: id });
  }

  #scan(text) {
    const { t } = this.words;
    if (!this.snapshot?.hall.room) return;
    const code = readCode(text);
    if (!code) this.#say(t("This is no ticket's code."), true);
    else if (code.office !== this.#boot.office) this.#say(t("This code belongs to another office."), true);
    else if (!this.outbox.has(code.token)) {
      this.#say(this.isHeldUp ? t("Kept, and sent when the connection is back.") : "");
      this.#send({ path: `tickets/by-token/${code.token}/arrive`, kind: "arrive", key: code.token });
    }
  }

  #send(tap) {
    this.outbox.add({ ...tap, day: this.snapshot.hall.id.day });
  }

  /** Enter in the search: to those who fit, or what became of the number. */
  async #search() {
    const { typed } = this;
    if (!typed.trim() || !this.snapshot || this.lists.found.focus(0) || this.lists.found.size) return;
    const number = normalNumber(typed);
    if (!isNumber(number)) {
      find("not-found").textContent = this.words.t("%(number)s was not found today.", { number });
      return;
    }
    const answer = await read(`${this.#boot.api}/tickets/by-number/${encodeURIComponent(number)}`);
    if (this.typed === typed) find("not-found").textContent = this.#whyNotFound(number, answer);
  }

  #whyNotFound(number, { ok, reply, refusal }) {
    const { t } = this.words;
    if (ok) return `${number}: ${stateWord(reply.state, t)}`;
    if (refusal.code === "ticket_unknown") return t("%(number)s was not found today.", { number });
    return refusalWords(refusal, this.words);
  }

  /** A key that a finger has pressed. */
  #takeKey(event) {
    const key = event.key.toLowerCase();
    if (key === "escape") this.#endSearch();
    else if (key === "arrowdown" || key === "arrowup") this.#move(event, key === "arrowdown" ? 1 : -1);
    else if (event.target === find("typed") || event.repeat) return;
    else if (key === "+" || key === "=") this.#count(1);
    else if (key === "-") this.#count(-1);
    else if (key === "/") find("typed").focus();
    else if (key === "g") this.#nextLanguage();
  }

  /** The arrows go through all ticks, from the top to the bottom. */
  #move(event, step) {
    event.preventDefault();
    const ticks = Object.values(this.lists).flatMap((rows) => rows.ticks);
    const place = ticks.indexOf(document.activeElement);
    const next = place < 0 ? (step > 0 ? 0 : ticks.length - 1) : place + step;
    ticks[Math.max(0, Math.min(ticks.length - 1, next))]?.focus();
  }

  #endSearch() {
    find("typed").value = "";
    if (find("search").contains(document.activeElement)) document.activeElement.blur();
    this.#say("");
    this.#draw();
  }

  // ---------------------------------------------------------------- what is shown

  /** Take over a newer snapshot, or that the connection has gone or come. */
  #take(snapshot, isConnected = this.isConnected) {
    if (snapshot && (!this.snapshot || isNewer(snapshot, this.snapshot))) {
      this.snapshot = snapshot;
      this.clock.set(snapshot.hall.clock);
    }
    if (isConnected && !this.isConnected) this.outbox.send();
    this.isConnected = isConnected;
    this.#sayPlace();
    this.#draw();
  }

  #draw() {
    if (this.snapshot) drawDoor(this);
  }

  /** Whoever came in is told where to go, as soon as the snapshot tells it. */
  #sayPlace() {
    if (!this.#arrived || this.snapshot.hall.id.version < this.#arrived.version) return;
    const { number } = this.#arrived;
    this.#arrived = null;
    const spot = this.snapshot.tickets.find((each) => each.number === number)?.spot;
    if (spot) this.#say(`${number} → ${placeOf(spot, this.words)}`);
  }

  /** Who keeps the door; the desk is for whoever may work there. */
  #showStaff() {
    const { name, may_supervise: maySupervise } = this.#boot.staff;
    setText(find("staff-name"), name);
    show(find("desk-link"), maySupervise);
  }

  async #signOut() {
    await order("/api/v1/sign-out", {});
    location.assign(find("sign-in").href);
  }

  #say(words, isProblem = false) {
    this.#saying.say(words, isProblem);
  }

  #refuse(refusal) {
    this.#saying.refuse(refusal, this.words);
  }

  #rows(list) {
    return new Rows(find(list), (id) => this.#tick(list, id), list === "arrived" ? null : "done");
  }

  // ---------------------------------------------------------------- languages

  #nextLanguage() {
    this.words = readWords(this.#languageAfter());
    this.#memory.remember("language", this.words.language);
    this.#say("");
    this.#showLanguage();
    this.#draw();
  }

  #showLanguage() {
    drawLanguage(this.words, this.#languageAfter());
  }

  #languageAfter() {
    const { languages } = this.#boot;
    return languages[(languages.indexOf(this.words.language) + 1) % languages.length];
  }

  #firstLanguage() {
    const isAsked = new URLSearchParams(location.search).has("lang");
    const remembered = this.#memory.recall("language");
    return !isAsked && this.#boot.languages.includes(remembered) ? remembered : this.#boot.language;
  }
}

new Door().start();
