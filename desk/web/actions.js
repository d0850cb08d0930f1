// Which action has which key, which one comes next, and why one is not possible now.
// The table is actions.json; desk/actions.py is this module's twin, a test compares the two.

const table = await (await fetch(new URL("actions.json", import.meta.url))).json();

/** All actions by id, in the order in which the desk shows them. */
export const ACTIONS = new Map(table.actions.map((action) => [action.id, action]));

/** A press of the same key within this time of the last one is no new press. */
export const SETTLE_SECONDS = table.settle_seconds;

/**
 * The one action that comes next. A standing is `{counter, hand, undo, held, ended}`: counter is
 * none, closed, open or paused; hand is none, called or serving.
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
  if ("undo" in needs && !standing.undo) return needs.undo;
  if ("held" in needs && !standing.held) return needs.held;
  return null;
}

/** The code of the reason why an action cannot be about a ticket in `state`, null if it can. */
export function refusalForTicket(actionId, state) {
  const allowed = ACTIONS.get(actionId).ticket ?? [];
  return allowed.length && !allowed.includes(state) ? "ticket_not_in_state" : null;
}

/** The action of a typed character, null if it has none. */
export function actionOfKey(character) {
  const wanted = character.toLowerCase();
  for (const action of ACTIONS.values()) if (action.key === wanted) return action.id;
  return null;
}
