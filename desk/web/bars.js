// The lines around the work: office, counter and clock at the top, who asks for help beneath,
// the machines of the hall at the foot.

import { counterTile, make, setText, show } from "../shared/elements.js";
import { writeNumber, writeTime } from "../shared/moments.js";
import { stateMark } from "../shared/states.js";
import { fill } from "./filling.js";
import { needsAttention, overviewOf } from "./overview.js";
import {
  COUNTER_MARKS,
  counterWord,
  deviceName,
  helpLine,
  keyWord,
  PHASE_WORDS,
  serviceWord,
  shortMinutes,
  troubleWords,
} from "./words.js";

const find = (id) => document.getElementById(id);
const DEVICE_ORDER = ["kiosk", "display", "desk"];

/** Write the office, the counter or the sums of all, what is not as usual, and the clock. */
export function drawTop(desk) {
  const { snapshot, clock, words, isConnected, view } = desk;
  const { t, language } = words;
  const { office } = snapshot.hall;
  setText(find("office-name"), office.name);
  show(find("rehearsal"), clock.isRehearsal);
  setText(find("rehearsal"), t("Rehearsal"));
  setText(find("clock"), writeTime(clock.now(), office.timezone, language, office.timezone_label));
  const isHall = view === "hall";
  for (const id of ["counter-name", "counter-state", "served"]) show(find(id), !isHall);
  for (const id of ["view-name", "figures"]) show(find(id), isHall);
  if (isHall) drawFigures(desk);
  else drawCounter(desk);
  find("top").classList.toggle("offline", !isConnected);
  const offline = t("No connection to the server. It tries again by itself.");
  setText(find("office-notes"), isConnected ? officeNotes(snapshot, words, isHall).join(" · ") : offline);
  drawHelp(desk);
}

function drawCounter({ situation, words }) {
  const { t, language } = words;
  const { snapshot, counter, state } = situation;
  const name = counter
    ? [t("Counter"), counterTile(counter.number, snapshot.hall.counters.indexOf(counter))]
    : [t("No counter chosen")];
  fill(find("counter-name"), name);
  const stateWords = state ? [stateMark(COUNTER_MARKS[state.state]), counterWord(state.state, words)] : [];
  fill(find("counter-state"), stateWords);
  find("counter-state").className = `state counter-${state?.state ?? "none"}`;
  const served = state ? t("served today: %(count)s", { count: writeNumber(state.served_today, language) }) : "";
  setText(find("served"), served);
}

function drawFigures({ snapshot, clock, words }) {
  const { t, language } = words;
  const { waiting, served, longestSince } = overviewOf(snapshot);
  setText(find("view-name"), t("Whole office"));
  const longest = longestSince ? shortMinutes(clock.secondsSince(longestSince), words) : "-";
  fill(find("figures"), [
    figure(t("waiting: %(count)s", { count: writeNumber(waiting, language) })),
    figure(t("longest wait: %(time)s", { time: longest })),
    figure(t("served today: %(count)s", { count: writeNumber(served, language) })),
  ]);
}

const figure = (words) => make("span", {}, words);

/** What is not as usual: the hours, the issuing of numbers, services that rest. */
function officeNotes({ hall, issuing_stopped: isStopped }, words, isHall) {
  const { t, language } = words;
  const notes = hall.phase in PHASE_WORDS ? [t(PHASE_WORDS[hall.phase])] : [];
  if (hall.phase === "break" && hall.resumes_at) {
    const time = writeTime(hall.resumes_at, hall.office.timezone, language);
    notes.splice(0, 1, t("Break until %(time)s", { time }));
  }
  if (isStopped && hall.phase !== "closing") notes.push(t("No more numbers today"));
  const resting = hall.services.filter(({ suspended }) => suspended);
  if (resting.length) {
    const names = resting.map(({ id }) => serviceWord({ hall }, id, words)).join(", ");
    notes.push(t("Interrupted: %(services)s", { services: names }));
  }
  // The supervisor can do something about it; a clerk has enough to read.
  if (isHall && hall.office.is_encrypted === false) notes.push(t("Network not encrypted"));
  return notes;
}

/** Who asks for help, to be seen at every counter; the view of the office has it in its list. */
function drawHelp({ snapshot, clock, words, view }) {
  const { t } = words;
  const line = find("help-line");
  const isShown = view === "counter" && snapshot.help.length > 0;
  show(line, isShown);
  if (!isShown) return;
  const calls = snapshot.help.map((call) => make("span", {}, helpLine(call, snapshot, clock, words)));
  fill(line, [make("strong", {}, t("Help wanted")), ...calls, make("kbd", {}, keyWord("help"))]);
}

/** Write this desk's own connection and the machines of the hall, those in trouble first. */
export function drawMachines({ snapshot, devices, clock, words, isConnected, view, staff }) {
  const { t } = words;
  show(find("door-link"), staff.maySupervise && Boolean(snapshot.hall.room));
  setText(find("door-link"), t("Door"));
  const own = [
    stateMark(isConnected ? "called" : "no_show"),
    isConnected ? t("Connected") : t("No connection"),
  ];
  fill(find("connection"), own);
  find("connection").className = `state ${isConnected ? "counter-open" : "away"}`;
  show(find("devices"), view === "counter"); // the view of the office has a list of its own
  const { timezone } = snapshot.hall.office;
  const items = inOrder(devices).map((device) => deviceItem(device, clock, timezone, words));
  fill(find("devices"), items);
}

/** Write who is signed in; the button beside it is drawn with the others. */
export function drawStaff({ staff }) {
  setText(find("staff-name"), staff.name);
}

/** Machines with troubles first, then by kind and name. */
export function inOrder(devices) {
  return [...devices].sort((one, other) => compare(order(one), order(other)));
}

/** A machine, and what is wrong with it. */
export function deviceItem(device, clock, timezone, words) {
  const troubles = troubleWords(device, clock, timezone, words);
  const name = deviceName(device.kind, device.name, words);
  const [look, mark] = lookOf(device, troubles);
  return make(
    "li",
    { class: `state ${look}` },
    stateMark(mark),
    troubles.length ? `${name}: ${troubles.join(", ")}` : name,
  );
}

function lookOf(device, troubles) {
  if (!troubles.length) return ["", "called"];
  return needsAttention(device) ? ["away", "no_show"] : ["quiet", "waiting"];
}

function order(device) {
  const place = DEVICE_ORDER.indexOf(device.kind);
  return [needsAttention(device) ? 0 : 1, place < 0 ? DEVICE_ORDER.length : place, device.name];
}

function compare(one, other) {
  for (let index = 0; index < one.length; index += 1) {
    if (one[index] < other[index]) return -1;
    if (one[index] > other[index]) return 1;
  }
  return 0;
}
