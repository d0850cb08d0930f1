// Flows of the machines: pairing them by their code, and taking a machine's key away.

import { writeDate, writeTime } from "../shared/moments.js";
import { choose, confirm } from "./dialogs.js";
import { askLine } from "./typing.js";
import { actionWord, deviceName } from "./words.js";

const CODE = "code";
const LONGEST_CODE = 16;

/** All machines, again after each thing that was done with one, and as soon as others wait. */
export async function showMachines(desk) {
  let [done, current] = ["", CODE];
  for (;;) {
    const view = await desk.get("devices");
    if (!view.ok) return desk.refuse(view.refusal);
    const answer = await chooseMachine(desk, view.reply, done, current);
    if (answer === null) return null;
    if (answer.isOld) {
      current = answer.focused;
      continue;
    }
    current = answer;
    const chosen = view.reply.paired.find((each) => idOf(each) === answer);
    done = chosen ? await showOne(desk, chosen) : await confirmCode(desk);
  }
}

/** One of them, or to type a code; `{isOld, focused}` as soon as others wait than the list says. */
async function chooseMachine(desk, { waiting, paired }, done, current) {
  const { words } = desk;
  const { t } = words;
  const names = waiting.map(({ kind, name }) => deviceName(kind, name, words)).join(", ");
  const lines = [
    done && `✓ ${done}`,
    names ? t("Waiting with a code: %(machines)s", { machines: names }) : t("No machine waits to be paired."),
  ].filter(Boolean);
  const machines = inOrder(paired).map((device, index) => ({
    value: idOf(device),
    words: machineLine(desk, device),
    key: !device.revoked_at && index < 8 ? String(index + 2) : "",
    mark: device.revoked_at ? "no_show" : "called",
    isPossible: !device.revoked_at,
  }));
  const code = { value: CODE, words: t("Type the code of a machine"), key: "1" };
  const [listed, closing] = [namesOf(waiting), new AbortController()];
  const look = () => {
    const isOld = namesOf(desk.devices.filter(({ waits }) => waits)) !== listed;
    if (isOld) closing.abort({ isOld, focused: document.activeElement?.dataset.value ?? CODE });
  };
  desk.heard.addEventListener("devices", look, { signal: closing.signal });
  const options = { lines, current, signal: closing.signal };
  const answer = await choose(actionWord("machines", words), [code, ...machines], words, options);
  closing.abort();
  return answer;
}

const namesOf = (machines) => machines.map(idOf).sort().join();

function machineLine(desk, device) {
  const { words } = desk;
  const { t } = words;
  const name = deviceName(device.kind, device.name, words);
  const state = device.revoked_at
    ? t("revoked %(time)s", { time: when(desk, device.revoked_at) })
    : t("last seen %(time)s", { time: when(desk, device.last_used_at) });
  return `${name} · ${state}`;
}

/** Type the code; gives what to say of it, "" where the question was closed. */
async function confirmCode(desk) {
  const { words } = desk;
  const { t } = words;
  const send = async (typed) => {
    if (!typed.trim()) return { problem: t("Type the code of a machine") };
    const answer = await desk.order("devices/pair", { code: typed.trim() });
    return answer.ok ? { value: answer.reply } : { problem: desk.explain(answer.refusal) };
  };
  const lines = [t("It stands on the machine's own screen.")];
  const title = t("Type the code of a machine");
  const paired = await askLine(title, t("Enter: go on · Esc: close"), t("Code"), send, { lines, most: LONGEST_CODE });
  return paired ? t("%(machine)s is paired.", { machine: deviceName(paired.kind, paired.name, words) }) : "";
}

/** One machine, and whether its key shall be taken away. */
async function showOne(desk, device) {
  const { words } = desk;
  const { t } = words;
  const name = deviceName(device.kind, device.name, words);
  const lines = [
    t("Paired %(time)s by %(staff)s", { time: when(desk, device.paired_at), staff: device.paired_by || "-" }),
    t("last seen %(time)s", { time: when(desk, device.last_used_at) }),
    t("A revoked machine shows a code again, and nothing else."),
  ];
  if (!(await confirm(name, t("Revoke %(machine)s", { machine: name }), words, lines))) return "";
  const answer = await desk.order(`devices/${device.kind}/${encodeURIComponent(device.name)}/revoke`);
  return answer.ok ? t("%(machine)s is revoked.", { machine: name }) : desk.explain(answer.refusal);
}

/** The time of day today, by the office's clock, else the date. */
function when({ clock, snapshot, words: { language } }, at) {
  const { timezone } = snapshot.hall.office;
  const [day, today] = [at, clock.now()].map((moment) => writeDate(moment, timezone, language));
  return day === today ? writeTime(at, timezone, language) : day;
}

const idOf = ({ kind, name }) => `${kind}/${name}`;

/** Good ones first, then by kind and name. */
function inOrder(paired) {
  const order = (device) => `${device.revoked_at ? 1 : 0} ${idOf(device)}`;
  return [...paired].sort((one, other) => (order(one) < order(other) ? -1 : 1));
}
