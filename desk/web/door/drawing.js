// Writes the door-keeper's page: how full the hall is, the lists, and what has not been sent yet.

import { setText, show } from "../../shared/elements.js";
import { writeNumber, writeTime } from "../../shared/moments.js";
import { shortLanguageWord } from "../words.js";
import { drawFullness } from "./fullness.js";

const find = (id) => document.getElementById(id);

/** Write all that a snapshot, the taps that wait and the connection change. */
export function drawDoor(door) {
  const { snapshot, clock, words, outbox, isConnected } = door;
  const { t, language } = words;
  const { office, room } = snapshot.hall;
  setText(find("clock"), writeTime(clock.now(), office.timezone, language, office.timezone_label));
  show(find("offline"), !isConnected);
  const offline = t("No connection. What you tap is kept and sent when it is back.");
  setText(find("offline"), isConnected ? "" : offline);
  show(document.querySelector("main"), room !== null);
  show(find("no-places"), room === null);
  if (!room) return;
  drawFullness(snapshot, outbox.change, words);
  const canCountOut = snapshot.count.others + outbox.change > 0;
  find("out").setAttribute("aria-disabled", String(!canCountOut));
  drawUnsent(door);
  for (const list of Object.keys(door.lists)) drawList(door, list);
}

/** Write the words that stand still. */
export function drawLanguage({ t, language }, next) {
  document.documentElement.lang = language;
  document.title = t("Door");
  setText(find("language").lastElementChild, shortLanguageWord(next));
  setText(find("desk-link"), t("Desk"));
  setText(find("sign-out"), t("Sign out"));
  setText(find("inside-title"), t("People inside"));
  setText(find("counting-title"), t("People without a number"));
  setText(find("in").querySelector(".word"), t("came in"));
  setText(find("out").querySelector(".word"), t("went out"));
  setText(find("search").querySelector("label span"), t("Somebody stands here: which number?"));
  setText(find("come-in-title"), t("Come in now"));
  setText(find("missed-title"), t("Asked twice, did not come"));
  setText(find("arrived-title"), t("Just came in"));
  setText(find("no-places"), t("This office gives no places in the hall."));
}

function drawUnsent({ outbox, isHeldUp, words }) {
  const count = outbox.entries.length;
  const isShown = count > 0 && isHeldUp;
  show(find("unsent"), isShown);
  setText(find("unsent"), isShown ? words.tn("%(n)s tap not sent yet", "%(n)s taps not sent yet", count) : "");
}

function drawList(door, list) {
  const { t, language } = door.words;
  const present = door.rowsOf(list);
  const isClosed = list === "found" && !door.typed;
  const rows = isClosed ? [] : door.ticked.keep(list, present).map((row) => asShown(door, list, row));
  door.lists[list].show(rows);
  if (list === "found") {
    if (rows.length || isClosed) setText(find("not-found"), "");
    return;
  }
  setText(find(`${list}-count`), writeNumber(present.length, language));
  if (list === "missed" || list === "arrived") show(find(`${list}-part`), rows.length > 0);
  else setText(find("nobody"), rows.length ? "" : t("Nobody is asked to come in now."));
}

/** Under which a tick that is taken back lies in the outbox. */
export const undoKey = (id) => `undo ${id}`;

/** A row with its tick; what was ticked and has not gone out yet says so. */
function asShown({ outbox, ticked, isHeldUp, words }, list, row) {
  const { t } = words;
  if (list === "arrived") {
    const undo = { words: t("Take back"), label: t("%(number)s is not here: take back", { number: row.number }) };
    return { ...row, isDone: outbox.has(undoKey(row.id)), tick: undo };
  }
  const isDone = ticked.has(row.id) || outbox.has(row.id);
  const tick = { words: t("Here"), label: t("%(number)s is here", { number: row.number }) };
  return {
    ...row,
    isDone,
    mark: isDone ? "done" : row.mark,
    note: outbox.has(row.id) && isHeldUp ? t("not sent yet") : row.note,
    tick: row.canBeTicked || isDone ? tick : null,
  };
}
