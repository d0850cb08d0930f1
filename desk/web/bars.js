// The lines around the work: office, counter and clock at the top, machines at the foot.

import { counterTile, make, setText, show } from "../shared/elements.js";
import { writeNumber, writeTime } from "../shared/moments.js";
import { stateMark } from "../shared/states.js";
import { COUNTER_MARKS, counterWord, deviceWord, PHASE_WORDS, serviceWord } from "./words.js";

const find = (id) => document.getElementById(id);
const DEVICE_ORDER = ["kiosk", "display", "desk"];

/** Write the office, the counter and its state, what is not as usual, and the clock. */
export function drawTop({ situation, clock, words, isConnected }) {
  const { t, language } = words;
  const { snapshot, counter, state } = situation;
  const { office } = snapshot.hall;
  setText(find("office-name"), office.name);
  show(find("rehearsal"), clock.isRehearsal);
  setText(find("rehearsal"), t("Rehearsal"));
  setText(find("clock"), writeTime(clock.now(), office.timezone, language, office.timezone_label));
  const name = counter
    ? [t("Counter"), counterTile(counter.number, snapshot.hall.counters.indexOf(counter))]
    : [t("No counter chosen")];
  fill(find("counter-name"), name);
  const stateWords = state ? [stateMark(COUNTER_MARKS[state.state]), counterWord(state.state, words)] : [];
  fill(find("counter-state"), stateWords);
  find("counter-state").className = `state counter-${state?.state ?? "none"}`;
  const served = state ? t("served today: %(count)s", { count: writeNumber(state.served_today, language) }) : "";
  setText(find("served"), served);
  find("top").classList.toggle("offline", !isConnected);
  const offline = t("No connection to the server. It tries again by itself.");
  setText(find("office-notes"), isConnected ? officeNotes(snapshot, words).join(" · ") : offline);
}

/** What is not as usual: the hours, the issuing of numbers, services that rest. */
function officeNotes({ hall, issuing_stopped: isStopped }, words) {
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
  return notes;
}

/** Write the machines of the hall, those that are away first, and this desk's own connection. */
export function drawMachines({ devices, snapshot, words, isConnected }) {
  const { t, language } = words;
  const zone = snapshot?.hall.office.timezone ?? "UTC";
  const own = [
    stateMark(isConnected ? "called" : "no_show"),
    isConnected ? t("Connected") : t("No connection"),
  ];
  fill(find("connection"), own);
  find("connection").className = `state ${isConnected ? "counter-open" : "away"}`;
  const sorted = [...devices].sort((one, other) => compare(order(one), order(other)));
  fill(find("devices"), sorted.map((device) => deviceItem(device, zone, t, language)));
}

function deviceItem({ kind, name, connected, last_seen: seen }, zone, t, language) {
  const time = writeTime(seen, zone, language);
  const words = `${deviceWord(kind, { t })} ${name}`;
  const lastSeen = t("last seen %(time)s", { time });
  return make(
    "li",
    { class: connected ? "state" : "state away" },
    stateMark(connected ? "called" : "no_show"),
    connected ? words : `${words}, ${lastSeen}`,
  );
}

function order({ kind, name, connected }) {
  const place = DEVICE_ORDER.indexOf(kind);
  return [connected ? 1 : 0, place < 0 ? DEVICE_ORDER.length : place, name];
}

function compare(one, other) {
  for (let index = 0; index < one.length; index += 1) {
    if (one[index] < other[index]) return -1;
    if (one[index] > other[index]) return 1;
  }
  return 0;
}

/** Put children into an element, only if they differ from what is there. */
function fill(element, children) {
  const next = element.cloneNode(false);
  next.append(...children);
  if (!next.isEqualNode(element)) element.replaceChildren(...next.childNodes);
}
