// Reading codings again: one at a time, moved, kept or removed, and then the next.
import { act, announce, get, say } from "./acts.js";
import { comboboxes } from "./combobox.js";
import { forgetDraft, keepDraft } from "./drafts.js";
import { lettersOn } from "./page.js";
import { show } from "./show.js";

const PARTS = ["queue", "menu"];
const decided = [];
let wanted = "";
let busy = false;
let moving = null;

function hand() {
  return document.getElementById("at-hand");
}

function reason() {
  return document.getElementById("why-so");
}

/** What is new on the page is made ready: the list of codes, and what was typed and not saved. */
function ready() {
  const form = document.getElementById("deciding");
  wanted = "";
  moving = null;
  if (!form) return;
  [[, moving]] = comboboxes(form);
  keepDraft(form);
  form.addEventListener("submit", (event) => event.preventDefault());
}

/** Show a place of the queue, with focus on the coding at hand, or on what is said where none waits. */
async function go(address, said = "", anew = true) {
  if (!(await show(address, PARTS, { anew }))) return;
  ready();
  const there = hand() ?? document.getElementById("queue-done");
  there?.focus({ preventScroll: true });
  if (window.matchMedia("(max-width: 60rem)").matches) there?.scrollIntoView({ block: "start" });
  else window.scrollTo({ top: 0 });
  const far = document.getElementById("far-said")?.textContent ?? "";
  announce([said, far && `${far}.`].filter(Boolean).join(" "));
}

function here() {
  return window.location.pathname + window.location.search;
}

/** Do something with the coding at hand, once, and go on to the one that follows it. */
async function decide(name, told, said) {
  if (busy || !hand()) return;
  busy = true;
  const { coding, code, following } = hand().dataset;
  try {
    await act(name, told);
    forgetDraft(`queue:${coding}`);
    decided.push(coding);
    await go(`/queue?${new URLSearchParams({ code, ...(following && { coding: following }) })}`, said);
  } catch (fault) {
    if (!fault.problems) throw fault;
    await go(here(), fault.message, false);
  } finally {
    busy = false;
  }
}

/** The reason that was typed; where there is none it is asked for, and Enter does then what was asked. */
function reasoned(name) {
  const typed = reason().value.trim();
  if (typed) return typed;
  wanted = name;
  const asked = document.getElementById("asked-for");
  asked.textContent = say(`queue.need.${name}`);
  asked.hidden = false;
  reason().setAttribute("aria-invalid", "true");
  reason().focus();
  return "";
}

/** Enter after a reason does what it was asked for; where that is open it leads to the choices. */
function entered() {
  if (wanted) return deeds[wanted]();
  return document.querySelector("#deciding .heir, #deciding [data-does=keep]").focus();
}

function calmed() {
  wanted = "";
  document.getElementById("asked-for").hidden = true;
  reason().removeAttribute("aria-invalid");
}

function moveTo(code, label) {
  const { coding } = hand().dataset;
  return decide("recode", { codings: [coding], code, reason: reason().value.trim() }, say("queue.moved", { label }));
}

const deeds = {
  recode: (button) => moveTo(button.dataset.code, button.dataset.label),
  move() {
    const select = document.getElementById("another-code");
    if (select.value) return moveTo(select.value, select.selectedOptions[0].textContent.trim());
    announce(say("queue.need.code"));
    return moving.input.focus();
  },
  keep() {
    const { coding, label } = hand().dataset;
    const why = reasoned("keep");
    return why && decide("keep", { coding, reason: why }, say("queue.kept", { label }));
  },
  remove() {
    const { coding } = hand().dataset;
    const why = reasoned("remove");
    return why && decide("remove", { codings: [coding], reason: why }, say("queue.removed"));
  },
};

/** Take the last act back, or do it again; what came back is at hand. */
async function undo(again = false) {
  if (busy) return;
  busy = true;
  try {
    const answer = await act(again ? "redo" : "undo", {});
    const last = again ? "" : decided.pop();
    const back = again ? "" : answer.codings[0] ?? last;
    const nothing = answer.said === "nothing";
    const said = nothing ? say(again ? "nothing_again" : "nothing") : say(again ? "redone" : "undone", { what: answer.undone });
    await go(back ? `/queue?${new URLSearchParams({ coding: back, code: codeShown() })}` : here(), said, Boolean(back));
  } catch (fault) {
    if (!fault.problems) throw fault;
    await go(here(), fault.message, false);
  } finally {
    busy = false;
  }
}

function codeShown() {
  return hand()?.dataset.code ?? new URLSearchParams(window.location.search).get("code") ?? "";
}

function another() {
  document.getElementById("another").open = true;
  moving.input.focus();
}

function skip() {
  const link = document.getElementById("skip");
  if (link) go(link.getAttribute("href"));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-does]");
  if (button) return void deeds[button.dataset.does]?.(button);
  if (event.target.closest("#undo")) return void undo();
  if (event.target.closest("#redo")) return void undo(true);
  const link = event.target.closest("#queue a[href^='/queue']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.getAttribute("href"));
});

const KEYS = {
  k: () => deeds.keep(), x: () => deeds.remove(), Delete: () => deeds.remove(),
  r: another, s: skip,
};

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.key === "Escape" && typing && hand()?.contains(typing) && !event.defaultPrevented) {
    if (typing === reason()) calmed();
    return hand().focus({ preventScroll: true });
  }
  if (event.key === "Enter" && typing && typing === reason()) return void doing(event, entered);
  if (typing || event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    if (key === "z" || key === "y") doing(event, () => undo(key === "y" || event.shiftKey));
    return;
  }
  if (key.length === 1 && !lettersOn()) return;
  if (key === "u") return void doing(event, () => undo(event.shiftKey));
  if (!hand()) return;
  const heir = /^[1-9]$/.test(key) && document.querySelectorAll("#deciding .heir")[+key - 1];
  if (heir) return void doing(event, () => deeds.recode(heir));
  if (KEYS[key] && !event.shiftKey) doing(event, KEYS[key]);
});

function doing(event, what) {
  event.preventDefault();
  what();
}

/** What was done in another tab or by a command is shown as soon as one looks here again. */
document.addEventListener("visibilitychange", async () => {
  if (document.hidden || busy || reason()?.value || document.querySelector("dialog[open]")) return;
  const pulse = await get("/api/pulse").catch(() => null);
  const changed = pulse && `${pulse.study}.${pulse.codebook}.${pulse.codings}` !== document.body.dataset.seen;
  if (changed && !busy) await go(here(), "", false);
});

document.addEventListener("forankret:saved", () => go(here(), "", false));
ready();
hand()?.focus({ preventScroll: true });
