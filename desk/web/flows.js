// What each action asks of the clerk before it is sent, one question after the other.
// Each flow ends in at most one command. A question that is closed ends it, with nothing sent.

import { newToken } from "../shared/commands.js";
import { stateWord } from "../shared/states.js";
import { ACTIONS, refusalForTicket } from "./actions.js";
import { askNumber, choose, numbered, showKeys } from "./dialogs.js";
import { flowsOfOffice } from "./office-flows.js";
import { findTicket, normalNumber, ticketOf } from "./situation.js";
import { ACTION_WORDS, actionWord, COUNTER_MARKS, counterWord, keyWord, serviceWord } from "./words.js";
import { askWhy, giveNumber, servicesHere, ticketLines } from "./asking.js";

/** What can be done with a ticket that is shown by itself, in this order. */
const TICKET_ACTIONS = ["resume", "return", "reprint", "priority", "void"];

/** All flows of a desk: `perform(actionId)` and `showTicket(ticket)`. */
export function makeFlows(desk) {
  const flows = {
    ...flowsOfOffice(desk),
    "transfer": () => transfer(desk),
    "resume": () => resume(desk),
    "pause": () => pause(desk),
    "counter": () => chooseCounter(desk),
    "search": () => search(desk),
    "language": () => desk.nextLanguage(),
    "keys": () => showAllKeys(desk),
  };
  return {
    async perform(actionId) {
      if (flows[actionId]) await flows[actionId]();
      else if (ACTIONS.get(actionId).ticket) await doWithTicket(desk, actionId);
      else await atCounter(desk, desk.situation, actionId);
    },
    showTicket: (ticket) => showTicket(desk, ticket),
  };
}

/** Send an action of the counter, with what the screen showed when it was asked for. */
function atCounter(desk, situation, actionId, more = {}) {
  const path = `counters/${situation.counter.id}/${actionId}`;
  return desk.send({ path, body: { based_on: situation.basedOn, ...more } });
}

// ---------------------------------------------------------------- at the counter

async function transfer(desk) {
  const { situation, words } = desk;
  const { t } = words;
  const services = servicesHere(situation.snapshot).filter(({ id }) => id !== situation.hand.service);
  const answers = numbered(services.map(({ id }) => [id, serviceWord(situation.snapshot, id, words)]));
  const service = await choose(t("Transfer to which service?"), answers, words, { number: situation.hand.number });
  if (service !== null) await atCounter(desk, situation, "transfer", { service });
}

async function resume(desk) {
  const { situation, chosen } = desk;
  const isHeld = chosen && situation.held.some(({ id }) => id === chosen.id);
  const ticket = isHeld ? chosen : await askForOne(desk, "resume", situation.held);
  if (ticket) await atCounter(desk, situation, "resume", { ticket_id: ticket.id });
}

async function pause(desk) {
  const { situation, words } = desk;
  const { t } = words;
  const reasons = situation.snapshot.reasons.pause;
  const reason = reasons.length ? await askWhy(desk, t("Pause: why?"), reasons) : null;
  if (reason !== null || !reasons.length) await atCounter(desk, situation, "pause", { reason });
}

async function chooseCounter(desk) {
  const { snapshot, words, situation } = desk;
  const { t } = words;
  const states = new Map(snapshot.counters.map(({ id, state }) => [id, state]));
  const choices = snapshot.hall.counters.map(({ id, number, ticket }) => {
    const state = states.get(id) ?? "closed";
    const name = t("Counter %(number)s", { number });
    const line = [name, counterWord(state, words), ticket].filter(Boolean).join(" · ");
    return { value: id, words: line, key: number <= 9 ? String(number) : "", mark: COUNTER_MARKS[state] };
  });
  const current = situation.counter?.id ?? null;
  const counterId = await choose(t("Choose counter"), choices, words, { current });
  if (counterId !== null) desk.chooseCounter(counterId);
}

// ---------------------------------------------------------------- one ticket

/** About the ticket chosen in the lists, else the one in hand, else one that is asked for. */
async function doWithTicket(desk, actionId) {
  const { situation, chosen } = desk;
  let ticket = chosen ?? situation.hand;
  if (actionId === "return" && ticket?.state !== "no_show") {
    ticket = await askForOne(desk, actionId, situation.missed);
  } else {
    ticket ??= await askForNumber(desk, actionId);
  }
  if (!ticket) return;
  const code = refusalForTicket(actionId, ticket.state);
  if (code) desk.refuse({ code, params: { number: ticket.number, state: ticket.state } });
  else await doWith(desk, actionId, ticket);
}

async function doWith(desk, actionId, ticket) {
  const path = `tickets/${ticket.id}/${actionId}`;
  if (actionId === "return") {
    await desk.send({ path, body: {} });
    return;
  }
  const title = ticketActionWord(actionId, ticket, desk.words);
  const reasons = desk.snapshot.reasons[actionId];
  const about = { number: ticket.number, lines: ticketLines(desk, ticket) };
  const reason = await askWhy(desk, title, reasons, about);
  if (reason === null) return;
  if (actionId === "reprint") {
    const token = newToken();
    const reply = await desk.send({ path, body: { reason, token } });
    await giveNumber(desk, reply, token, true);
  } else {
    const more = actionId === "priority" ? { priority: !ticket.priority } : {};
    await desk.send({ path, body: { reason, ...more } });
  }
}

async function search(desk) {
  const ticket = await askForNumber(desk, "search");
  if (ticket) await showTicket(desk, ticket);
}

/** One ticket, and what can be done with it. */
async function showTicket(desk, ticket) {
  const { words, situation } = desk;
  const { t } = words;
  const isHeldHere = situation.held.some(({ id }) => id === ticket.id);
  const choices = TICKET_ACTIONS.filter((actionId) =>
    actionId === "resume" ? isHeldHere : refusalForTicket(actionId, ticket.state) === null,
  ).map((actionId) => ({
    value: actionId,
    words: ticketActionWord(actionId, ticket, words),
    key: ACTIONS.get(actionId).key,
  }));
  const about = { number: ticket.number, lines: ticketLines(desk, ticket) };
  const actionId = await choose(t("Ticket"), choices, words, about);
  if (actionId === "resume") await atCounter(desk, desk.situation, "resume", { ticket_id: ticket.id });
  else if (actionId !== null) await doWith(desk, actionId, ticket);
}

function ticketActionWord(actionId, ticket, words) {
  const { t } = words;
  if (actionId !== "priority") return actionWord(actionId, words);
  return ticket.priority ? t("Remove priority") : t("Set priority");
}

/** One of a list of tickets; where it is empty, by its number. */
async function askForOne(desk, actionId, tickets) {
  if (!tickets.length) return askForNumber(desk, actionId);
  const { snapshot, words } = desk;
  const answers = numbered(tickets.map(({ id, number, service }) => [id, `${number} · ${serviceWord(snapshot, service, words)}`]));
  const ticketId = await choose(actionWord(actionId, words), answers, words);
  return ticketId === null ? null : ticketOf(desk.snapshot, ticketId);
}

/** A ticket by its number; null where none was named. */
function askForNumber(desk, actionId) {
  const { words } = desk;
  return askNumber(actionWord(actionId, words), words, (typed) => look(desk, typed));
}

/** A typed number: its ticket, or a sentence why there is none to work with. */
async function look(desk, typed) {
  const ticket = findTicket(desk.snapshot, typed);
  if (ticket) return ticket;
  const { words } = desk;
  const number = normalNumber(typed);
  const answer = await desk.get(`tickets/by-number/${encodeURIComponent(number)}`);
  if (answer.ok) return `${number}: ${stateWord(answer.reply.state, words.t)}`;
  if (answer.refusal.code === "ticket_unknown") return words.t("%(number)s was not found today.", { number });
  return desk.explain(answer.refusal);
}

// ---------------------------------------------------------------- the screen

function showAllKeys({ words }) {
  const { t } = words;
  const rows = Object.keys(ACTION_WORDS).map((actionId) => [keyWord(actionId), actionWord(actionId, words)]);
  rows.push(["↑ ↓", t("Choose a ticket in the lists")]);
  rows.push(["Enter", t("Open the chosen ticket")], ["Esc", t("Close, let go")]);
  return showKeys(rows, words);
}
