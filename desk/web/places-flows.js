// Flows of the places in the hall: the plan, the health rules, places that are closed. Whatever is
// changed here, nobody inside is sent out or moved, and the questions say so.

import { choose, confirm, numbered } from "./dialogs.js";
import { blockedLine, profileLine } from "./places.js";
import { showPlan } from "./plan.js";
import { askLine } from "./typing.js";
import { actionWord, unbroken } from "./words.js";

const LONGEST_NUMBER = 4;

/** The flows by action. They know the floor, once it was asked for. */
export function flowsOfPlaces(desk) {
  let known = null;
  const readFloor = async () => {
    if (known?.id === desk.snapshot.hall.office.lobby) return known;
    const answer = await desk.get("lobby");
    if (!answer.ok) desk.refuse(answer.refusal);
    known = answer.ok ? answer.reply : null;
    return known;
  };
  return {
    "plan": async () => plan(desk, await readFloor()),
    "spot": async () => changeSpot(desk, await readFloor()),
    "profile": () => changeProfile(desk),
  };
}

/** The hall seen from above; in the view of the office a place can be chosen on it. */
async function plan(desk, floor) {
  if (!floor) return;
  const ticket = desk.chosen ?? desk.situation.hand;
  const now = () => ({ hall: desk.snapshot.hall, ways: desk.ways });
  const canChoose = desk.view === "hall";
  const spot = await showPlan(floor, now, desk.words, { spot: ticket?.spot ?? null, canChoose });
  if (spot !== null) await change(desk, spot);
}

/** Which place, by its number? */
async function changeSpot(desk, floor) {
  if (!floor) return;
  const { words, snapshot } = desk;
  const { t } = words;
  const { blocked } = snapshot.hall.room;
  const read = (typed) => {
    const number = typed.trim();
    const isThere = /^[0-9]+$/.test(number) && floor.spots.some((each) => each.number === Number(number));
    return isThere ? { value: Number(number) } : { problem: t("There is no place %(spot)s on this floor.", { spot: number }) };
  };
  const about = { lines: blocked.length ? [blockedLine(blocked, words)] : [], most: LONGEST_NUMBER };
  const title = t("Block or unblock which place?");
  const spot = await askLine(title, t("Enter: go on · Esc: close"), t("Place"), read, about);
  if (spot !== null) await change(desk, spot);
}

/** Close a place, or open it again, after it was named. */
async function change(desk, spot) {
  const { words, snapshot } = desk;
  const { t } = words;
  const { room } = snapshot.hall;
  const isBlocked = room.blocked.includes(spot);
  const word = isBlocked ? t("Use it again") : t("Block it");
  if (!(await confirm(t("Place %(spot)s", { spot }), word, words, [about(spot, room, words)]))) return;
  await desk.send({ path: `spots/${spot}/${isBlocked ? "unblock" : "block"}`, body: {} });
}

function about(spot, room, { t }) {
  if (room.blocked.includes(spot)) return t("It is blocked: nobody is sent there.");
  const taken = room.spots.find((each) => each.spot === spot);
  if (!taken) return t("Nobody is sent there any more.");
  return t("%(number)s stays there; nobody is sent there after.", { number: unbroken(taken.number) });
}

/** Other health rules, with what each means. */
async function changeProfile(desk) {
  const { words, snapshot } = desk;
  const { t } = words;
  const current = snapshot.hall.room.profile;
  const answers = snapshot.profiles.map((profile) => [
    profile.id,
    profileLine(profile, words),
    profile.id === current ? "called" : "waiting",
  ]);
  const lines = [
    t("Nobody inside is sent out or moved."),
    t("Where more are inside than may be, nobody comes in until enough left."),
  ];
  const profile = await choose(actionWord("profile", words), numbered(answers), words, { lines });
  if (profile !== null) await desk.send({ path: "profile", body: { profile } });
}
