// Which action has which key, which one comes next, and why one is not possible now.
// The table is actions.json; desk/actions.py is this module's twin, a test compares the two.
// The desk has two views, "counter" and "hall"; a key means one thing in each.

const table = await (await fetch(new URL("actions.json", import.meta.url))).json();

/** All actions by id, in the order in which the desk shows them. */
export const ACTIONS = new Map(table.actions.map((action) => [action.id, action]));

/** Which actions each view shows: `{small, foot}`. */
export const VIEWS = table.views;

/** A press of the same key within this time of the last one is no new press. */
export const SETTLE_SECONDS = table.settle_seconds;

/**
 * The one action that comes next. A standing is `{counter, hand, undo, held, ended, asked,
 * runs, places, supervisor}`: counter is none, closed, open or paused; hand is none, called or serving.
 */
export function mainAction(standing) {
  const byHand = table.main[standing.counter];
  return typeof byHand === "string" ? byHand : byHand[standing.hand];
}

/** The code of the reason why an action is not possible now, null if it is. */
export function refusalOf(actionId, standing) {
  const { changes, counter = {}, hand = {}, needs = {} } = ACTIONS.get(actionId);
  if (standing.ended && changes) return "day_ended";
  if (standing.counter in counter) return counter[standing.counter];
  if (standing.hand in hand) return hand[standing.hand];
  const missing = Object.keys(needs).find((need) => !standing[need]);
  return missing ? needs[missing] : null;
}

/** The code of the reason why an action cannot be about a ticket in `state`, null if it can. */
export function refusalForTicket(actionId, state) {
  const allowed = ACTIONS.get(actionId).ticket ?? [];
  return allowed.length && !allowed.includes(state) ? "ticket_not_in_state" : null;
}

/** What decides whether an action is shown at all. */
const SHOWN_FOR = ["supervisor", "places"];

/** Whether an action is there at all: those about places, and those of supervisors, may not. */
export function isOffered(actionId, standing) {
  const { needs = {} } = ACTIONS.get(actionId);
  return SHOWN_FOR.every((need) => !(need in needs) || standing[need]);
}

/** Whether it makes sense to press it while the server is away. */
export function isPossibleAlone(actionId) {
  const { kept = false, changes } = ACTIONS.get(actionId);
  return kept || !changes;
}

/** The actions that have a key in a view, in the order of the table. */
export function actionsIn(view) {
  return [...ACTIONS.values()].filter((action) => !action.view || action.view === view);
}

/** The action of a typed character in a view, null if it has none. */
export function actionOfKey(character, view) {
  const wanted = character.toLowerCase();
  return actionsIn(view).find(({ key }) => key === wanted)?.id ?? null;
}
