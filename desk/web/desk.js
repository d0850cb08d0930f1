// The clerk's desk as a page: one state, one sender, and what is drawn of them.
//
// Nothing of the work is kept here; the browser remembers the counter and the language only.
// Focus stays where the clerk put it, and a key means the same wherever it is.

import { readBoot, readWords } from "../shared/boot.js";
import { OfficeClock } from "../shared/clock.js";
import { setText, show } from "../shared/elements.js";
import { parseRefusal } from "../shared/refusals.js";
import { follow } from "../shared/stream.js";
import { ACTIONS, actionOfKey, refusalOf } from "./actions.js";
import { drawMachines, drawTop } from "./bars.js";
import { isAsking } from "./dialogs.js";
import { makeFlows } from "./flows.js";
import { drawActions, drawHand, makeButtons } from "./hand.js";
import { Lists } from "./lists.js";
import { Presses } from "./presses.js";
import { Sender } from "./sender.js";
import { isNewer, refusalParams, situationOf, ticketOf } from "./situation.js";
import { refusalWords, shortLanguageWord } from "./words.js";

const SMALL_ACTIONS = ["recall", "no-show", "hold", "transfer", "undo", "finish", "resume", "pause", "close"];
const FOOT_ACTIONS = [
  ...["issue", "search", "reprint", "priority", "void", "return"],
  ...["service", "issuing", "end-day", "counter", "language", "keys"],
];
const SIGN_IN = new Set(["sign_in_needed", "key_wrong"]);
const TEXT_FIELDS = "input, textarea, select, [contenteditable]";

const find = (id) => document.getElementById(id);

class Desk {
  snapshot = null;
  devices = [];
  isConnected = false;
  clock = new OfficeClock();
  sender = new Sender(this);
  #boot = readBoot();
  #counterId;
  #stream = null;
  #isBusy = false;
  #presses = new Presses();
  #lists = new Lists((id) => this.openTicket(id), () => this.draw());
  #flows = makeFlows(this);

  constructor() {
    const { office, api, base = "", counter } = this.#boot;
    Object.assign(this, { office, api, base });
    this.#counterId = counter ?? this.#remembered("counter");
    this.words = readWords(this.#firstLanguage());
  }

  start() {
    makeButtons(find("small-actions"), SMALL_ACTIONS);
    makeButtons(find("foot-actions"), FOOT_ACTIONS);
    document.addEventListener("keydown", (event) => this.#takeKey(event));
    document.addEventListener("click", (event) => this.#takeClick(event));
    setInterval(() => this.draw(), 1000);
    this.#showLanguage();
    this.#listen();
  }

  get situation() {
    return situationOf(this.snapshot, this.#counterId);
  }

  /** The ticket chosen in the lists, or null. */
  get chosen() {
    return this.#lists.chosen(this.snapshot);
  }

  get nextLanguageWord() {
    return shortLanguageWord(this.#nextLanguage());
  }

  /** Take a snapshot over, unless it is older than what is shown. */
  take(snapshot) {
    if (this.snapshot && !isNewer(snapshot, this.snapshot)) return;
    const isFirst = this.snapshot === null;
    this.snapshot = snapshot;
    this.clock.set(snapshot.hall.clock);
    this.draw();
    this.sender.wake();
    if (isFirst && !this.situation.counter && !isAsking()) this.press("counter");
  }

  /** Draw what is known now. */
  draw() {
    if (!this.snapshot) return;
    const situation = this.situation;
    const { clock, words, sender, devices, snapshot, isConnected, nextLanguageWord } = this;
    drawTop({ situation, clock, words, isConnected });
    drawHand({ situation, clock, words });
    drawActions({ situation, words, sender, nextLanguageWord });
    this.#lists.draw({ situation, clock, words });
    drawMachines({ devices, snapshot, words, isConnected });
  }

  /** A key or a click: do it, or say why not. Echoes of a press do nothing. */
  async press(actionId) {
    const isNew = this.#presses.isNew(actionId);
    if (!this.snapshot || !isNew || isAsking() || this.#isBusy) return;
    const { situation, words } = this;
    const { t } = words;
    const code = refusalOf(actionId, situation.standing);
    if (code) this.refuse({ code, params: refusalParams(situation) });
    else if (ACTIONS.get(actionId).changes && !this.isConnected) {
      this.say(t("No connection: nothing was sent. Press again when it is back."), true);
    } else await this.#run(() => this.#flows.perform(actionId));
  }

  /** Show one ticket and what can be done with it. */
  async openTicket(ticketId) {
    const ticket = ticketOf(this.snapshot, ticketId);
    if (ticket && !isAsking() && !this.#isBusy) await this.#run(() => this.#flows.showTicket(ticket));
  }

  send(command) {
    return this.sender.send(command);
  }

  /** Ask the server for something by its path: `{ok, reply}` or `{ok, refusal}`. */
  async get(path) {
    try {
      const answer = await fetch(`${this.api}/${path}`, { cache: "no-store" });
      if (answer.ok) return { ok: true, reply: await answer.json() };
      return { ok: false, refusal: await parseRefusal(answer) };
    } catch {
      return { ok: false, refusal: { code: "server_unreachable", params: {} } };
    }
  }

  /** Stand at this counter from now on; this browser remembers it. */
  chooseCounter(counterId) {
    this.#counterId = counterId;
    this.#remember("counter", counterId);
    this.draw();
    this.#listen();
  }

  /** Go on to the office's next language; this browser remembers it. */
  nextLanguage() {
    this.words = readWords(this.#nextLanguage());
    this.#remember("language", this.words.language);
    this.#showLanguage();
    this.say("");
    this.draw();
  }

  explain(refusal) {
    return refusalWords(refusal, this.words);
  }

  /** Say in words why something was not done. */
  refuse(refusal) {
    const { t } = this.words;
    const unanswered = t("No answer. The screen will show whether it was done.");
    this.say(refusal.code === "server_unreachable" ? unanswered : this.explain(refusal), true);
    if (SIGN_IN.has(refusal.code)) show(find("sign-in"), true);
  }

  /** Tell the clerk something; an empty sentence takes the last one away. */
  say(words, isProblem = false) {
    const notice = find("notice");
    notice.classList.toggle("problem", isProblem && words !== "");
    setText(find("notice-words"), words);
  }

  async #run(flow) {
    this.#isBusy = true;
    this.say("");
    try {
      await flow();
    } finally {
      this.#isBusy = false;
      this.draw();
    }
  }

  /** Follow the desk's stream under this counter's name. */
  #listen() {
    this.#stream?.stop();
    const named = this.#counterId ? { kind: "desk", name: `desk-${this.#counterId}` } : {};
    const query = new URLSearchParams(named);
    this.#stream = follow(`${this.api}/desk/stream?${query}`, {
      onSnapshot: (snapshot) => this.take(snapshot),
      onDevices: ({ devices }) => {
        this.devices = devices;
        this.draw();
      },
      onState: ({ connected }) => this.#showConnection(connected),
      onRefused: (refusal) => this.refuse(refusal),
    });
  }

  #showConnection(isConnected) {
    this.isConnected = isConnected;
    if (isConnected) show(find("sign-in"), false);
    this.draw();
  }

  #showLanguage() {
    const { t, language } = this.words;
    document.documentElement.lang = language;
    document.title = t("Desk");
    setText(find("sign-in"), t("Sign in"));
  }

  #takeKey(event) {
    if (isAsking() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.(TEXT_FIELDS) || !this.snapshot) return;
    const actionId = event.key.length === 1 ? actionOfKey(event.key) : null;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (actionId) {
      event.preventDefault();
      this.press(actionId);
    } else if (step) {
      event.preventDefault();
      this.#lists.move(step);
      this.draw();
      this.#lists.reveal();
    } else if (event.key === "Enter" && !event.target.closest?.("button, a") && this.chosen) {
      event.preventDefault();
      this.openTicket(this.chosen.id);
    } else if (event.key === "Escape") {
      this.#lists.chosenId = null;
      this.say("");
      this.draw();
    }
  }

  #takeClick(event) {
    const button = event.target.closest("button[data-action]");
    if (!button || isAsking()) return;
    // The large button changes its action: a double click is still one press of it.
    if (button.id !== "main-action" || this.#presses.isNew("main-action")) this.press(button.dataset.action);
  }

  #nextLanguage() {
    const { languages } = this.#boot;
    return languages[(languages.indexOf(this.words.language) + 1) % languages.length];
  }

  #firstLanguage() {
    const isAsked = new URLSearchParams(location.search).has("lang");
    const remembered = this.#remembered("language");
    return !isAsked && this.#boot.languages.includes(remembered) ? remembered : this.#boot.language;
  }

  #remembered(what) {
    try {
      return localStorage.getItem(`antrean.desk.${this.office}.${what}`);
    } catch {
      return null; // a browser that keeps nothing costs the clerk one choice
    }
  }

  #remember(what, value) {
    try {
      localStorage.setItem(`antrean.desk.${this.office}.${what}`, value);
    } catch {
      // as above
    }
  }
}

new Desk().start();
