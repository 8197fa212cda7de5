// Sends acts to the program one after another; keeps what was not saved, says so, and tries again until it is.
import words from "/words.js";
import { leave, showLeftOver } from "./left_over.js";

const WAITING = "forankret-waiting-";
const body = document.body.dataset;
const KEY = WAITING + body.coder;
const queue = restored();
let sending = false;
let wait = 0;
let steps = 0;

/** A word put together from the page's sayings, with its values put in. */
export function say(key, values = {}) {
  return Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), words[key] ?? key);
}

/** Tell a person what happened, on the screen and to a screen reader. */
export function announce(said) {
  const place = document.getElementById("said");
  place.textContent = "";
  window.setTimeout(() => { place.textContent = said; }, 30);
  window.clearTimeout(announce.timer);
  announce.timer = window.setTimeout(() => { place.textContent = ""; }, 6000);
}

/** A new id for an act: a time-ordered random id, so that a repeated request is known again. */
export function newAct() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setUint32(0, Math.floor(Date.now() / 65536));
  new DataView(bytes.buffer).setUint16(4, Date.now() % 65536);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** What went wrong with an act, in words a person understands; `kept` tells that it will be tried again. */
export class Refused extends Error {
  constructor(problems, status) {
    super(problems.map((problem) => problem.said || `${problem.message} ${problem.remedy}`.trim()).join(" "));
    this.problems = problems;
    this.status = status;
  }
}

/** Do an act: the answer comes when it is on the disk. Acts are done in the order in which they were asked for. */
export function act(name, told) {
  return new Promise((resolve, reject) => {
    steps += 1;
    queue.push({ name, told: { act: newAct(), coder: body.coder, ...told }, resolve, reject });
    keep();
    run();
  });
}

/** How many acts are not saved yet. */
export function waiting() {
  return queue.length;
}

/** A number that grows with each act that begins and ends: what was asked for before is old when it has grown. */
export function stepsTaken() {
  return steps;
}

async function run() {
  if (sending) return;
  sending = true;
  while (queue.length) {
    const [first] = queue;
    try {
      const answer = await post(`/api/${first.name}`, first.told);
      done();
      first.resolve?.(answer);
    } catch (fault) {
      if (fault instanceof Refused && fault.status !== 503 && fault.status !== 401) {
        if (first.waited) leave(first, fault.message);
        done();
        announce(fault.message);
        first.reject?.(fault);
        continue;
      }
      first.waited = true;
      trouble(fault);
      await new Promise((later) => window.setTimeout(later, wait = Math.min(wait * 1.6 + 400, 5000)));
    }
  }
  sending = false;
}

function done() {
  queue.shift();
  steps += 1;
  keep();
  wait = 0;
  const banner = document.getElementById("connection");
  if (!banner.hidden && !queue.length) {
    banner.hidden = true;
    announce(say("found_again"));
    showLeftOver(say, again);
    document.dispatchEvent(new CustomEvent("forankret:saved"));
  }
}

function trouble(fault) {
  const banner = document.getElementById("connection");
  const lost = !(fault instanceof Refused);
  const said = lost ? say("lost", { n: queue.length }) : say("not_saved", { why: fault.message, n: queue.length });
  if (banner.hidden || banner.textContent !== said) banner.textContent = said;
  banner.hidden = false;
}

/** Ask the program for something by POST; raises Refused where it says no, and another error where it is not there. */
export async function post(address, told) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(told),
    signal: AbortSignal.timeout(35000),
  });
  return read(answer);
}

/** Ask the program for something that changes nothing. */
export async function get(address) {
  return read(await fetch(address, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(35000) }));
}

async function read(answer) {
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) return told;
  if (told[body.language]) throw new Refused([{ said: told[body.language] }], answer.status);
  throw new Refused(told.problems ?? [{ message: answer.statusText || String(answer.status), remedy: "" }], answer.status);
}

function keep() {
  const held = queue.map(({ name, told }) => ({ name, told }));
  if (held.length) sessionStorage.setItem(KEY, JSON.stringify(held));
  else sessionStorage.removeItem(KEY);
}

function restored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]").map((held) => ({ ...held, waited: true }));
  } catch {
    return [];
  }
}

function again({ name, told }) {
  act(name, { ...told, act: newAct() }).then(() => document.dispatchEvent(new CustomEvent("forankret:saved")), () => {});
}

/** Say that acts of another coder wait in this tab; they are saved when that coder is chosen again. */
function tellOfOthers() {
  for (const key of Object.keys(sessionStorage)) {
    if (!key.startsWith(WAITING) || key === KEY) continue;
    const held = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    const banner = document.getElementById("connection");
    banner.textContent = say("others_waiting", { coder: key.slice(WAITING.length), n: held.length });
    banner.hidden = false;
  }
}

tellOfOthers();
showLeftOver(say, again);
if (queue.length) run();
window.addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); });
window.addEventListener("online", () => { wait = 0; });
