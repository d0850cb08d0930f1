// One stream of Server-Sent Events, followed for as long as the page is open.
//
// Promises: the newest state, in order; an older one of the same epoch is dropped; whatever
// breaks (network, server, a connection that died in silence), it comes back by itself, and the
// page hears of the loss and of the return.
//
// It reads the stream with fetch() and not with EventSource, which hides two things that a
// screen in a hall needs: the server's comments, the only sign of life of a quiet stream, and the
// status of an answer that is no stream.

import { parseRefusal } from "./refusals.js";

/** The server sends a comment every 15 s; silence longer than this is a lost connection. */
const SILENCE_MS = 40_000;
/** An answer that does not even begin within this is none. */
const CONNECT_MS = 10_000;
const LOOK_MS = 5000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;

/**
 * Follow `url` until the returned `stop()` is called.
 *
 * `onSnapshot(snapshot)` and `onDevices(devices)` get what arrives; `onState({connected,
 * lostSince})` hears each change, `lostSince` being the `performance.now()` of the last sign of
 * life, or null if there was none yet; `onRefused(refusal)` hears why the server gives no stream;
 * `onAlive()` hears each sign of life, also in a page that nobody looks at, whose timers sleep.
 */
export function follow(url, { onSnapshot, onDevices, onState, onRefused, onAlive } = {}) {
  const newest = new Newest();
  const connection = new Connection(url, onState, onRefused);
  connection.onEvent = ({ type, id, data }) => {
    if (type === "snapshot" && newest.takes(id)) onSnapshot?.(JSON.parse(data));
    if (type === "devices") onDevices?.(JSON.parse(data));
  };
  connection.onAlive = () => onAlive?.();
  connection.start();
  return { stop: () => connection.stop() };
}

/** Knows the newest id seen; ids are `epoch.date.version`. */
export class Newest {
  #id = null;

  /** Whether a snapshot with this id is to be shown: not if it is older than the last one. */
  takes(id) {
    const given = parseId(id);
    if (given && this.#id && given.epoch === this.#id.epoch && isOlder(given, this.#id)) return false;
    if (given) this.#id = given;
    return true;
  }
}

function parseId(id) {
  const match = /^(.*)\.(\d{4})-(\d{2})-(\d{2})\.(\d+)$/.exec(id ?? "");
  if (!match) return null;
  const [, epoch, year, month, day, version] = match;
  return { epoch, date: Number(year + month + day), version: Number(version) };
}

function isOlder(one, other) {
  return one.date < other.date || (one.date === other.date && one.version < other.version);
}

/** Cuts the text of a stream into events; comments are dropped. */
export class EventParser {
  #rest = "";
  #event = { type: "message", id: "", lines: [] };
  retryMs = null;

  /** The events that `text`, the next piece of the stream, completes. */
  *read(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    for (const line of lines) {
      if (line === "") yield* this.#finish();
      else this.#readField(line);
    }
  }

  *#finish() {
    const { type, id, lines } = this.#event;
    this.#event = { type: "message", id, lines: [] };
    if (lines.length) yield { type, id, data: lines.join("\n") };
  }

  #readField(line) {
    const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (name === "event") this.#event.type = value;
    else if (name === "id") this.#event.id = value;
    else if (name === "data") this.#event.lines.push(value);
    else if (name === "retry" && /^\d+$/.test(value)) this.retryMs = Number(value);
  }
}

/** Keeps one connection open, and notices when it is not. */
class Connection {
  #url;
  #onState;
  #onRefused;
  #abort = null;
  #lastHeard = null;
  #connected = null;
  #failures = 0;
  #retryMs = null;
  #ended = new AbortController();
  #wake = () => {};
  onEvent = () => {};
  onAlive = () => {};

  constructor(url, onState, onRefused) {
    this.#url = url;
    this.#onState = onState;
    this.#onRefused = onRefused;
  }

  start() {
    const { signal } = this.#ended;
    const timer = setInterval(() => this.#endIfSilent(), LOOK_MS);
    signal.addEventListener("abort", () => clearInterval(timer));
    // A phone that was asleep, or a page brought back, asks anew at once.
    const look = () => (this.#connected === false ? this.#wake() : this.#endIfSilent());
    document.addEventListener("visibilitychange", look, { signal });
    window.addEventListener("pageshow", look, { signal });
    window.addEventListener("online", look, { signal });
    window.addEventListener("offline", () => this.#abort?.abort(), { signal });
    this.#run();
  }

  stop() {
    this.#ended.abort();
    this.#abort?.abort();
    this.#wake();
  }

  async #run() {
    while (!this.#ended.signal.aborted) {
      try {
        await this.#read();
      } catch {
        // The network failed, the server is away, or the answer was no stream: try again.
      }
      if (this.#ended.signal.aborted) return;
      this.#tell(false);
      await this.#pause();
    }
  }

  async #read() {
    this.#abort = new AbortController();
    const timer = setTimeout(() => this.#abort.abort(), CONNECT_MS);
    const answer = await fetch(this.#url, {
      headers: { Accept: "text/event-stream" },
      cache: "no-store",
      signal: this.#abort.signal,
    }).finally(() => clearTimeout(timer));
    if (!answer.ok) {
      this.#onRefused?.(await parseRefusal(answer));
      return;
    }
    await this.#readEvents(answer.body.getReader());
  }

  async #readEvents(reader) {
    const decoder = new TextDecoder();
    const parser = new EventParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.#lastHeard = performance.now();
      this.onAlive();
      for (const event of parser.read(decoder.decode(value, { stream: true }))) {
        this.#failures = 0;
        this.#retryMs = parser.retryMs;
        this.#handOver(event);
        this.#tell(true);
      }
    }
  }

  /** A page's own mistake is reported, and does not look like a broken network. */
  #handOver(event) {
    try {
      this.onEvent(event);
    } catch (mistake) {
      reportError(mistake);
    }
  }

  #endIfSilent() {
    const heard = this.#lastHeard;
    if (this.#connected && performance.now() - heard > SILENCE_MS) this.#abort?.abort();
  }

  #tell(connected) {
    if (connected === this.#connected) return;
    this.#connected = connected;
    this.#onState?.({ connected, lostSince: connected ? null : this.#lastHeard });
  }

  /** Wait before the next attempt: the server's own wish first, then ever longer, by chance. */
  async #pause() {
    const asked = this.#failures === 0 && this.#retryMs !== null ? this.#retryMs : 0;
    const grown = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(this.#failures, 6));
    this.#failures += 1;
    const delay = asked || grown * (0.5 + Math.random());
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
