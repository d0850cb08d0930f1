// Flows of the office: numbers for visitors, services that rest, issuing, the end of the day.

import { newCommandId, newToken } from "../shared/commands.js";
import { askMoment, askWhy, giveNumber, servicesHere } from "./asking.js";
import { choose, confirm, numbered } from "./dialogs.js";
import { askIssue } from "./issue.js";
import { serviceWord, unbroken } from "./words.js";

/** When an interrupted service is expected to go on: minutes from now. */
const INTERRUPTIONS = [15, 30, 60, 120];

/** How many numbers of those left are named before the day ends. */
const NAMED = 40;

/** The flows by action. */
export function flowsOfOffice(desk) {
  return {
    "issue": () => issue(desk),
    "service": () => changeService(desk),
    "issuing": () => changeIssuing(desk),
    "end-day": () => endDay(desk),
  };
}

/** A form, then the number and its code. An office that gives none says so at once. */
async function issue(desk) {
  const { snapshot, words } = desk;
  if (snapshot.hall.refusal) {
    desk.refuse(snapshot.hall.refusal);
    return;
  }
  const form = await askIssue(snapshot, servicesHere(snapshot), words);
  if (!form) return;
  const token = newToken();
  const reply = await desk.send({ path: "tickets", body: { ticket_id: newCommandId(), token, ...form } });
  await giveNumber(desk, reply, token, false);
}

/** Interrupt a service, or let it go on. */
async function changeService(desk) {
  const { snapshot, words } = desk;
  const { t } = words;
  const services = servicesHere(snapshot);
  const resume = t("Resume");
  const answers = numbered(
    services.map(({ id, suspended }) => {
      const name = serviceWord(snapshot, id, words);
      return [id, suspended ? `${name}: ${resume}` : name, suspended ? "held" : "called"];
    }),
  );
  const serviceId = await choose(t("Interrupt or resume a service"), answers, words);
  if (serviceId === null) return;
  if (services.find(({ id }) => id === serviceId).suspended) {
    await desk.send({ path: `services/${serviceId}/resume`, body: {} });
    return;
  }
  const service = serviceWord(snapshot, serviceId, words);
  const reason = await askWhy(desk, t("Interrupt %(service)s: why?", { service }), snapshot.reasons.suspend);
  if (reason === null) return;
  const end = await askMoment(desk, t("%(service)s goes on", { service }), INTERRUPTIONS, t("not known"));
  if (end === null) return;
  const until = end.at?.toISOString() ?? null;
  await desk.send({ path: `services/${serviceId}/suspend`, body: { reason, until } });
}

/** Stop the giving of numbers, or allow it again. */
async function changeIssuing(desk) {
  const { snapshot, words } = desk;
  const { t } = words;
  const word = snapshot.issuing_stopped ? t("Give numbers again") : t("Stop giving numbers");
  const path = snapshot.issuing_stopped ? "day/allow-issuing" : "day/stop-issuing";
  if (await confirm(word, word, words)) await desk.send({ path, body: {} });
}

/** Whoever is left is shown first; the count goes along, and must still be right. */
async function endDay(desk) {
  const { snapshot, words } = desk;
  const { t, tn } = words;
  const { left } = snapshot;
  const numbers = snapshot.tickets.filter(({ state }) => state !== "no_show").map(({ number }) => unbroken(number));
  const more = numbers.length > NAMED ? " …" : "";
  const lines = [tn("%(n)s visitor is left", "%(n)s visitors are left", left)];
  if (numbers.length) lines.push(numbers.slice(0, NAMED).join(", ") + more);
  const word = tn("End the day; %(n)s visitor is not served", "End the day; %(n)s visitors are not served", left);
  if (await confirm(t("End the day"), word, words, lines)) await desk.send({ path: "day/end", body: { left } });
}
