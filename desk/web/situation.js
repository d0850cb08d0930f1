// What one counter's screen shows, picked out of the snapshot. The twin of desk/situation.py.

/**
 * The desk of a counter, or of none: `{snapshot, counter, state, hand, queue, held, missed,
 * called, queueLength, standing, basedOn}`; `called` are those called anywhere else.
 */
export function situationOf(snapshot, counterId, maySupervise = false) {
  const found = snapshot.hall.counters.find((each) => each.id === counterId) ?? null;
  const state = found && (snapshot.counters.find((each) => each.id === counterId) ?? null);
  const counter = state && found;
  const byId = new Map(snapshot.tickets.map((ticket) => [ticket.id, ticket]));
  const hand = (state?.ticket_id && byId.get(state.ticket_id)) || null;
  const queue = (state?.queue ?? []).map((id) => byId.get(id)).filter(Boolean);
  const held = aside(snapshot.tickets, "held", counter);
  return {
    snapshot,
    counter,
    state,
    hand,
    queue,
    held,
    missed: aside(snapshot.tickets, "no_show", counter),
    called: calledElsewhere(snapshot.tickets, hand),
    queueLength: state?.queue_length ?? 0,
    standing: {
      counter: state?.state ?? "none",
      hand: hand?.state ?? "none",
      undo: state?.can_undo ?? false,
      held: held.length > 0,
      ended: snapshot.hall.phase === "ended",
      asked: snapshot.help.length > 0,
      runs: snapshot.runs.length > 0,
      places: Boolean(snapshot.hall.room),
      supervisor: maySupervise,
    },
    basedOn: { ticket_id: state?.ticket_id ?? null, call: state?.last_call ?? null },
  };
}

/** What a refusal of the desk's own table is about. */
export function refusalParams({ counter, hand }) {
  return { counter: counter?.number ?? "", number: hand?.number ?? "", state: hand?.state ?? "" };
}

/** A service of the office, or null. */
export function serviceOf(snapshot, serviceId) {
  return snapshot.hall.services.find((each) => each.id === serviceId) ?? null;
}

/** A live ticket by its id, or null. */
export function ticketOf(snapshot, ticketId) {
  return snapshot.tickets.find((each) => each.id === ticketId) ?? null;
}

/** A live ticket by its number as people type it: `a12`, `A-012`, `A 12`; or null. */
export function findTicket(snapshot, typed) {
  const wanted = normalNumber(typed);
  return snapshot.tickets.find((each) => each.number === wanted) ?? null;
}

/** The live tickets whose number begins as typed, at most `most`; none where nothing is typed. */
export function matchingTickets(snapshot, typed, most) {
  const wanted = bare(typed);
  if (!wanted) return [];
  return snapshot.tickets.filter(({ number }) => matches(bare(number), wanted)).slice(0, most);
}

/** A number as tickets carry it: `a12` becomes `A-012`. What is none comes back as it is. */
export function normalNumber(typed) {
  const text = typed.replace(/\s/g, "").toUpperCase().replaceAll("-", "");
  const parts = /^(.*[^0-9])([0-9]+)$/.exec(text);
  return parts ? `${parts[1]}-${String(Number(parts[2])).padStart(3, "0")}` : typed.trim().toUpperCase();
}

/**
 * Whether a normal number can be a ticket's. Nothing else is asked for by address: somebody
 * may have typed a visitor's telephone number or NIK, which belongs into none.
 */
export function isNumber(normal) {
  return /^[A-Z]-[0-9]{3,6}$/.test(normal);
}

/** Since when a ticket is in its present state; waiting ones count from their issue. */
export function since(ticket) {
  const moments = {
    called: ticket.called_at,
    serving: ticket.started_at,
    held: ticket.held_at,
    no_show: ticket.missed_at,
  };
  return moments[ticket.state] ?? ticket.issued_at;
}

/** Whether a snapshot may replace another: not if it is older, in the same epoch. */
export function isNewer(one, other) {
  const [ours, theirs] = [one.hall.id, other.hall.id];
  if (ours.epoch !== theirs.epoch || ours.day > theirs.day) return true;
  return ours.day === theirs.day && ours.version >= theirs.version;
}

/** Letters and digits only, in capitals. */
const bare = (text) => text.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** `A012` is found by `A`, `A0`, `A01` and by `A12`: zeros in front may be left out. */
function matches(number, wanted) {
  const [, letters, digits] = /^([A-Z]*)([0-9]*)/.exec(wanted);
  if (number.startsWith(wanted)) return true;
  return digits !== "" && number.startsWith(letters) && number.slice(letters.length).replace(/^0+/, "").startsWith(digits);
}

/** Those called at other counters, the newest call first. */
function calledElsewhere(tickets, hand) {
  return tickets
    .filter(({ id, state }) => state === "called" && id !== hand?.id)
    .sort((one, other) => Date.parse(since(other)) - Date.parse(since(one)) || (one.number < other.number ? 1 : -1));
}

/** Those on hold or missed whose service this counter gives, the newest first. */
function aside(tickets, state, counter) {
  const moment = (ticket) => Date.parse(since(ticket));
  return tickets
    .filter((ticket) => ticket.state === state && counter?.services.includes(ticket.service))
    .sort((one, other) => moment(other) - moment(one) || (one.number < other.number ? 1 : -1));
}
