// The page of a document: what a person does there, by mouse and by keyboard.
import { act, announce, say } from "./acts.js";
import { chooseWord, current, extendPassage, goTo, isChosen, letGo } from "./choice.js";
import { contradict, dropWaiting, memo, pin, place, recode, remove, span, uncontradict } from "./coded.js";
import { growTree } from "./codebook_beside.js";
import { apply, code, inVivo, undo } from "./coding.js";
import { accept, drawHints, reject, toggleHints } from "./hints.js";
import { chipsAt, markAll } from "./marks.js";
import { fresh } from "./others.js";
import { lettersOn } from "./page.js";
import { untilKnown } from "./picker.js";
import { textOf, toPoints, utteranceOf, utterances } from "./places.js";
import { inspect, look, looked, lookNext, take } from "./shown.js";

const body = document.body.dataset;
const bar = document.getElementById("chosen-bar");
const mine = body.mine === "yes";

const DOES = {
  ...{ code, remove, recode, span, pin, contradict, uncontradict, place, memo, accept, reject },
  "in-vivo": inVivo,
  "drop-waiting": dropWaiting,
  "apply-this": (button) => apply([button.dataset.code]),
};

/* The mouse */

document.addEventListener("click", (event) => {
  const does = event.target.closest("[data-does]");
  if (does) return void run(DOES[does.dataset.does], does);
  const recent = event.target.closest("[data-recent]");
  if (recent) return void run(() => apply([recent.dataset.recent]));
  const chip = event.target.closest(".chip[data-coding]");
  if (chip) return look(chip.dataset.coding, { again: true });
  const number = event.target.closest(".number");
  if (number) {
    event.preventDefault();
    return goTo(utteranceOf(number));
  }
  const words = event.target.closest(".words");
  if (words && document.getSelection().isCollapsed) lookUnder(event, utteranceOf(words));
});

async function run(does, ...given) {
  bar.hidden = true;
  try {
    await does(...given);
  } catch (fault) {
    if (!fault.problems) throw fault;
    fresh();
  }
}

function lookUnder(event, utterance) {
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const range = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [range?.startContainer, range?.startOffset];
  goTo(utterance);
  if (node !== textOf(utterance)) return;
  const under = chipsAt(utterance, toPoints(node.data, offset));
  if (!under.length) return look(null);
  const at = under.findIndex((chip) => chip.dataset.coding === looked());
  look(under[(at + 1) % under.length].dataset.coding, { again: true });
}

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const inside = !selection.isCollapsed && utteranceOf(selection.anchorNode) && !document.querySelector("dialog[open]");
  bar.hidden = !inside || !mine;
  if (bar.hidden) return;
  const box = selection.getRangeAt(0).getBoundingClientRect();
  bar.style.top = `${window.scrollY + box.bottom + 6}px`;
  bar.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - bar.offsetWidth - 24))}px`;
});
bar.addEventListener("mousedown", (event) => event.preventDefault());
document.getElementById("recent").addEventListener("mousedown", (event) => event.preventDefault());
document.querySelector(".left").addEventListener("mousedown", (event) => { if (event.target.closest(".branch")) event.preventDefault(); });

/* The keyboard */

const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  Home: () => goTo(utterances()[0]), End: () => goTo(utterances().at(-1)),
  ArrowRight: () => chooseWord(1, false), ArrowLeft: () => chooseWord(-1, false),
  "Shift+ArrowRight": () => chooseWord(1, true), "Shift+ArrowLeft": () => chooseWord(-1, true),
  "Shift+ArrowDown": () => extendPassage(1), "Shift+ArrowUp": () => extendPassage(-1),
  c: () => run(code), Enter: () => run(code), i: () => run(inVivo), m: () => run(memo),
  u: () => run(undo, false), "Shift+U": () => run(undo, true),
  x: () => run(remove), Delete: () => run(remove), r: () => run(recode), s: () => run(span),
  p: () => run(pin), n: () => run(contradict),
  ".": () => lookNext(1), ",": () => lookNext(-1),
  h: () => run(toggleHints), e: nextUncoded,
  t: () => document.querySelector('#code-tree [tabindex="0"]')?.focus(), v: () => document.getElementById("inspector").focus(),
  "/": () => location.assign("/search"),
};

document.addEventListener("keydown", (event) => {
  if (event.target.closest?.("input, textarea, select") || document.querySelector("dialog[open]")) return;
  const control = event.ctrlKey || event.metaKey;
  const letter = event.key.toLowerCase();
  if (control && letter === "z") return void stop(event, () => run(undo, event.shiftKey));
  if (control && letter === "y") return void stop(event, () => run(undo, true));
  if (control || event.altKey) return;
  if (event.key === "Escape") return leave();
  const inText = event.target.closest?.(".utterance");
  if (!inText && event.target !== document.body) return;
  if (event.key === "Enter" && event.target.closest("button, a")) return;
  const name = event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.shiftKey && letter === "u" ? "Shift+U" : event.key;
  if (!lettersOn() && name.length === 1) return;
  if (/^[1-9]$/.test(name)) return void stop(event, () => recent(+name));
  if (KEYS[name]) stop(event, KEYS[name]);
});

function stop(event, then) {
  event.preventDefault();
  then();
}

function recent(number) {
  const button = document.querySelector(`#recent [data-recent]:nth-of-type(${number})`);
  if (button) run(() => apply([button.dataset.recent]));
}

function step(by) {
  const all = utterances();
  const at = all.indexOf(current());
  const fresh = !utteranceOf(document.activeElement) && by > 0 ? at : at + by;
  goTo(all[Math.max(0, Math.min(all.length - 1, fresh))]);
}

function nextUncoded() {
  const all = utterances();
  const at = all.indexOf(current());
  const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  const next = order.find((one) => !one.classList.contains("asks") && !one.querySelector(".chip[data-coding]"));
  if (next) goTo(next);
  else announce(say("uncoded_none"));
}

function leave() {
  letGo();
  look(null);
  current()?.focus();
}

document.getElementById("filters").addEventListener("change", (event) => {
  const form = event.currentTarget;
  for (const field of [...form.elements]) if (!field.value) field.disabled = true;
  form.requestSubmit();
});
document.getElementById("undo").addEventListener("click", () => run(undo, false));
document.getElementById("redo").addEventListener("click", () => run(undo, true));
document.getElementById("hints").addEventListener("click", () => run(toggleHints));
document.getElementById("finish").addEventListener("click", () => run(async () => {
  const finished = document.getElementById("finish").getAttribute("aria-pressed") !== "true";
  take(await act("finish", { document: body.document, finished }));
  announce(say(finished ? "is_finished" : "is_open"));
}));

markAll();
untilKnown();
growTree((id) => {
  if (mine && isChosen()) run(() => apply([id]));
  else inspect(`/d/${encodeURIComponent(body.document)}/code/${encodeURIComponent(id)}`);
});
if (document.getElementById("hints").getAttribute("aria-pressed") === "true") drawHints(true);
const start = document.getElementById(location.hash.slice(1));
if (start?.classList.contains("utterance")) goTo(start);
const named = new URLSearchParams(location.search).get("coding");
if (named && document.querySelector(`.chip[data-coding="${CSS.escape(named)}"]`)) look(named, { again: true });
