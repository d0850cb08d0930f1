// What each action asks of the clerk before it is sent, one question after the other.
// Each flow ends in at most one command. A question that is closed ends it, with nothing sent.

import { ACTIONS, actionsIn, isOffered } from "./actions.js";
import { chooseCounter, doAtCounter, flowsAtCounter } from "./counter-flows.js";
import { confirm } from "./dialogs.js";
import { flowsOfHall, showCounter } from "./hall-flows.js";
import { showMachines } from "./machine-flows.js";
import { flowsOfOffice } from "./office-flows.js";
import { flowsOfPlaces } from "./places-flows.js";
import { showKeys } from "./showing.js";
import { doWithTicket, search, showTicket } from "./ticket-flows.js";
import { actionWord, keyWord } from "./words.js";

/** All flows of a desk: `perform(actionId)`, `showTicket(ticket)` and `showCounter(counterId)`. */
export function makeFlows(desk) {
  const flows = {
    ...flowsAtCounter(desk),
    ...flowsOfOffice(desk),
    ...flowsOfHall(desk),
    ...flowsOfPlaces(desk),
    "search": () => search(desk),
    "office": () => changeView(desk),
    "machines": () => showMachines(desk),
    "language": () => desk.nextLanguage(),
    "sign-out": () => signOut(desk),
    "keys": () => showAllKeys(desk),
  };
  return {
    async perform(actionId) {
      if (flows[actionId]) await flows[actionId]();
      else if (ACTIONS.get(actionId).ticket) await doWithTicket(desk, actionId);
      else await doAtCounter(desk, actionId);
    },
    showTicket: (ticket) => showTicket(desk, ticket),
    showCounter: (counterId) => showCounter(desk, counterId),
  };
}

/** The view of a counter is of no use without one: then it is asked for. */
async function changeView(desk) {
  desk.changeView();
  if (desk.needsCounter) await chooseCounter(desk);
}

/** Asked first: whatever the counter is doing stays as it is. */
async function signOut(desk) {
  const { words, situation, staff } = desk;
  const { t } = words;
  const lines = [t("Signed in: %(name)s", { name: staff.name })];
  if (situation.counter) lines.push(t("The counter stays as it is now."));
  if (await confirm(t("Sign out"), t("Sign out"), words, lines)) await desk.signOut();
}

function showAllKeys({ words, view, situation }) {
  const { t } = words;
  const offered = actionsIn(view).filter(({ id }) => isOffered(id, situation.standing));
  const rows = offered.map(({ id }) => [keyWord(id), actionWord(id, words)]);
  const chosen = view === "hall" ? t("Choose a counter") : t("Choose a ticket in the lists");
  const opened = view === "hall" ? t("Open the chosen counter") : t("Open the chosen ticket");
  rows.push(["↑ ↓", chosen], ["Enter", opened], ["Esc", t("Close, let go")]);
  return showKeys(rows, words);
}
