// Flows of whoever watches over the whole office: counters that are forgotten, what they serve,
// notices for the hall, runs of numbers, calls for help.

import { newCommandId } from "../shared/commands.js";
import { pickWords } from "../shared/boot.js";
import { stateWord } from "../shared/states.js";
import { isOffered } from "./actions.js";
import { askCounter, askMoment, askWhy, servicesHere } from "./asking.js";
import { endHelp } from "./counter-flows.js";
import { choose, confirm, numbered } from "./dialogs.js";
import { overviewOf } from "./overview.js";
import { askSentences, askSeveral } from "./typing.js";
import { actionWord, helpLine, languageWord, runLine, unbroken } from "./words.js";

/** How long a notice stands: minutes from now. */
const NOTICES = [15, 30, 60, 120];
const LONGEST_NOTICE = 200;

/** The flows by action. */
export function flowsOfHall(desk) {
  return {
    "come": () => come(desk),
    "release": () => withCounter(desk, "release", release),
    "assign": () => withCounter(desk, "assign", assign),
    "announce": () => announce(desk),
    "run": () => judgeRun(desk),
  };
}

/** One counter, and what can be done with it. */
export async function showCounter(desk, counterId) {
  const { words, snapshot } = desk;
  const { t } = words;
  const { counter, state, hand } = rowOf(snapshot, counterId);
  const offered = ["release", "assign"].filter((id) => isOffered(id, desk.situation.standing));
  const answers = [...offered.map((id) => [id, actionWord(id, words)]), ["stand", t("Work at this counter")]];
  const lines = hand ? [`${unbroken(hand.number)} · ${stateWord(hand.state, words.t)}`] : [];
  const title = t("Counter %(number)s", { number: counter.number });
  const answer = await choose(title, numbered(answers), words, { lines });
  if (answer === "release") await release(desk, { counter, state, hand });
  if (answer === "assign") await assign(desk, { counter });
  if (answer === "stand") desk.chooseCounter(counterId);
}

/** About the counter chosen in the list, else one that is asked for. */
async function withCounter(desk, actionId, flow) {
  const counterId = desk.chosenCounterId ?? (await askCounter(desk, actionWord(actionId, desk.words), null));
  if (counterId !== null) await flow(desk, rowOf(desk.snapshot, counterId));
}

/** Whoever is at a forgotten counter goes back to the head of the line, and it pauses. */
async function release(desk, { counter, state, hand }) {
  const { words } = desk;
  const { t } = words;
  const title = t("Free counter %(number)s", { number: counter.number });
  const lines = hand
    ? [t("%(number)s goes back to the head of the queue; the counter pauses.", { number: unbroken(hand.number) })]
    : [t("Nobody is at this counter. It pauses.")];
  const word = hand ? t("Put %(number)s back and pause", { number: unbroken(hand.number) }) : t("Pause");
  if (!(await confirm(title, word, words, lines))) return;
  const basedOn = { ticket_id: state.ticket_id ?? null, call: state.last_call ?? null };
  await desk.send({ path: `counters/${counter.id}/release`, body: { based_on: basedOn } });
}

/** What the counter serves for the rest of the day. */
async function assign(desk, { counter }) {
  const { snapshot, words } = desk;
  const { t, language } = words;
  const choices = servicesHere(snapshot).map(({ id, name }) => ({ value: id, words: pickWords(name, language) }));
  const title = t("What does counter %(number)s serve today?", { number: counter.number });
  const services = await askSeveral(title, words, choices, counter.services, t("Please choose a service first."));
  if (services) await desk.send({ path: `counters/${counter.id}/assign`, body: { services } });
}

/** A sentence for the hall; where some are shown already, one of them may be ended. */
async function announce(desk) {
  const { snapshot, words, notices } = desk;
  const { t, language } = words;
  const shown = [];
  for (const { id } of snapshot.hall.notices) {
    const text = pickWords((await notices.ready(id))?.words ?? {}, language);
    shown.push([id, t("End: %(notice)s", { notice: text || "…" })]);
  }
  if (!shown.length) return writeNotice(desk);
  const answer = await choose(actionWord("announce", words), numbered([["new", t("New notice")], ...shown]), words);
  if (answer === "new") await writeNotice(desk);
  else if (answer !== null) await desk.send({ path: `notices/${encodeURIComponent(answer)}/end`, body: {} });
}

async function writeNotice(desk) {
  const { snapshot, words } = desk;
  const { t } = words;
  const fields = snapshot.hall.office.languages.map((code) => [code, languageWord(code)]);
  const sentences = await askSentences(t("Notice for the hall"), words, fields, LONGEST_NOTICE);
  if (!sentences) return;
  const end = await askMoment(desk, t("Shown until"), NOTICES, t("until it is ended"));
  if (!end) return;
  const body = { notice_id: newCommandId(), words: sentences, until: end.at?.toISOString() ?? null };
  await desk.send({ path: "notices", body });
}

/** The numbers are seen; then they are voided, or the run is shown no more. */
async function judgeRun(desk) {
  const { snapshot, words } = desk;
  const { t } = words;
  const { runs } = snapshot;
  const answers = numbered(runs.map((run, index) => [String(index), runLine(run, words)]));
  const title = actionWord("run", words);
  const chosen = runs.length === 1 ? "0" : await choose(title, answers, words);
  if (chosen === null) return;
  const run = runs[Number(chosen)];
  const lines = [runLine(run, words), run.numbers.map(unbroken).join(", ")];
  const judgements = numbered([
    ["harmless", t("Harmless: show it no more")],
    ["void", t("Void these numbers")],
  ]);
  const answer = await choose(title, judgements, words, { lines });
  const body = { ticket_ids: run.ticket_ids };
  if (answer === "harmless") await desk.send({ path: "tickets/dismiss-run", body });
  if (answer !== "void") return;
  const reason = await askWhy(desk, t("Void these numbers"), snapshot.reasons.void, { lines });
  if (reason !== null) await desk.send({ path: "tickets/void-run", body: { ...body, reason } });
}

/** Who is helped? */
async function come(desk) {
  const { snapshot, clock, words } = desk;
  const answers = numbered(snapshot.help.map((call) => [call.place, helpLine(call, snapshot, clock, words)]));
  const place = await choose(actionWord("come", words), answers, words);
  if (place !== null) await endHelp(desk, place);
}

function rowOf(snapshot, counterId) {
  return overviewOf(snapshot).counters.find(({ counter }) => counter.id === counterId);
}
