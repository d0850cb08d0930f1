// The whole office at one moment, for whoever watches over all of it. The twin of
// desk/overview.py; pure: a snapshot and the machines come in.

import { serviceOf } from "./situation.js";

/** From how many seconds on a picture that stood still is told. */
const FROZEN_SECONDS = 5;

/**
 * `{counters, services, open, waiting, served, longestSince}`: a counter's row is `{counter,
 * state, hand, usualSeconds}`, a service's `{service, waiting, longestSince, counters}`, counters
 * being the numbers of those that are open for it.
 */
export function overviewOf(snapshot) {
  const { hall } = snapshot;
  const states = new Map(snapshot.counters.map((each) => [each.id, each]));
  const tickets = new Map(snapshot.tickets.map((each) => [each.id, each]));
  const counters = hall.counters
    .filter(({ id }) => states.has(id))
    .map((counter) => {
      const state = states.get(counter.id);
      const hand = tickets.get(state.ticket_id) ?? null;
      return { counter, state, hand, usualSeconds: usualSeconds(snapshot, hand) };
    });
  const services = hall.services
    .filter(({ refusal }) => refusal?.code !== "service_elsewhere")
    .map((service) => serviceRow(service, snapshot, counters));
  return {
    counters,
    services,
    open: counters.filter(({ state }) => state.state === "open").length,
    waiting: hall.waiting,
    served: counters.reduce((sum, { state }) => sum + state.served_today, 0),
    longestSince: earliest(services.map((each) => each.longestSince)),
  };
}

/** The usual time of a ticket's service in seconds; 0 where it is not known. */
export function usualSeconds(snapshot, ticket) {
  return ticket ? (serviceOf(snapshot, ticket.service)?.minutes ?? 0) * 60 : 0;
}

/**
 * What is wrong with a machine, as codes of words.json's troubles, "away" among them. One that waits for its pairing
 * needs that, and nothing else is known of it.
 */
export function troublesOf({ waits = false, connected, printer, sound, frozen_seconds: frozen = 0 }) {
  if (waits) return ["waits"];
  if (!connected) return ["away"];
  const told = [printer, sound].filter((state) => state && state !== "ready");
  return frozen >= FROZEN_SECONDS ? [...told, "frozen"] : told;
}

/** Whether a machine of the hall is in trouble. A desk that was switched off is not. */
export function needsAttention(device) {
  return device.kind !== "desk" && troublesOf(device).length > 0;
}

/** The machines that concern somebody: those that wait for a supervisor, supervisors alone. */
export function devicesFor(devices, maySupervise) {
  return devices.filter(({ waits }) => maySupervise || !waits);
}

/** The kind and name behind a help call's place: `counter:3`, `kiosk:kiosk-2`. */
export function splitPlace(place) {
  const at = place.indexOf(":");
  return [place.slice(0, at), place.slice(at + 1)];
}

function serviceRow(service, { tickets }, counters) {
  const waiting = tickets.filter(({ state, service: id }) => state === "waiting" && id === service.id);
  return {
    service,
    waiting: waiting.length,
    longestSince: earliest(waiting.map((each) => each.issued_at)),
    counters: counters
      .filter(({ counter, state }) => state.state === "open" && counter.services.includes(service.id))
      .map(({ counter }) => counter.number),
  };
}

function earliest(moments) {
  const known = moments.filter(Boolean);
  return known.length ? known.reduce((one, other) => (Date.parse(other) < Date.parse(one) ? other : one)) : null;
}
