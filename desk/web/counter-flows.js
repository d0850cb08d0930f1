// Flows of the counter itself: sending on, taking back, pausing, asking for help, choosing it.

import { askCounter, askForOne, askMoment, askWhy, servicesHere } from "./asking.js";
import { isAskedFor } from "./buttons.js";
import { choose, numbered } from "./dialogs.js";
import { splitPlace } from "./overview.js";
import { nobodyCalled } from "./places.js";
import { askLine } from "./typing.js";
import { helpLine, placeWord, serviceWord } from "./words.js";

/** When a counter is back after a pause: minutes from now. */
const PAUSES = [5, 10, 15, 30];

/** As long as two lines of the desk hold. */
const LONGEST_NOTE = 200;

/** The flows by action. */
export function flowsAtCounter(desk) {
  return {
    "transfer": () => transfer(desk),
    "resume": () => resume(desk),
    "pause": () => pause(desk),
    "help": () => help(desk),
    "counter": () => chooseCounter(desk),
  };
}

/** Send an action of the counter, with what the screen showed when it was asked for. */
export function atCounter(desk, situation, actionId, more = {}) {
  const path = `counters/${situation.counter.id}/${actionId}`;
  return desk.send({ path, body: { based_on: situation.basedOn, ...more } });
}

/** An action that asks for nothing more. Where it called nobody although others wait: why. */
export async function doAtCounter(desk, actionId) {
  const reply = await atCounter(desk, desk.situation, actionId);
  if (!reply || actionId !== "finish-and-next" || reply.call !== null) return;
  const { situation, words } = desk;
  desk.say(nobodyCalled(situation.snapshot.hall.room, situation.queue, words));
}

/** To which service, and with which word to the colleague there? */
async function transfer(desk) {
  const { situation, words } = desk;
  const { t } = words;
  const services = servicesHere(situation.snapshot).filter(({ id }) => id !== situation.hand.service);
  const answers = numbered(services.map(({ id }) => [id, serviceWord(situation.snapshot, id, words)]));
  const { number } = situation.hand;
  const service = await choose(t("Transfer to which service?"), answers, words, { number });
  if (service === null) return;
  const title = t("To: %(service)s", { service: serviceWord(situation.snapshot, service, words) });
  const note = await askNote(title, number, words);
  if (note !== null) await atCounter(desk, situation, "transfer", { service, note: note || null });
}

/** A word to the colleague; empty for none. */
function askNote(title, number, { t }) {
  const read = (typed) => ({ value: typed.trim().replace(/\s+/g, " ") });
  const lines = [t("Work only: no names, no NIK.")];
  const about = { number, lines, most: LONGEST_NOTE };
  return askLine(title, t("Enter: transfer, with or without a note · Esc: close"), t("Note to the colleague"), read, about);
}

async function resume(desk) {
  const { situation, chosen } = desk;
  const isHeld = chosen && situation.held.some(({ id }) => id === chosen.id);
  const ticket = isHeld ? chosen : await askForOne(desk, "resume", situation.held);
  if (ticket) await atCounter(desk, situation, "resume", { ticket_id: ticket.id });
}

/** Why, and until when? An office without reasons for pauses is not asked for one. */
async function pause(desk) {
  const { situation, words } = desk;
  const { t } = words;
  const reasons = situation.snapshot.reasons.pause;
  const reason = reasons.length ? await askWhy(desk, t("Pause: why?"), reasons) : null;
  if (reason === null && reasons.length) return;
  const back = await askMoment(desk, t("Back at"), PAUSES, t("not known"));
  if (back) await atCounter(desk, situation, "pause", { reason, back_at: back.at?.toISOString() ?? null });
}

/** Ask for help, say that it has come, or go to somebody else who asks. */
async function help(desk) {
  const { situation, snapshot, clock, words } = desk;
  const { t } = words;
  const own = `counter:${situation.counter.id}`;
  if (isAskedFor(situation)) return endHelp(desk, own);
  const others = snapshot.help.filter(({ place }) => place !== own);
  if (!others.length) return askForHelp(desk, situation);
  const answers = [["here", t("Ask for help at this counter")]];
  for (const call of others) answers.push([call.place, t("I go to %(place)s", { place: helpLine(call, snapshot, clock, words) })]);
  const answer = await choose(t("Help wanted"), numbered(answers), words);
  if (answer === "here") await askForHelp(desk, situation);
  else if (answer !== null) await endHelp(desk, answer);
}

function askForHelp(desk, { counter, hand }) {
  return desk.send({ path: `counters/${counter.id}/help`, body: { ticket_id: hand?.id ?? null } });
}

/** Whoever comes ends the call. */
export async function endHelp(desk, place) {
  const [kind, name] = splitPlace(place);
  const room = kind === "counter" ? "counters" : "kiosks";
  const path = `${room}/${encodeURIComponent(name)}/help-end`;
  const { t } = desk.words;
  const done = await desk.send({ path, body: {} });
  if (done) desk.say(t("Help for %(place)s is on its way.", { place: placeWord(place, desk.snapshot, desk.words) }));
}

/** Which counter does this desk stand at? */
export async function chooseCounter(desk) {
  const counterId = await askCounter(desk, desk.words.t("Choose counter"), desk.counterId);
  if (counterId !== null) desk.chooseCounter(counterId);
}
