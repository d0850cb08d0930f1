// The view of the whole office: all counters, who is served since when against the usual time,
// the services with their longest wait, and what needs somebody's attention.

import { pickWords } from "../shared/boot.js";
import { counterTile, make, setText, show } from "../shared/elements.js";
import { writeNumber, writeTime } from "../shared/moments.js";
import { stateMark, stateWord } from "../shared/states.js";
import { deviceItem, inOrder } from "./bars.js";
import { Chosen } from "./chosen.js";
import { fill } from "./filling.js";
import { drawBar } from "./hand.js";
import { needsAttention, overviewOf } from "./overview.js";
import { countParts, insideLine, roomParts } from "./places.js";
import { since } from "./situation.js";
import {
  COUNTER_MARKS,
  counterWord,
  helpLine,
  keyWord,
  pauseWords,
  placesWord,
  runLine,
  runningTime,
  shortMinutes,
} from "./words.js";

const find = (id) => document.getElementById(id);

export class HallView {
  chosen = new Chosen();

  /** `onOpen(counterId)` hears of the second press on a counter, `onChange()` of each change. */
  constructor(onOpen, onChange) {
    find("counters").addEventListener("click", (event) => {
      const id = event.target.closest("[data-counter]")?.dataset.counter;
      if (!id) return;
      if (id === this.chosen.id) onOpen(id);
      this.chosen.id = id;
      onChange();
    });
  }

  /** Choose the next (1) or the previous (-1) counter. */
  move(step) {
    this.chosen.move(step);
  }

  letGo() {
    this.chosen.letGo();
  }

  /** Bring the chosen counter into view. */
  reveal() {
    document.querySelector("#counters .chosen")?.scrollIntoView({ block: "nearest" });
  }

  /** Write all of it. */
  draw({ snapshot, devices, notices, clock, words }) {
    const { t } = words;
    const { timezone } = snapshot.hall.office;
    const overview = overviewOf(snapshot);
    this.chosen.keep(overview.counters.map(({ counter }) => counter.id));
    setText(find("counters-title"), t("Counters"));
    const open = { open: overview.open, all: overview.counters.length };
    setText(find("counters-count"), t("%(open)s of %(all)s open", open));
    const rows = overview.counters.map((row, position) => this.#counter(row, position, snapshot, clock, words));
    fill(find("counters"), rows);
    drawInside(snapshot, words);
    drawAttention({ snapshot, devices, clock, words });
    setText(find("services-title"), t("Services"));
    fill(find("services"), overview.services.map((row) => serviceItem(row, snapshot, clock, words)));
    drawNotices({ snapshot, notices, words });
    setText(find("machines-title"), t("Machines"));
    const others = inOrder(devices).filter((device) => !needsAttention(device));
    show(find("machines-part"), others.length > 0);
    fill(find("machines-list"), others.map((device) => deviceItem(device, clock, timezone, words)));
  }

  #counter({ counter, state, hand, usualSeconds }, position, snapshot, clock, words) {
    const isChosen = counter.id === this.chosen.id;
    const attributes = {
      "class": [isChosen ? "chosen" : "", `counter-row-${state.state}`].join(" ").trim(),
      "data-counter": counter.id,
      "aria-current": isChosen ? "true" : null,
    };
    const tile = counterTile(counter.number, position);
    const cells = hand ? handCells(hand, usualSeconds, clock, words) : idleCells(snapshot, state, clock, words);
    const services = counter.services.map((id) => letterOf(snapshot, id)).join(" ");
    return make("li", attributes, tile, ...cells, make("span", { class: "letters quiet" }, services));
  }
}

/** Whom a counter serves, since when, and how that stands to the usual time. */
function handCells(hand, usual, clock, words) {
  const { t } = words;
  const spent = clock.secondsSince(since(hand));
  const isServing = hand.state === "serving";
  const bar = make("div", { class: "bar" }, make("div", {}));
  drawBar(bar, spent, usual, isServing);
  const isOver = isServing && usual > 0 && spent > usual;
  const usualWords = isServing ? t("usual: %(time)s", { time: shortMinutes(usual, words) }) : "";
  return [
    make("span", { class: `state state-${hand.state}` }, stateMark(hand.state), stateWord(hand.state, t)),
    make("span", { class: "number" }, hand.number),
    make("span", { class: isOver ? "number time over" : "number time" }, runningTime(spent)),
    make("span", { class: "detail" }, bar, make("span", { class: "quiet" }, usualWords)),
  ];
}

/** A counter without a visitor: free, on a pause (why, until when, since when), or closed. */
function idleCells(snapshot, state, clock, words) {
  const { t } = words;
  const word = state.state === "open" ? t("Free") : counterWord(state.state, words);
  const isPaused = state.state === "paused";
  const lasts = isPaused && state.since ? runningTime(clock.secondsSince(state.since)) : "";
  const isLate = isPaused && state.back_at && clock.secondsSince(state.back_at) > 0;
  const why = pauseWords(snapshot, state, clock, words).join(" · ");
  return [
    make("span", { class: `state counter-${state.state}` }, stateMark(COUNTER_MARKS[state.state]), word),
    make("span", { class: "number" }),
    make("span", { class: isLate ? "number time over" : "number time" }, lasts),
    make("span", { class: "detail" }, make("span", { class: isLate ? "over" : "quiet" }, why)),
  ];
}

function serviceItem({ service, waiting, longestSince, counters }, snapshot, clock, words) {
  const { language } = words;
  const longest = longestSince ? shortMinutes(clock.secondsSince(longestSince), words) : "";
  return make(
    "li",
    {},
    make("span", { class: "number" }, service.letter),
    make("span", { class: "service" }, pickWords(service.name, language)),
    make("span", { class: "number" }, writeNumber(waiting, language)),
    make("span", { class: "wait" }, longest),
    serviceState(service, counters, snapshot, clock, words),
  );
}

/** That a service rests and until when, or should have ended; else its open counters. */
function serviceState(service, counters, { hall }, clock, words) {
  const { t, language } = words;
  if (service.suspended) {
    const time = service.resumes_at && writeTime(service.resumes_at, hall.office.timezone, language);
    if (time && clock.secondsSince(service.resumes_at) > 0) {
      return make("span", { class: "state away" }, stateMark("no_show"), t("due %(time)s", { time }));
    }
    const rests = time ? t("until %(time)s", { time }) : t("interrupted");
    return make("span", { class: "state counter-paused" }, stateMark("held"), rests);
  }
  if (!counters.length) return make("span", { class: "state away" }, stateMark("no_show"), t("no counter"));
  return make("span", { class: "quiet" }, placesWord(counters, words));
}

function letterOf({ hall }, serviceId) {
  return hall.services.find(({ id }) => id === serviceId)?.letter ?? "?";
}

/** Who is inside by what they do, under which rules. */
function drawInside({ hall, count }, words) {
  const { room } = hall;
  show(find("hall-part"), Boolean(room));
  if (!room) return;
  setText(find("hall-title"), words.t("Hall"));
  setText(find("hall-inside"), insideLine(room, words));
  find("hall-inside").className = room.is_full ? "over" : "";
  setText(find("hall-rules"), roomParts(room, words).join(" · "));
  setText(find("hall-people"), countParts(count, words).join(" · "));
}

/** Calls for help, runs of numbers, machines in trouble: each with the key that deals with it. */
function drawAttention({ snapshot, devices, clock, words }) {
  const { t } = words;
  const { timezone } = snapshot.hall.office;
  setText(find("attention-title"), t("Needs attention"));
  const help = snapshot.help.map((call) => {
    const line = helpLine(call, snapshot, clock, words);
    return attentionItem(t("Help wanted"), line, keyWord("come"));
  });
  const runs = snapshot.runs.map((run) => attentionItem(t("Run of numbers"), runLine(run, words), keyWord("run")));
  const troubled = inOrder(devices).filter(needsAttention);
  const items = [...help, ...runs, ...troubled.map((device) => troubleItem(device, clock, timezone, words))];
  const calm = make("li", { class: "state counter-open" }, stateMark("done"), t("All is well"));
  fill(find("attention"), items.length ? items : [calm]);
}

function attentionItem(title, line, key) {
  return make("li", { class: "state counter-paused" }, make("kbd", {}, key), make("span", {}, `${title}: ${line}`));
}

/** A machine in trouble; one that waits to be paired has the key of the list of machines. */
function troubleItem(device, clock, timezone, words) {
  const item = deviceItem(device, clock, timezone, words);
  if (device.waits) item.prepend(make("kbd", {}, keyWord("machines")));
  return item;
}

/** The notices that the hall shows now. */
function drawNotices({ snapshot, notices, words }) {
  const { t, language } = words;
  const { hall } = snapshot;
  show(find("notices-part"), hall.notices.length > 0);
  setText(find("notices-title"), t("Notices in the hall"));
  const items = hall.notices.map(({ id, until }) => {
    const text = pickWords(notices.of(id)?.words ?? {}, language) || "…";
    const time = until && writeTime(until, hall.office.timezone, language);
    const ends = time ? t("until %(time)s", { time }) : "";
    return make("li", {}, text, time ? make("span", { class: "quiet" }, ` · ${ends}`) : null);
  });
  fill(find("notices"), items);
}
