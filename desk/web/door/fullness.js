// How full the hall is, as the door-keeper needs it: how many of how many, by which rule, and what
// to do about it. Taps that the server has not counted yet are counted here.

import { setText, show } from "../../shared/elements.js";
import { writeNumber } from "../../shared/moments.js";
import { pickWords } from "../../shared/boot.js";
import { metresWord } from "../places.js";
import { limitWord } from "../words.js";

const find = (id) => document.getElementById(id);

/**
 * `{people, most}` once `change` more people are counted. Where places or those who wait are the
 * limit, the most moves along with people who do neither, as far as the profile's own most.
 */
export function countedOn({ hall: { room }, profiles }, change) {
  const people = Math.max(0, room.people + change);
  const { people: most = null } = profiles.find(({ id }) => id === room.profile) ?? {};
  const moved = room.limit === "people" ? room.most : room.most + change;
  return { people, most: Math.max(0, most === null ? moved : Math.min(moved, most)) };
}

/** Write it; `change` is by how much the taps that wait change the count. */
export function drawFullness(snapshot, change, words) {
  const { t, tn, language } = words;
  const { room } = snapshot.hall;
  const { people, most } = countedOn(snapshot, change);
  const left = most - people;
  setText(find("people-now"), writeNumber(people, language));
  setText(find("people-most"), t("of %(most)s", { most: writeNumber(most, language) }));
  find("fullness").className = left > 0 ? "has-room" : "full";
  find("verdict").firstElementChild.className = `mark ${left > 0 ? "mark-done" : "mark-full"}`;
  const room_ = tn("Room for %(n)s more", "Room for %(n)s more", left);
  const over = tn("%(n)s too many: let nobody in", "%(n)s too many: let nobody in", -left);
  setText(find("verdict-words"), left > 0 ? room_ : left < 0 ? over : t("Full: let nobody in"));
  setText(find("limit"), limitLine(room, words));
  const coming = snapshot.count?.coming ?? 0;
  show(find("coming"), coming > 0);
  setText(find("coming"), tn("%(n)s of them is still on the way in", "%(n)s of them are still on the way in", coming));
}

/** Which rule is the tightest, and the health rules that hold. */
function limitLine(room, words) {
  const { t, language } = words;
  const profile = pickWords(room.profile_name, language) || room.profile;
  const limit = t("Limit: %(limit)s", { limit: limitWord(room.limit, words) });
  return [limit, profile, metresWord(room.distance_metres, words)].join(" · ");
}
