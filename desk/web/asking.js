// The questions and words that several flows share.

import { pickWords } from "../shared/boot.js";
import { writeNumber, writeTime } from "../shared/moments.js";
import { stateWord } from "../shared/states.js";
import { choose, numbered } from "./dialogs.js";
import { showGiven } from "./showing.js";
import { findTicket, isNumber, matchingTickets, normalNumber, ticketOf } from "./situation.js";
import { momentOf } from "./times.js";
import { askLine, askNumber, MATCHES_SHOWN } from "./typing.js";
import {
  actionWord,
  callsWord,
  counterWord,
  COUNTER_MARKS,
  dueLine,
  minutesWord,
  servicesAfterLine,
  serviceWord,
  slipLine,
  ticketFacts,
} from "./words.js";

/** One of the office's reasons; where it has none, that is said and nothing happens. */
export async function askWhy(desk, title, reasons, about = {}) {
  const { words } = desk;
  const { t } = words;
  if (!reasons.length) {
    desk.say(t("The office's settings name no reason for this."), true);
    return null;
  }
  const answers = numbered(reasons.map(({ id, words: texts }) => [id, pickWords(texts, words.language)]));
  return choose(title, answers, words, about);
}

/**
 * When? One of some `minutes` from now, or a time of today that is typed; `open` says what no moment
 * means. Gives `{at}`, a Date or null; null where the question was closed.
 */
export async function askMoment(desk, title, minutes, open) {
  const { snapshot, words, clock } = desk;
  const { t, language } = words;
  const zone = snapshot.hall.office.timezone;
  const later = (count) => new Date(clock.now().getTime() + count * 60_000);
  const line = (count) => `${writeTime(later(count), zone, language)} · ${minutesWord(count, words)}`;
  const answers = [["open", open], ...minutes.map((count) => [String(count), line(count)]), ["time", t("At another time")]];
  const answer = await choose(title, numbered(answers), words);
  if (answer === null) return null;
  if (answer === "open") return { at: null };
  return answer === "time" ? askTime(desk, title) : { at: later(Number(answer)) };
}

async function askTime({ snapshot, words, clock }, title) {
  const { t } = words;
  const read = (typed) => {
    const at = momentOf(typed, clock.now(), snapshot.hall.office.timezone);
    return at ? { value: { at } } : { problem: t("Please give a time later today, like 10.15.") };
  };
  return askLine(title, t("Enter: go on · Esc: close"), t("Time"), read, { most: 5, placeholder: "10.15" });
}

/** Which counter of the office? Null where none was named. */
export function askCounter(desk, title, current) {
  const { snapshot, words } = desk;
  const { t } = words;
  const states = new Map(snapshot.counters.map(({ id, state }) => [id, state]));
  const choices = snapshot.hall.counters.map(({ id, number, ticket }) => {
    const state = states.get(id) ?? "closed";
    const name = t("Counter %(number)s", { number });
    const line = [name, counterWord(state, words), ticket].filter(Boolean).join(" · ");
    return { value: id, words: line, key: number <= 9 ? String(number) : "", mark: COUNTER_MARKS[state] };
  });
  return choose(title, choices, words, { current });
}

/** One of a list of tickets; where it is empty, by its number. */
export async function askForOne(desk, actionId, tickets) {
  if (!tickets.length) return askForNumber(desk, actionId);
  const { snapshot, words } = desk;
  const answers = numbered(tickets.map(({ id, number, service }) => [id, `${number} · ${serviceWord(snapshot, service, words)}`]));
  const ticketId = await choose(actionWord(actionId, words), answers, words);
  return ticketId === null ? null : ticketOf(desk.snapshot, ticketId);
}

/** A ticket by its number; null where none was named. */
export function askForNumber(desk, actionId) {
  const { words } = desk;
  const match = (typed) => matchingTickets(desk.snapshot, typed, MATCHES_SHOWN);
  return askNumber(actionWord(actionId, words), words, match, (typed) => look(desk, typed));
}

/** A typed number: its ticket, the only one that fits, or a sentence why there is none. */
async function look(desk, typed) {
  const fitting = matchingTickets(desk.snapshot, typed, 2);
  const ticket = findTicket(desk.snapshot, typed);
  if (ticket) return ticket;
  if (fitting.length === 1) return fitting[0];
  const { words } = desk;
  const number = normalNumber(typed);
  if (!isNumber(number)) return words.t("%(number)s was not found today.", { number });
  const answer = await desk.get(`tickets/by-number/${encodeURIComponent(number)}`);
  if (answer.ok) return `${number}: ${stateWord(answer.reply.state, words.t)}`;
  if (answer.refusal.code === "ticket_unknown") return words.t("%(number)s was not found today.", { number });
  return desk.explain(answer.refusal);
}

/** Show a number that was given, if it was. */
export async function giveNumber(desk, reply, token, isCopy) {
  if (!reply) return;
  const { words, base, office } = desk;
  const page = `${base}/t/${encodeURIComponent(office)}/${token}`;
  const pictures = { qrUrl: `${page}/qr.svg`, slipUrl: `${page}/slip.png?copy=${isCopy ? 1 : 0}` };
  const ahead = writeNumber(reply.ahead, words.language);
  await showGiven(reply, pictures, words, { isCopy, ahead });
}

/** The services that this office gives itself. */
export function servicesHere(snapshot) {
  return snapshot.hall.services.filter(({ refusal }) => refusal?.code !== "service_elsewhere");
}

/** What a dialog says of a ticket. */
export function ticketLines({ snapshot, words, clock }, ticket) {
  const { t } = words;
  const counter = snapshot.hall.counters.find(({ id }) => id === ticket.counter);
  const place = counter ? t("Counter %(number)s", { number: counter.number }) : null;
  const state = [stateWord(ticket.state, t), place, callsWord(ticket, words), dueLine(ticket, clock, words)];
  return [
    state.filter(Boolean).join(" · "),
    serviceWord(snapshot, ticket.service, words),
    ticketFacts(ticket, words).join(" · "),
    servicesAfterLine(snapshot, ticket, words),
    slipLine(ticket, words),
  ].filter(Boolean);
}
