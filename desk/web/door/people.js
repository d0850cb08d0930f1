// Who is to come in, who did not, and who stands at the door: rows for the lists, out of a snapshot.
// A row is `{id, number, mark, where, note, order, canBeTicked}`; lists are sorted by `order`.

import { stateWord } from "../../shared/states.js";
import { findTicket, matchingTickets } from "../situation.js";
import { peopleWord, placeOf, shortMinutes, whereWord } from "../words.js";

/** How many of the numbers that fit what was typed so far are shown. */
const MATCHES_SHOWN = 5;

/** The lists of the page, by the id of each, from the top to the bottom. */
export const LISTS = {
  "found": foundRows,
  "come-in": comingRows,
  "missed": missedRows,
  "arrived": arrivedRows,
};

/** Those whose number begins as typed. Who waits can be ticked; of others it is told where they are. */
function foundRows(snapshot, { words, typed }) {
  const fitting = [findTicket(snapshot, typed), ...matchingTickets(snapshot, typed, MATCHES_SHOWN)];
  return [...new Set(fitting.filter(Boolean))].map((ticket, order) => {
    const waits = ["waiting", "reserved"].includes(ticket.state) && ticket.where !== "inside";
    const where = whereWord(ticket, words) || stateWord(ticket.state, words.t);
    return { ...rowOf(ticket, markOf(ticket), where, [partyWord(ticket, words)], order), canBeTicked: waits };
  });
}

/** Those who are asked to come in, the longest asked first. */
function comingRows({ hall, tickets }, { clock, words }) {
  const { t } = words;
  const byNumber = new Map(tickets.map((ticket) => [ticket.number, ticket]));
  return hall.room.come_in
    .filter(({ number }) => byNumber.has(number))
    .map(({ number, spot, since, is_repeated: isRepeated }) => {
      const ticket = byNumber.get(number);
      const asked = shortMinutes(clock.secondsSince(since), words);
      const notes = [asked, isRepeated ? t("asked again") : null, partyWord(ticket, words)];
      return rowOf(ticket, "come_in", placeOf(spot, words), notes, Date.parse(since));
    });
}

/** Those who were asked twice and did not come, in the order of their issue. */
function missedRows({ tickets }, { clock, words }) {
  return tickets
    .filter((ticket) => ticket.missed_come_in)
    .map((ticket) => {
      const notes = [shortMinutes(clock.secondsSince(ticket.issued_at), words), partyWord(ticket, words)];
      return rowOf(ticket, "no_show", whereWord(ticket, words), notes, Date.parse(ticket.issued_at));
    });
}

/** Those who were seen a moment ago, the last first: whoever was ticked by mistake is taken back. */
function arrivedRows({ tickets }, { clock, words }) {
  return tickets
    .filter(({ arrival_undo_until: until }) => until && clock.secondsSince(until) < 0)
    .map((ticket) => {
      const until = Date.parse(ticket.arrival_undo_until);
      return rowOf(ticket, "done", whereWord(ticket, words), [partyWord(ticket, words)], -until);
    });
}

function rowOf({ id, number }, mark, where, notes, order) {
  return { id, number, mark, where, note: notes.filter(Boolean).join(" · "), order, canBeTicked: true };
}

function markOf({ where, state }) {
  if (where === "inside") return "called";
  return where === "come_in" ? "come_in" : state;
}

/** How many come under one number, where it is more than one. */
function partyWord({ party_size: size }, words) {
  return size > 1 ? peopleWord(size, words) : null;
}
