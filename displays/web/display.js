// The lobby display: one snapshot after the other, written on the page.
//
// Everything is shown from the latest snapshot alone; what this page keeps of the past is the
// number of the last call it has announced, so that each call pulses once, however long the
// connection was away.

import { readBoot, readWords } from "../shared/boot.js";
import { OfficeClock } from "../shared/clock.js";
import { setText, show } from "../shared/elements.js";
import { FloorSource } from "../shared/floor-source.js";
import { Reporter } from "../shared/reporting.js";
import { follow } from "../shared/stream.js";
import { Ways } from "../shared/ways.js";
import { Announcer } from "./announcer.js";
import { TopBar } from "./bar.js";
import { CalledBoard } from "./called.js";
import { CutOffLine } from "./cut-off.js";
import { fit, keepSmaller } from "./fit.js";
import { withoutPastTimes } from "./interruptions.js";
import { layoutOf, readAsked } from "./layout.js";
import { hidesCalls, sayingsOf } from "./message.js";
import { NoticeBar } from "./notices.js";
import { Plan } from "./plan.js";
import { writeNext, writeWaiting } from "./queue.js";
import { hasRoom, healthOf, RoomPart } from "./room.js";
import { sayAll, writeTitles } from "./say.js";
import { SlideShow } from "./slides.js";
import { SoundSign } from "./sound.js";
import { CallSpeaker } from "./speaking.js";
import { Stillness } from "./stillness.js";
import { findDisplay, narrow } from "./zone.js";

/** What stands in one language at a time changes after this. */
const LANGUAGE_TURN_MS = 8000;

const boot = readBoot();
const speakers = boot.languages.map((language) => readWords(language));
const clock = new OfficeClock();
const bar = new TopBar(boot, speakers, clock, fitAll);
const board = new CalledBoard(element("called"), element("recent"), speakers);
const announcer = new Announcer((call) => board.pulse(call));
const notices = new NoticeBar(element("notice"), boot.languages, boot.api, showCalls);
const slides = new SlideShow(
  ...[element("waiting-part"), element("slide"), speakers, boot.slides_url],
  showSlot,
);
const cutOff = new CutOffLine(element("cut-off"), speakers, clock, showCalls);
const stillness = new Stillness((seconds) => bar.showStillness(seconds));
const asked = readAsked();
const roomPart = new RoomPart(element("room-part"), element("room-line"), speakers);
const plan = new Plan(element("plan"), speakers, asked);
const lobby = new FloorSource(boot.api, showCalls);
const pastPlaces = new Ways();
const voice = new CallSpeaker(boot, clock, showSound);
const sound = new SoundSign(element("sound"), speakers, voice, fitAll);
const reporter = boot.reports ? new Reporter(boot.api, { kind: "display", name: boot.name }, report) : null;
let snapshot = null;
let display = null;
let ways = [];
let turn = 0;

function element(id) {
  return document.getElementById(id);
}

function showSnapshot(arrived) {
  display = findDisplay(arrived.office, boot.name);
  clock.set(arrived.clock);
  lobby.take(arrived.office);
  ways = pastPlaces.take(arrived);
  snapshot = withoutPastTimes(narrow(arrived, display), clock);
  bar.take(snapshot.office, display.title);
  writeNext(element("next"), snapshot.next_numbers);
  writeTheWaiting();
  roomPart.take(snapshot);
  notices.take(snapshot.notices);
  showCalls();
  announcer.take(snapshot);
  voice.take(snapshot, arrived);
}

function showCalls() {
  if (!snapshot) return;
  const isPlan = showsPlan();
  const isEmpty = hidesCalls(snapshot) && !isPlan;
  const isNoticed = !element("notice").hidden;
  const { classList } = document.body;
  classList.toggle("-plan", isPlan);
  board.show(snapshot, isPlan ? 0 : rowCount(isNoticed));
  classList.toggle("-no-calls", isEmpty);
  classList.toggle("-notice", isNoticed);
  classList.toggle("-single", !isEmpty && !isPlan && isAlone());
  show(element("called").parentElement, !isEmpty && !isPlan);
  show(element("plan"), isPlan);
  show(element("recent-part"), !isEmpty && element("recent").children.length > 0);
  show(element("next-part"), snapshot.next_numbers.length > 0);
  showMessage();
  slides.take({ ...snapshot.office, health: healthOf(snapshot) }, hasQueue());
  showSlot();
  const title = isPlan ? ({ t }) => t("Now called") : ({ t }) => t("Recently called");
  sayAll(element("recent-title"), speakers.map((words) => [words.language, title(words)]));
  if (isPlan) plan.draw(lobby.floor, snapshot, ways, layoutOf(display, asked).turn);
}

/** Whether the plan of the hall is asked for, and there is one to show. */
function showsPlan() {
  return layoutOf(display, asked).layout === "plan" && lobby.floor !== null && hasRoom(snapshot);
}

/** Whether the waiting list has anything to tell. */
function hasQueue() {
  return !hidesCalls(snapshot) || snapshot.waiting > 0 || snapshot.phase === "open" || hasRoom(snapshot);
}

function showSlot() {
  document.body.classList.toggle("-nobody-waits", !hasQueue() && !slides.isShowing);
  fitAll();
}

/** Whether one counter or one call is all there is: then it stands alone, as large as it can. */
function isAlone() {
  return snapshot.counters.length === 1 || snapshot.calls.length === 1;
}

/** What there is to say, one saying after the other. */
function showMessage() {
  const sayings = sayingsOf(snapshot, speakers);
  const message = element("message");
  sayAll(message, sayings[turn % sayings.length] ?? []);
  show(message, sayings.length > 0);
  document.body.classList.toggle("-message", sayings.length > 0 && (showsPlan() || !hidesCalls(snapshot)));
  fit(message);
}

function showSound() {
  sound.show();
  reporter?.changed();
}

/** What staff are told of this display. */
function report() {
  return { sound: voice.state, frozen_seconds: stillness.takeSeconds() };
}

function fitAll() {
  bar.fit();
  notices.fit();
  for (const id of ["message", "come-in", "room-line", "recent", "next", "waiting", "slide"]) fit(element(id));
  keepSmaller(element("next"), element("come-in"));
}

function writeTheWaiting() {
  writeWaiting(element("waiting"), snapshot, speakers[turn % speakers.length]);
  setText(element("waiting-count"), String(snapshot.waiting));
}

/** How many calls stand large: as many as keep a fifth of the screen's height each. */
function rowCount(isNoticed) {
  if (snapshot.counters.length === 1) return 1;
  const ratio = window.innerWidth / window.innerHeight;
  const isUpright = ratio < 1;
  const rows = ratio >= 1.7 || (isUpright && !hasRoom(snapshot)) ? 3 : 2;
  return isNoticed ? rows - 1 : rows;
}

function passTurn() {
  turn += 1;
  notices.passTurn();
  if (!snapshot) return;
  roomPart.passTurn();
  snapshot = withoutPastTimes(snapshot, clock);
  writeTheWaiting();
  showMessage();
  fitAll();
}

writeTitles(document, speakers, {
  called: ({ t }) => t("Now called"),
  counter: ({ t }) => t("Counter"),
  comeIn: ({ t }) => t("Please come in"),
  plan: ({ t }) => t("The hall seen from above"),
  next: ({ t }) => t("Next numbers"),
  waiting: ({ t }) => t("Waiting"),
});
setInterval(() => {
  bar.showClock();
  cutOff.draw(snapshot);
}, 1000);
setInterval(passTurn, LANGUAGE_TURN_MS);
window.addEventListener("resize", () => {
  roomPart.resize();
  showCalls();
});
document.fonts.addEventListener("loadingdone", fitAll);
follow(boot.stream_url, {
  onSnapshot: showSnapshot,
  onDevices: ({ devices }) => cutOff.take(devices),
  onState: (state) => {
    if (!state.connected) cutOff.take([]); // we are told anew, if there is anything to tell
    bar.showConnection(state);
  },
  // A supervisor has revoked this display: back to the page that shows its code.
  onRefused: ({ code }) => code === "device_not_paired" && location.reload(),
});
