// Questions to the server that change nothing.

import { parseRefusal } from "../shared/refusals.js";

/** What is at `url`: `{ok: true, reply}` or `{ok: false, refusal}`. */
export async function read(url) {
  try {
    const answer = await fetch(url, { cache: "no-store" });
    if (answer.ok) return { ok: true, reply: await answer.json() };
    return { ok: false, refusal: await parseRefusal(answer) };
  } catch {
    return { ok: false, refusal: { code: "server_unreachable", params: {} } };
  }
}
