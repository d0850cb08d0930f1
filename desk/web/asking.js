// The questions and words that several flows share.

import { pickWords } from "../shared/boot.js";
import { writeNumber } from "../shared/moments.js";
import { stateWord } from "../shared/states.js";
import { choose, numbered, showGiven } from "./dialogs.js";
import { callsWord, dueLine, servicesAfterLine, serviceWord, ticketFacts } from "./words.js";

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

/** Show a number that was given, if it was. */
export async function giveNumber(desk, reply, token, isCopy) {
  if (!reply) return;
  const { words, base, office } = desk;
  const url = `${base}/t/${encodeURIComponent(office)}/${token}/qr.svg`;
  const ahead = writeNumber(reply.ahead, words.language);
  await showGiven(reply, url, words, { isCopy, ahead });
}

/** The services that this office gives itself. */
export function servicesHere(snapshot) {
  return snapshot.hall.services.filter(({ refusal }) => refusal?.code !== "service_elsewhere");
}

/** What a dialog says of a ticket. */
export function ticketLines({ snapshot, words, clock }, ticket) {
  const state = [stateWord(ticket.state, words.t), callsWord(ticket, words), dueLine(ticket, clock, words)];
  return [
    state.filter(Boolean).join(" · "),
    serviceWord(snapshot, ticket.service, words),
    ticketFacts(ticket, words).join(" · "),
    servicesAfterLine(snapshot, ticket, words),
  ].filter(Boolean);
}
