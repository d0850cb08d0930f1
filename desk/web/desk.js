// The desk as a page: one state, one sender, and what is drawn of them. It has two views, that of
// one counter and that of the whole office.
//
// Nothing of the work is kept here; the browser remembers the counter and the language only.
// Focus stays where the clerk put it, and a key means the same wherever it is.

import { readBoot, readWords } from "../shared/boot.js";
import { OfficeClock } from "../shared/clock.js";
import { order } from "../shared/commands.js";
import { setText, show } from "../shared/elements.js";
import { Reporter } from "../shared/reporting.js";
import { follow } from "../shared/stream.js";
import { Ways } from "../shared/ways.js";
import { ACTIONS, isPossibleAlone, refusalOf, VIEWS } from "./actions.js";
import { drawMachines, drawStaff, drawTop } from "./bars.js";
import { drawActions, makeButtons } from "./buttons.js";
import { isAsking } from "./dialogs.js";
import { ErasableTexts } from "./erasable.js";
import { makeFlows } from "./flows.js";
import { HallView } from "./hall.js";
import { drawHand } from "./hand.js";
import { listenToKeys } from "./keys.js";
import { Lists } from "./lists.js";
import { Memory } from "./memory.js";
import { devicesFor } from "./overview.js";
import { Presses } from "./presses.js";
import { read } from "./reading.js";
import { Sender, SHUT_OUT } from "./sender.js";
import { isNewer, refusalParams, situationOf, ticketOf } from "./situation.js";
import { refusalWords, shortLanguageWord } from "./words.js";

const find = (id) => document.getElementById(id);

class Desk {
  snapshot = null;
  devices = [];
  /** Tells whoever is open over the desk of "devices" that have changed. */
  heard = new EventTarget();
  /** The ways of those called, as far as their place was seen. */
  ways = [];
  isConnected = false;
  clock = new OfficeClock();
  /** Who is signed in: `{accountId, name, maySupervise}`. */
  staff;
  sender;
  notes = new ErasableTexts((id) => this.get(`notes/${encodeURIComponent(id)}`), () => this.draw());
  notices = new ErasableTexts((id) => this.get(`notices/${encodeURIComponent(id)}`), () => this.draw());
  #boot = readBoot();
  #view;
  #counterId;
  #memory;
  #stream = null;
  #reporter = null;
  #seenWays = new Ways();
  #isBusy = false;
  #said = { words: "", isProblem: false };
  #presses = new Presses();
  #lists = new Lists((id) => this.openTicket(id), () => this.draw());
  #hall = new HallView((id) => this.openCounter(id), () => this.draw());
  #flows = makeFlows(this);

  constructor() {
    const { office, api, base = "", counter, view, staff } = this.#boot;
    Object.assign(this, { office, api, base, staff: readStaff(staff) });
    this.#memory = new Memory(office);
    this.#counterId = counter ?? this.#memory.recall("counter");
    this.#view = view === "hall" ? "hall" : "counter";
    this.words = readWords(this.#firstLanguage());
    this.sender = new Sender(this);
  }

  start() {
    makeButtons(find("small-actions"), VIEWS.counter.small);
    makeButtons(find("foot-actions"), VIEWS.counter.foot.flat());
    makeButtons(find("hall-actions"), VIEWS.hall.foot.flat());
    listenToKeys(this);
    // Back to the very same desk: its counter, view and language.
    find("sign-in").search = new URLSearchParams({ next: `${location.pathname}${location.search}` });
    setInterval(() => this.draw(), 1000);
    this.#showView();
    this.#showLanguage();
    this.#listen();
  }

  /** What this desk's counter shows; in the view of the office it stands at none. */
  get situation() {
    return situationOf(this.snapshot, this.#view === "hall" ? null : this.#counterId, this.staff.maySupervise);
  }

  get counterId() {
    return this.#counterId;
  }

  /** Whether the view of a counter is shown, and there is none. */
  get needsCounter() {
    return this.#view === "counter" && !this.situation.counter;
  }

  /** The list in which the arrows choose. */
  get list() {
    return this.#view === "hall" ? this.#hall : this.#lists;
  }

  /** Which machine this is, as commands tell it. */
  get device() {
    return this.#counterId ? `desk/desk-${this.#counterId}` : "";
  }

  /** "counter" or "hall". */
  get view() {
    return this.#view;
  }

  /** The ticket chosen in the lists, or null. */
  get chosen() {
    return this.#view === "counter" ? this.#lists.chosen(this.snapshot) : null;
  }

  /** The id of the counter chosen in the view of the office, or null. */
  get chosenCounterId() {
    return this.#view === "hall" ? this.#hall.chosen.id : null;
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
    this.ways = this.#seenWays.take(snapshot.hall);
    this.draw();
    this.sender.wake();
    if (isFirst) this.sender.resume();
    if (isFirst && this.needsCounter && !isAsking()) this.press("counter");
  }

  /** Draw what is known now. */
  draw() {
    if (!this.snapshot) return;
    const { situation, words } = this;
    drawTop(this);
    if (this.#view === "hall") this.#hall.draw(this);
    else {
      drawHand(this);
      this.#lists.draw({ situation, clock: this.clock, words });
    }
    drawActions(this);
    drawMachines(this);
    drawStaff(this);
    this.#drawNotice();
  }

  /**
   * A key or a click: do it, or say why not. Echoes of a press do nothing. `place` is what was
   * pressed where it is not the action's own key.
   */
  async press(actionId, place = null) {
    const isNewPlace = place === null || this.#presses.isNew(place);
    const isNew = this.#presses.isNew(actionId) && isNewPlace;
    if (!this.snapshot || !isNew || isAsking() || this.#isBusy) return;
    if (ACTIONS.get(actionId).changes && this.sender.isKeeping) {
      this.say(""); // the line says what waits
      return;
    }
    const { situation, words } = this;
    const { t } = words;
    const code = refusalOf(actionId, situation.standing);
    if (code) this.refuse({ code, params: refusalParams(situation) });
    else if (!this.isConnected && !isPossibleAlone(actionId)) {
      this.say(t("No connection: nothing was sent. Press again when it is back."), true);
    } else await this.#run(() => this.#flows.perform(actionId));
  }

  /** Show one ticket and what can be done with it. */
  async openTicket(ticketId) {
    const ticket = ticketOf(this.snapshot, ticketId);
    if (ticket && !isAsking() && !this.#isBusy) await this.#run(() => this.#flows.showTicket(ticket));
  }

  /** Show one counter of the office and what can be done with it. */
  async openCounter(counterId) {
    if (!isAsking() && !this.#isBusy) await this.#run(() => this.#flows.showCounter(counterId));
  }

  send(command) {
    return this.sender.send(command);
  }

  /** Ask the server for something by its path: `{ok, reply}` or `{ok, refusal}`. */
  get(path) {
    return read(`${this.api}/${path}`);
  }

  /** Ask the server for something that changes no day: `{ok, reply}` or `{ok, refusal}`. */
  order(path, body = {}) {
    return order(`${this.api}/${path}`, body);
  }

  /** Leave the desk to the next one. */
  async signOut() {
    this.sender.drop();
    await order("/api/v1/sign-out", {});
    location.assign(find("sign-in").href);
  }

  /** Stand at this counter from now on; this browser remembers it. */
  chooseCounter(counterId) {
    this.#counterId = counterId;
    this.#memory.remember("counter", counterId);
    this.#view = "counter";
    this.#showView();
    this.#listen();
  }

  /** From the counter to the whole office, and back. */
  changeView() {
    this.#view = this.#view === "hall" ? "counter" : "hall";
    this.#showView();
  }

  /** Go on to the office's next language; this browser remembers it. */
  nextLanguage() {
    this.words = readWords(this.#nextLanguage());
    this.#memory.remember("language", this.words.language);
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
    if (SHUT_OUT.has(refusal.code)) show(find("sign-in"), true);
  }

  /** Tell the clerk something; an empty sentence takes the last one away. */
  say(words, isProblem = false) {
    this.#said = { words, isProblem: isProblem && words !== "" };
    this.#drawNotice();
  }

  /** What was just said comes first, then the press that waits for the server. */
  #drawNotice() {
    const { words, isProblem } = this.#said;
    const kept = words ? "" : this.sender.keptWords;
    find("notice").classList.toggle("problem", isProblem);
    find("notice").classList.toggle("kept", kept !== "");
    setText(find("notice-words"), words || kept);
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

  /** Follow the desk's stream under this counter's name, and report under it. */
  #listen() {
    this.#stream?.stop();
    this.#reporter?.stop();
    const named = this.#counterId ? { kind: "desk", name: `desk-${this.#counterId}` } : {};
    // A desk prints and says nothing: that it is there is all that there is to tell.
    this.#reporter = this.#counterId ? new Reporter(this.api, named, () => ({})) : null;
    const query = new URLSearchParams(named);
    this.#stream = follow(`${this.api}/desk/stream?${query}`, {
      onSnapshot: (snapshot) => this.take(snapshot),
      onDevices: ({ devices }) => {
        this.devices = devicesFor(devices, this.staff.maySupervise);
        this.heard.dispatchEvent(new Event("devices"));
        this.draw();
      },
      onState: ({ connected }) => this.#showConnection(connected),
      onRefused: (refusal) => this.refuse(refusal),
      onAlive: () => this.#reporter?.due(),
    });
  }

  #showConnection(isConnected) {
    this.isConnected = isConnected;
    if (isConnected) {
      show(find("sign-in"), false);
      this.sender.connected();
    }
    this.draw();
  }

  #showView() {
    const isHall = this.#view === "hall";
    show(find("hall-view"), isHall);
    show(find("hall-actions"), isHall);
    show(find("counter-view"), !isHall);
    show(find("foot-actions"), !isHall);
    this.draw();
  }

  #showLanguage() {
    const { t, language } = this.words;
    document.documentElement.lang = language;
    document.title = t("Desk");
    setText(find("sign-in"), t("Sign in"));
  }

  #nextLanguage() {
    const { languages } = this.#boot;
    return languages[(languages.indexOf(this.words.language) + 1) % languages.length];
  }

  #firstLanguage() {
    const isAsked = new URLSearchParams(location.search).has("lang");
    const remembered = this.#memory.recall("language");
    return !isAsked && this.#boot.languages.includes(remembered) ? remembered : this.#boot.language;
  }
}

function readStaff({ account_id: accountId, name, may_supervise: maySupervise }) {
  return { accountId, name, maySupervise };
}

new Desk().start();
