// Places in the hall as staff see them: who is inside, under which health rules, which way to go.
// The twin of desk/places.py; pure: snapshots come in.

import { pickWords } from "../shared/boot.js";
import { writeNumber } from "../shared/moments.js";
import { limitWord } from "./words.js";

/** Where somebody waits who is in the hall, or on the way in. */
const HAS_PLACE = new Set(["come_in", "inside"]);

/** Steps on the floor by the arrow key: y rises, as in the plan. */
const DIRECTIONS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** How many are inside of how many, and which rule is the tightest. */
export function insideLine({ people, most, limit, is_full: isFull }, words) {
  const { t, language } = words;
  const inside = t("%(people)s of %(most)s inside (%(limit)s)", {
    people: writeNumber(people, language),
    most: writeNumber(most, language),
    limit: limitWord(limit, words),
  });
  return isFull ? t("Full: %(inside)s", { inside }) : inside;
}

/** Everybody inside by what they do, those who are none left out. */
export function countParts(count, { t }) {
  return [
    [count.waiting, t("waiting: %(count)s", { count: count.waiting })],
    [count.coming, t("on the way in: %(count)s", { count: count.coming })],
    [count.at_counters, t("at counters: %(count)s", { count: count.at_counters })],
    [count.held, t("on hold: %(count)s", { count: count.held })],
    [count.leaving, t("leaving: %(count)s", { count: count.leaving })],
    [count.others, t("without a number: %(count)s", { count: count.others })],
    [count.at_kiosks, t("at kiosks: %(count)s", { count: count.at_kiosks })],
    [count.staff, t("staff: %(count)s", { count: count.staff })],
  ]
    .filter(([people]) => people)
    .map(([, words]) => words);
}

/** The health rules that hold, which places are blocked, and who waits outside. */
export function roomParts(room, words) {
  const { t, language } = words;
  return [
    pickWords(room.profile_name, language) || room.profile,
    metresWord(room.distance_metres, words),
    ...(room.blocked.length ? [blockedLine(room.blocked, words)] : []),
    t("numbers outside: %(count)s", { count: room.waiting_outside }),
  ];
}

/** The places that staff have closed. */
export function blockedLine(blocked, { t, language }) {
  return t("blocked: %(places)s", { places: blocked.map((each) => writeNumber(each, language)).join(", ") });
}

/**
 * Why nobody was called after somebody was finished, though others wait; "" if none do. Whoever is
 * inside, or has a place there, could be called: then a free counter goes first.
 */
export function nobodyCalled(room, queue, { t, language }) {
  if (!room || !queue.length) return "";
  if (queue.some(({ where }) => HAS_PLACE.has(where))) {
    return t("Finished. Nobody was called: another free counter calls first.");
  }
  return t("Finished. Nobody was called: the hall is full, %(people)s of %(most)s people.", {
    people: writeNumber(room.people, language),
    most: writeNumber(room.most, language),
  });
}

/** Health rules and what they mean: distance, places, people. */
export function profileLine(profile, words) {
  const { t, tn, language } = words;
  const { people = null, waiting_room: waitingRoom = null } = profile;
  return [
    pickWords(profile.name, language) || profile.id,
    metresWord(profile.distance_metres, words),
    tn("%(n)s place", "%(n)s places", profile.spots),
    people === null ? null : tn("%(n)s person inside", "%(n)s people inside", people),
    waitingRoom === null ? null : t("%(n)s may wait", { n: waitingRoom }),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

/**
 * The place to which an arrow key leads: the nearest that lies more that way than aside. Without a
 * current one the lowest number; where nothing lies that way the current one.
 */
export function nextPlace(spots, current, key) {
  const listed = [...spots].sort((one, other) => one.number - other.number);
  const here = listed.find(({ number }) => number === current);
  if (!here) return listed[0]?.number ?? null;
  const [right, up] = DIRECTIONS[key];
  let best = null;
  for (const { number, at } of listed) {
    const [x, y] = [at[0] - here.at[0], at[1] - here.at[1]];
    const [along, aside] = [x * right + y * up, Math.abs(x * up) + Math.abs(y * right)];
    const way = along * along + aside * aside;
    if (along > 0 && aside <= along && (best === null || way < best.way)) best = { way, number };
  }
  return best?.number ?? current;
}

export function metresWord(distance, { t, language }) {
  return t("%(metres)s m", { metres: writeNumber(distance, language) });
}
