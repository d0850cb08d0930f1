// A display that is not paired yet: it asks for its code by itself, where it knows its name, and
// goes on by itself as soon as a supervisor has typed the code.

import { readBoot } from "../shared/boot.js";

const LOOK_MS = 2000;
const AGAIN_MS = 30_000;

const boot = readBoot();
const form = document.getElementById("ask");

/** What has become of the code: waiting, confirmed, refused or expired; null: not known now. */
async function look() {
  try {
    const answer = await fetch(`${boot.api}/pairings/${boot.pairing_id}`, { cache: "no-store" });
    if (answer.status === 404) return "expired";
    return answer.ok ? (await answer.json()).state : null;
  } catch {
    return null;
  }
}

async function waitForSupervisor() {
  for (;;) {
    const state = await look();
    if (state === "refused") return;
    if (state && state !== "waiting") {
      location.reload();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

if (boot.pairing_id) waitForSupervisor();
else if (form && "atOnce" in form.dataset) form.requestSubmit();
else if (boot.name) setTimeout(() => form?.requestSubmit(), AGAIN_MS);
