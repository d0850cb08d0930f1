// Which part of the hall a display stands for: the counterpart of displays/zone.py.
//
// `narrow` leaves of a snapshot what concerns the display, so that whatever shows or says the hall
// need not know of zones.

/** The office's display of this name, or one that stands for everything. */
export function findDisplay(office, name) {
  const known = (office.displays ?? []).find((display) => display.name === name);
  return { name, title: {}, services: [], counters: [], speaks: true, ...known };
}

/** The snapshot with the display's own counters, services, calls and numbers only. */
export function narrow(snapshot, display) {
  const { services: asked, counters: places } = display;
  if (!asked.length && !places.length) return snapshot;
  const counters = snapshot.counters.filter(({ id, services }) =>
    places.length ? places.includes(id) : services.some((service) => asked.includes(service)),
  );
  const services = snapshot.services.filter(({ id }) =>
    asked.length ? asked.includes(id) : counters.some((counter) => counter.services.includes(id)),
  );
  const numbers = new Set(counters.map(({ number }) => number));
  const ids = new Set(services.map(({ id }) => id));
  const isOurs = (_, index) => ids.has(snapshot.next_services[index]);
  return {
    ...snapshot,
    counters,
    services,
    calls: snapshot.calls.filter((call) => isCalledHere(call, display, numbers)),
    next_numbers: snapshot.next_numbers.filter(isOurs),
    next_services: snapshot.next_services.filter(isOurs),
    waiting: services.reduce((sum, { waiting }) => sum + waiting, 0),
  };
}

/** By what the office's file names: a counter's services may have changed since it called. */
function isCalledHere(call, { services, counters }, numbers) {
  const isServed = !services.length || services.includes(call.service);
  return isServed && (!counters.length || numbers.has(call.counter));
}
