// Commands to the server: one id each, the same body however often it must be sent.

import { parseRefusal } from "./refusals.js";

const ATTEMPTS = 4;
const PATIENCE_MS = 6000;
/** A proxy's own answers: the server has not spoken, so the same body may be sent again. */
const PROXY_STATUSES = new Set([502, 504]);

/** An id of 128 random bits. (`crypto.randomUUID` needs HTTPS; a hall's network may have none.) */
export function newCommandId() {
  return Array.from(randomBytes(), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A ticket's secret: 128 random bits as unpadded URL-safe base64, 22 characters. */
export function newToken() {
  return btoa(String.fromCharCode(...randomBytes()))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/**
 * Send a command and give `{ok: true, reply}` or `{ok: false, refusal: {code, params}}`.
 *
 * `body` needs its `day`; it gets a `command_id` unless it has one. Where the network fails the
 * same body is sent again a few times within seconds, which does nothing twice; then the refusal
 * is `server_unreachable`. `device` says which machine asks, as `desk/desk-3`.
 */
export async function post(path, body, device = "") {
  const text = JSON.stringify({ command_id: newCommandId(), ...body });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const answer = await send(path, text, device);
    if (answer) return readAnswer(answer);
    if (attempt < ATTEMPTS) await pause(250 * 2 ** attempt * (0.5 + Math.random()));
  }
  return { ok: false, refusal: { code: "server_unreachable", params: {} } };
}

/** Ask once for something that changes no day, such as who may work here; answers as `post` does. */
export async function order(path, body) {
  const answer = await send(path, JSON.stringify(body), "");
  return answer ? readAnswer(answer) : { ok: false, refusal: { code: "server_unreachable", params: {} } };
}

/** The server's answer, or null where none came. */
async function send(path, text, device) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(device ? { "X-Antrean-Device": device } : {}) },
      body: text,
      signal: abort.signal,
    });
    return PROXY_STATUSES.has(answer.status) ? null : answer;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function readAnswer(answer) {
  if (!answer.ok) return { ok: false, refusal: await parseRefusal(answer) };
  try {
    return { ok: true, reply: await answer.json() };
  } catch {
    return { ok: false, refusal: { code: "answer_unreadable", params: {} } };
  }
}

function randomBytes() {
  return crypto.getRandomValues(new Uint8Array(16));
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
