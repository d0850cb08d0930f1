// Flows about one ticket: finding it, copying, voiding, its class, its way back.

import { newToken } from "../shared/commands.js";
import { ACTIONS, refusalForTicket } from "./actions.js";
import { askForNumber, askForOne, askWhy, giveNumber, ticketLines } from "./asking.js";
import { contactChoices, contactLines, doWithContacts, isAboutContacts } from "./contacts-flows.js";
import { atCounter } from "./counter-flows.js";
import { choose, numbered } from "./dialogs.js";
import { actionWord, peopleWord } from "./words.js";

/** What can be done with a ticket that is shown by itself, in this order. */
const TICKET_ACTIONS = ["resume", "return", "reprint", "party", "priority", "void"];

/** A number, then what can be done with it. */
export async function search(desk) {
  const ticket = await askForNumber(desk, "search");
  if (ticket) await showTicket(desk, ticket);
}

/** About the ticket chosen in the lists, else the one in hand, else one that is asked for. */
export async function doWithTicket(desk, actionId) {
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

/** One ticket, and what can be done with it. */
export async function showTicket(desk, ticket) {
  const { words, situation, notes } = desk;
  const { t } = words;
  const isHeldHere = situation.held.some(({ id }) => id === ticket.id);
  const choices = TICKET_ACTIONS.filter((actionId) =>
    actionId === "resume" ? isHeldHere : refusalForTicket(actionId, ticket.state) === null,
  ).map((actionId) => ({
    value: actionId,
    words: ticketActionWord(actionId, ticket, words),
    key: ACTIONS.get(actionId).key,
  }));
  choices.push(...contactChoices(ticket, words));
  const note = ticket.note_id ? (await notes.ready(ticket.note_id))?.text : null;
  const told = await contactLines(desk, ticket);
  const lines = [
    ...[...ticketLines(desk, ticket), ...told],
    ...(note ? [t("Note: %(text)s", { text: note })] : []),
  ];
  const actionId = await choose(t("Ticket"), choices, words, { number: ticket.number, lines });
  if (actionId === "resume") await atCounter(desk, desk.situation, "resume", { ticket_id: ticket.id });
  else if (isAboutContacts(actionId)) await doWithContacts(desk, actionId, ticket, lines);
  else if (actionId !== null) await doWith(desk, actionId, ticket);
}

async function doWith(desk, actionId, ticket) {
  const path = `tickets/${ticket.id}/${actionId}`;
  if (actionId === "return") {
    await desk.send({ path, body: {} });
    return;
  }
  if (actionId === "party") {
    await askParty(desk, path, ticket);
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

/** How many came together? */
async function askParty(desk, path, ticket) {
  const { words, snapshot } = desk;
  const { t } = words;
  const sizes = Array.from({ length: snapshot.hall.office.largest_party }, (_, index) => index + 1);
  const answers = numbered(sizes.map((size) => [String(size), peopleWord(size, words)]));
  const about = { number: ticket.number, lines: ticketLines(desk, ticket) };
  const size = await choose(t("How many people came together?"), answers, words, about);
  if (size !== null) await desk.send({ path, body: { party_size: Number(size) } });
}

function ticketActionWord(actionId, ticket, words) {
  const { t } = words;
  if (actionId !== "priority") return actionWord(actionId, words);
  return ticket.priority ? t("Remove priority") : t("Set priority");
}
