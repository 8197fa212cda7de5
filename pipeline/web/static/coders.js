// Two coders side by side: from disagreement to disagreement, one code's words at a time, and deciding together.
import { act, announce, get, say } from "./acts.js";
import { choosing } from "./chooser.js";
import { keepDraft } from "./drafts.js";
import { lettersOn } from "./page.js";

const body = document.body.dataset;
const dialog = document.getElementById("settle");
let refreshing = Promise.resolve();
let at = "";
let draft = null;

// What is shown follows what is on the disk; the place one is at is kept.

/** Show the page as it is now; `then` is the id of what gets the focus, where what had it is gone. */
function refresh(then = "") {
  // One after another: what was asked for before an act does not show what the act did.
  refreshing = refreshing.then(() => fetchNow(then)).catch(() => {});
  return refreshing;
}

async function fetchNow(then) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return location.reload();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
  const had = document.activeElement?.closest("#main") ? document.activeElement.id : "";
  const opened = [...document.querySelectorAll("#main details")].map((one) => one.open);
  document.getElementById("main").replaceWith(fresh);
  [...document.querySelectorAll("#main details")].forEach((one, place) => { one.open = opened[place] ?? false; });
  mark(at);
  const to = document.getElementById(then) ?? document.getElementById(had);
  if (to && !dialog.open) to.focus({ preventScroll: true });
  return undefined;
}

async function watch() {
  if (document.visibilityState === "visible") {
    try {
      const now = await get(`/api/pulse?document=${encodeURIComponent(body.document)}`);
      if (now.coder !== body.coder) location.reload();
      else if (now.document !== document.getElementById("main").dataset.seen) await refresh();
    } catch { /* the page says so itself where something is to be saved */ }
  }
  window.setTimeout(watch, 700);
}

// From disagreement to disagreement

function step(by) {
  const open = [...document.querySelectorAll(".point.open")];
  if (!open.length) return announce(say("coders.no_more"));
  const here = document.activeElement?.closest(".point") ?? document.getElementById(at);
  const place = open.indexOf(here);
  const next = place >= 0 ? place + by : nearest(open, here, by);
  if (next < 0 || next >= open.length) return announce(say("coders.no_more"));
  go(open[next]);
  announce(say("coders.at", { n: next + 1, all: open.length }));
}

/** Where one was is decided by now: the next after it, or the last before it, in the order of the page. */
function nearest(open, here, by) {
  if (!here) return by > 0 ? 0 : -1;
  const after = open.findIndex((one) => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (by > 0) return after < 0 ? open.length : after;
  return (after < 0 ? open.length : after) - 1;
}

function go(point) {
  mark(point.id);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  (point.querySelector("[data-settles]") ?? point).focus({ preventScroll: true });
  point.closest(".line").scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

function mark(id) {
  at = id;
  for (const one of document.querySelectorAll(".point.at")) one.classList.remove("at");
  const point = id && document.getElementById(id);
  if (!point) return;
  point.classList.add("at");
  look(point);
}

// One code's words at a time

/** Show of an utterance only the words of this code; of all where none is given. */
function look(point) {
  for (const line of document.querySelectorAll(".line.looks")) plain(line);
  for (const chip of document.querySelectorAll("[data-looks]")) chip.setAttribute("aria-pressed", String(chip.closest(".point") === point));
  if (!point) return;
  const line = point.closest(".line");
  line.classList.add("looks");
  for (const one of line.querySelectorAll("mark")) {
    for (const side of ["first", "second"]) {
      const has = one.dataset[side].split(" ").includes(point.dataset.style);
      one.classList.toggle(`in-${side}`, has);
      if (has && point.dataset.style) one.classList.add(point.dataset.style);
    }
  }
}

function plain(line) {
  line.classList.remove("looks");
  for (const one of line.querySelectorAll("mark")) {
    one.className = [...one.classList].filter((name) => name.startsWith("by-")).join(" ");
  }
}

// Deciding

async function open(point) {
  const { utterance } = point.closest(".line").dataset;
  await show(utterance, point.dataset.code);
  mark(point.id);
}

async function show(utterance, code) {
  const asked = new URLSearchParams({ utterance, code, first: body.first, second: body.second });
  const answer = await fetch(`/coders/${encodeURIComponent(body.document)}/settle?${asked}`);
  if (!answer.ok) return refresh();
  const held = new DOMParser().parseFromString(await answer.text(), "text/html");
  dialog.replaceChildren(...held.body.children);
  const form = document.getElementById("settle-form");
  draft = keepDraft(form);
  choosing(form);
  if (!dialog.open) dialog.showModal();
  (form.querySelector("[name=stands]:checked") ?? form.querySelector("[name=stands]")).focus();
}

async function save(form) {
  const told = new FormData(form);
  const stands = told.get("stands");
  const span = stands === "chosen" ? told.get("chosen") : stands;
  if (!span) return wrong(say(stands ? "coders.none_chosen" : "coders.choose_first"));
  const { utterance, code, digest } = form.dataset;
  const [start, end] = span === "falls" ? [0, +form.dataset.length] : span.split("-").map(Number);
  const decision = span === "falls" ? "falls" : "stands";
  const button = form.querySelector("button.main");
  button.disabled = true;
  const kept = { utterance, code, reason: told.get("reason"), between: [body.first, body.second], seen: told.get("seen") };
  try {
    await act("settle", { ...kept, decision, place: { utterance, start, end, digest } });
  } catch (fault) {
    button.disabled = false;
    return refused(fault, form);
  }
  draft?.forget();
  dialog.close();
  await refresh(`${at}-does`);
  announce(say("coders.settled"));
}

/** Where somebody decided meanwhile, their decision is shown above what was typed, which is kept. */
async function refused(fault, form) {
  if (fault.problems?.some((problem) => problem.check === "settled-meanwhile")) {
    await show(form.dataset.utterance, form.dataset.code);
    const fresh = document.getElementById("settle-form");
    fresh.elements.seen.value = dialog.querySelector("[name=seen]").defaultValue;
    fresh.dispatchEvent(new CustomEvent("draft:note"));
  }
  wrong(fault.message);
}

function wrong(said) {
  const place = document.getElementById("settle-trouble");
  place.textContent = said;
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

async function takeBack(button) {
  const point = button.closest(".point");
  mark(point.id);
  const told = { utterance: point.closest(".line").dataset.utterance, code: point.dataset.code };
  try {
    await act("settle", { ...told, seen: button.dataset.seen, withdrawn: true });
    await refresh(`${point.id}-does`);
    announce(say("coders.taken_back"));
  } catch {
    await refresh(`${point.id}-does`);
  }
}

async function undo(name) {
  const done = await act(name, {}).catch(() => null);
  await refresh(name);
  if (done) announce(say(done.said === "nothing" ? (name === "undo" ? "nothing" : "nothing_again") : name === "undo" ? "undone" : "redone", { what: done.undone }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("looks" in button.dataset) {
    const point = button.closest(".point");
    if (button.getAttribute("aria-pressed") === "true") look(null);
    else mark(point.id);
  } else if ("settles" in button.dataset) open(button.closest(".point"));
  else if ("takesBack" in button.dataset) takeBack(button);
  else if ("closes" in button.dataset) dialog.close();
  else if (button.id === "next") step(1);
  else if (button.id === "before") step(-1);
  else if (button.id === "undo" || button.id === "redo") undo(button.id);
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "settle-form") return;
  event.preventDefault();
  save(event.target);
});
dialog.addEventListener("close", () => document.getElementById(`${at}-does`)?.focus({ preventScroll: true }));
document.addEventListener("pointerover", (event) => {
  const chip = event.target.closest?.("[data-looks]");
  if (chip) look(chip.closest(".point"));
  else if (!event.target.closest?.(".point") && document.querySelector(".line.looks")) look(document.getElementById(at));
});
document.addEventListener("keydown", (event) => {
  if (dialog.open || document.querySelector("dialog[open]") || event.target.closest?.("input, textarea, select")) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    const name = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
    if (name) { event.preventDefault(); undo(name); }
    return;
  }
  if (event.altKey || !lettersOn()) return;
  if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
  else return;
  event.preventDefault();
});
document.addEventListener("forankret:saved", () => refresh());
watch();
