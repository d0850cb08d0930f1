// Flows about what a visitor told of themselves: masked beside the ticket, in full with a reason.
// Whatever is shown in full is gone with its dialog; the page keeps nothing of it.

import { askWhy } from "./asking.js";
import { choose, confirm, numbered } from "./dialogs.js";

const SHOW = "contacts";
const ERASE = "erase-contacts";

/** What can be done with the personal data of a ticket; nothing where it has none. */
export function contactChoices(ticket, { t }) {
  if (!ticket.contacts.length) return [];
  return [
    { value: SHOW, words: t("Show the personal data"), key: "o" },
    { value: ERASE, words: t("Erase the personal data"), key: "x" },
  ];
}

/** Masked, as it stands beside the ticket; nothing where it cannot be had. */
export async function contactLines(desk, ticket) {
  if (!ticket.contacts.length) return [];
  const answer = await desk.get(`tickets/${ticket.id}/contacts`);
  return answer.ok ? linesOf(answer.reply, desk.words) : [];
}

/** Whether an action is one of these. */
export const isAboutContacts = (actionId) => actionId === SHOW || actionId === ERASE;

/** Show or erase it. */
export async function doWithContacts(desk, actionId, ticket, lines) {
  await (actionId === SHOW ? showContacts(desk, ticket, lines) : eraseContacts(desk, ticket));
}

/** In full, once the reason is on the record. */
async function showContacts(desk, ticket, lines) {
  const { words, snapshot } = desk;
  const { t } = words;
  const { number } = ticket;
  const reason = await askWhy(desk, t("Show the personal data"), snapshot.reasons.contacts, { number, lines });
  if (reason === null) return;
  const reply = await desk.send({ path: `tickets/${ticket.id}/contacts/show`, body: { reason } });
  if (!reply) return;
  const shown = [...linesOf(reply, words), t("It is noted who has seen this, and why.")];
  await choose(t("Personal data"), numbered([["close", t("Back")]]), words, { number, lines: shown });
}

async function eraseContacts(desk, ticket) {
  const { words } = desk;
  const { t } = words;
  const title = t("Erase the personal data of %(number)s?", { number: ticket.number });
  if (await confirm(title, t("Erase the personal data"), words)) {
    await desk.send({ path: `tickets/${ticket.id}/erase-contacts`, body: {} });
  }
}

function linesOf({ contacts }, { t }) {
  const kinds = { phone: t("Mobile number"), nik: "NIK" };
  return contacts.map(({ kind, value }) => `${kinds[kind] ?? kind}: ${value}`);
}
