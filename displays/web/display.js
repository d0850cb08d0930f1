// The lobby display: one snapshot after the other, written on the page.
//
// Everything is shown from the latest snapshot alone; what this page keeps of the past is the
// number of the last call it has announced, so that each call pulses once, however long the
// connection was away.

import { readBoot, readWords } from "../shared/boot.js";
import { OfficeClock } from "../shared/clock.js";
import { make, setText, show } from "../shared/elements.js";
import { writeTime } from "../shared/moments.js";
import { follow } from "../shared/stream.js";
import { Announcer } from "./announcer.js";
import { CalledBoard } from "./called.js";
import { fit } from "./fit.js";
import { messageOf } from "./message.js";
import { sayAll, writeTitles } from "./say.js";
import { writeNext, writeWaiting } from "./queue.js";

/** Names of services stand in one language at a time, the others' turn comes after this. */
const LANGUAGE_TURN_MS = 8000;

const boot = readBoot();
const speakers = boot.languages.map((language) => readWords(language));
const clock = new OfficeClock();
const board = new CalledBoard(element("called"), element("recent"), speakers);
const announcer = new Announcer((call) => board.pulse(call));
let snapshot = null;
let turn = 0;

function element(id) {
  return document.getElementById(id);
}

function showSnapshot(arrived) {
  snapshot = arrived;
  clock.set(snapshot.clock);
  setText(element("office-name"), snapshot.office.name);
  document.title = snapshot.office.name;
  writeNext(element("next"), snapshot.next_numbers);
  writeTheWaiting();
  showBar();
  showCalls();
  announcer.take(snapshot);
}

function showCalls() {
  const { sentences, hidesCalls } = messageOf(snapshot, speakers);
  const empty = hidesCalls || snapshot.calls.length === 0;
  board.show(snapshot, rowCount());
  show(element("called").parentElement, !empty);
  show(element("recent-part"), !empty && element("recent").children.length > 0);
  show(element("next-part"), snapshot.next_numbers.length > 0);
  const message = element("message");
  sayAll(message, sentences);
  show(message, sentences.length > 0);
  document.body.classList.toggle("-no-calls", empty);
  document.body.classList.toggle("-message", sentences.length > 0 && !empty);
  document.body.classList.toggle("-nobody-waits", hidesCalls && snapshot.waiting === 0);
  fitAll();
}

function fitAll() {
  for (const id of ["office-name", "message", "recent", "next", "waiting"]) fit(element(id));
}

function writeTheWaiting() {
  writeWaiting(element("waiting"), snapshot.services, speakers[turn % speakers.length]);
  setText(element("waiting-count"), String(snapshot.waiting));
}

function showBar() {
  if (!clock.isSet) return;
  const { timezone, timezone_label: label } = snapshot.office;
  setText(element("clock"), writeTime(clock.now(), timezone, boot.language, label));
  show(element("rehearsal"), clock.isRehearsal);
}

/** How many calls stand large: as many as keep a fifth of the screen's height each. */
function rowCount() {
  const ratio = window.innerWidth / window.innerHeight;
  return ratio >= 1.7 || ratio < 1 ? 3 : 2;
}

function showConnection(state) {
  show(element("offline"), !state.connected);
  show(element("office-name"), state.connected);
  document.body.classList.toggle("-offline", !state.connected);
  if (!state.connected) sayConnection(state);
  fitAll(); // The bar is higher than the office's name.
}

function sayConnection({ lostSince }) {
  const known = lostSince !== null && clock.isSet;
  const moment = known ? clock.at(lostSince) : null;
  const zone = snapshot?.office.timezone;
  sayAll(
    element("offline"),
    speakers.map(({ language, t }) => [
      language,
      moment
        ? t("No connection since %(time)s. Please listen for calls.", {
            time: writeTime(moment, zone, language),
          })
        : t("No connection. Please listen for calls."),
    ]),
  );
}

writeTitles(document, speakers, {
  called: ({ t }) => t("Now called"),
  counter: ({ t }) => t("Counter"),
  recent: ({ t }) => t("Recently called"),
  next: ({ t }) => t("Next numbers"),
  waiting: ({ t }) => t("Waiting"),
});
element("rehearsal").append(
  ...speakers.map(({ language, t }) => make("span", { lang: language }, t("Rehearsal"))),
);
setInterval(showBar, 1000);
setInterval(() => {
  turn += 1;
  if (!snapshot) return;
  writeTheWaiting();
  fit(element("waiting"));
}, LANGUAGE_TURN_MS);
window.addEventListener("resize", () => snapshot && showCalls());
document.fonts.addEventListener("loadingdone", fitAll);
follow(boot.stream_url, { onSnapshot: showSnapshot, onState: showConnection });
