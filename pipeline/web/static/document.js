// The page of a document: what a person does there, by mouse and by keyboard.
import { act, announce, get, say, stepsTaken, waiting } from "./acts.js";
import { chooseWord, chosenText, current, extendPassage, goTo, hold, isChosen, letGo, places, showChoice } from "./choice.js";
import { chipsAt, chipsOf, markAgain, markAll, show, spansOf, wordsUnder } from "./marks.js";
import { lettersOn } from "./page.js";
import { codeOf, loadCodes, pick } from "./picker.js";
import { spanOf, textOf, toPoints, utteranceOf, utterances } from "./places.js";
import { filterTree, tree } from "./tree.js";

const body = document.body.dataset;
const inspector = document.getElementById("inspector");
const bar = document.getElementById("chosen-bar");
const mine = body.mine === "yes";
const others = "BroadcastChannel" in window ? new BroadcastChannel("forankret") : null;
let lookedAt = null;

/* What comes back from an act */

function take(answer, quiet = false) {
  const at = utteranceOf(document.activeElement);
  const chip = document.activeElement?.closest?.(".chip[data-coding]")?.dataset.coding;
  for (const [id, html] of Object.entries(answer.chips ?? {})) put(id, html);
  if (chip && !document.contains(document.activeElement)) (chipOf(chip) ?? at)?.focus();
  document.getElementById("undo").disabled = !answer.undo;
  document.getElementById("redo").disabled = !answer.redo;
  if ("coded" in answer && (!answer.seen || typeof answer.seen === "string" || body.document in answer.seen)) progress(answer);
  if (answer.recent !== undefined) document.getElementById("recent").innerHTML = answer.recent;
  for (const [id, number] of Object.entries(answer.counts ?? {})) count(id, number);
  const seen = typeof answer.seen === "string" ? answer.seen : answer.seen?.[body.document];
  if (seen) body.seen = seen;
  if (lookedAt && !chipOf(lookedAt)) look(null);
  else if (lookedAt) look(lookedAt, { again: true });
  if (!quiet) others?.postMessage({ document: body.document });
}

function put(id, html) {
  const utterance = document.querySelector(`[data-utterance="${CSS.escape(id)}"]`);
  if (!utterance) return;
  const list = utterance.querySelector(".chips");
  const hints = [...list.querySelectorAll(".hint-item")];
  list.innerHTML = html;
  list.append(...hints.filter((hint) => !answered(list, hint)));
  markAgain(utterance);
}

function answered(list, hint) {
  return [...list.querySelectorAll(".chip[data-coding]")].some((chip) => chip.dataset.code === hint.dataset.code && +chip.dataset.start < +hint.dataset.end && +hint.dataset.start < +chip.dataset.end);
}

function progress({ coded, to_code: all, finished }) {
  const said = say("coded_of", { coded, all });
  document.getElementById("progress-said").textContent = said;
  const bar = document.querySelector(".document-head progress");
  bar.max = all || 1;
  bar.value = coded;
  bar.setAttribute("aria-label", said);
  const button = document.getElementById("finish");
  button.setAttribute("aria-pressed", String(finished));
  button.textContent = say(finished ? "finished" : "finish");
}

function count(id, number) {
  const place = document.querySelector(`[data-count="${CSS.escape(id)}"] [aria-hidden]`);
  if (place) place.textContent = number || "";
}

function chipOf(coding) {
  return chipsOf(coding)[0] ?? null;
}

/* Coding */

async function apply(codes, at = places(), more = {}) {
  if (!mine || !at.length) return;
  letGo();
  const answer = await act("apply", { places: at, codes, ...more });
  take(answer);
  const named = codes.map((id) => codeOf(id)?.label ?? id).join(", ");
  announce(answer.said === "already" ? say("already") : say("applied", { codes: named, place: at.map((one) => one.utterance).join(", ") }));
  return answer;
}

async function code() {
  if (!mine) return;
  const words = chosenText();
  const at = places();
  if (!at.length) return;
  hold();
  const picked = await pick({ title: say("picker_code"), words });
  back();
  if (!picked) return showChoice();
  const made = picked.make ? [(await make(picked.make)).id] : [];
  await apply([...picked.codes, ...made], at);
}

async function make(label, origin = "open") {
  const made = await act("codes", { label, origin });
  await loadCodes();
  await freshTree();
  announce(say("code_made", { label: made.label }));
  return made;
}

async function inVivo() {
  if (!mine) return;
  if (!isChosen()) return announce(say("in_vivo_words"));
  const at = places();
  const label = chosenText().replace(/\s+/g, " ").replace(/^[\s.,;:!?…«»"–-]+|[\s.,;:!?…«»"–-]+$/g, "").slice(0, 80);
  if (!label) return announce(say("in_vivo_words"));
  const made = await make(`«${label}»`, "in-vivo");
  await apply([made.id], at);
}

async function undo(again) {
  if (!mine) return;
  const answer = await act(again ? "redo" : "undo", {});
  take(answer);
  if (answer.said === "nothing") return announce(say(again ? "nothing_again" : "nothing"));
  announce(say(again ? "redone" : "undone"));
  const [touched] = Object.keys(answer.chips);
  const there = touched && document.querySelector(`[data-utterance="${CSS.escape(touched)}"]`);
  if (there) goTo(there);
}

/* The coding one looks at */

function look(coding, { focus = false, again = false } = {}) {
  lookedAt = coding;
  for (const chip of document.querySelectorAll('.chip[aria-pressed="true"]')) chip.setAttribute("aria-pressed", "false");
  show("looked-at", coding ? spansOf(coding) : []);
  const chips = coding ? chipsOf(coding) : [];
  for (const chip of chips) chip.setAttribute("aria-pressed", "true");
  if (!coding) {
    inspector.replaceChildren();
    return;
  }
  inspect(`/d/${encodeURIComponent(body.document)}/coding/${encodeURIComponent(coding)}`);
  if (focus) chips[0]?.focus();
  if (!again && chips[0]) announce(chips[0].textContent.trim());
}

async function inspect(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer) return;
  inspector.innerHTML = await answer.text();
  window.htmx?.process(inspector);
}

function lookNext(step) {
  const chips = [...(current()?.querySelectorAll(".chip[data-coding]") ?? [])];
  if (!chips.length) return;
  const at = chips.findIndex((chip) => chip.dataset.coding === lookedAt);
  const next = chips[(at + step + chips.length * 2 + (at < 0 && step < 0 ? 1 : 0)) % chips.length];
  look(next.dataset.coding);
}

function the() {
  const focused = document.activeElement?.closest?.(".chip[data-coding]")?.dataset.coding;
  const only = current()?.querySelectorAll(".chip[data-coding]");
  const coding = focused ?? lookedAt ?? (only?.length === 1 ? only[0].dataset.coding : null);
  if (!coding) announce(say("choose_coding"));
  return mine ? coding : null;
}

const DOES = {
  code,
  "in-vivo": inVivo,
  async remove() {
    const coding = the();
    if (!coding) return;
    const at = utteranceOf(chipOf(coding));
    lookedAt = null;
    show("looked-at", []);
    inspector.replaceChildren();
    take(await act("remove", { codings: [coding] }));
    announce(say("removed"));
    at?.focus();
  },
  async recode() {
    const coding = the();
    if (!coding) return;
    const picked = await pick({ title: say("picker_recode"), words: wordsUnder(coding), several: false });
    back();
    const code = picked?.make ? (await make(picked.make)).id : picked?.codes[0];
    if (!code) return;
    const answer = await act("recode", { codings: [coding], code });
    take(answer);
    announce(say("moved", { code: codeOf(code)?.label ?? code }));
    if (answer.codings[0]) look(answer.codings[0], { again: true });
  },
  async span() {
    const coding = the();
    if (!coding) return;
    if (!isChosen()) return announce(say("choose_words"));
    const at = places();
    letGo();
    take(await act("span", { coding, places: at }));
    announce(say("span_changed"));
    look(coding, { again: true });
  },
  async pin() {
    const coding = the();
    if (!coding) return;
    const pinned = !chipOf(coding)?.querySelector(".mark.pin");
    take(await act("pin", { coding, pinned }));
    announce(say(pinned ? "pinned" : "unpinned"));
  },
  async contradict() {
    const coding = the();
    if (!coding) return;
    const told = await contradiction(coding);
    back();
    if (told) take(await act("contradict", { coding, ...told }));
  },
  async uncontradict(button) {
    const coding = the();
    if (coding) take(await act("contradict", { coding, finding: button.dataset.finding, withdrawn: true }));
  },
  async "apply-this"(button) {
    await apply([button.dataset.code]);
  },
  async place(button) {
    if (!isChosen()) return announce(say("choose_words"));
    const at = places();
    letGo();
    take(await act("place", { coding: button.dataset.coding, places: at }));
    announce(say("span_changed"));
    button.closest("li").remove();
  },
  async "drop-waiting"(button) {
    take(await act("drop", { coding: button.dataset.coding }));
    announce(say("removed"));
    button.closest("li").remove();
  },
  async accept(button) {
    const hint = button.closest(".hint-item");
    const utterance = utteranceOf(hint);
    const at = [{ utterance: utterance.dataset.utterance, start: +hint.dataset.start, end: +hint.dataset.end, digest: utterance.dataset.digest }];
    hint.remove();
    await apply([hint.dataset.code], at, { origin: "suggested", hint: hint.dataset.hint });
    announce(say("hint_accepted"));
    utterance.focus();
  },
  async reject(button) {
    const hint = button.closest(".hint-item");
    const utterance = utteranceOf(hint);
    const reason = await ask(say("why"));
    if (reason === null) return;
    const place = { utterance: utterance.dataset.utterance, start: +hint.dataset.start, end: +hint.dataset.end, digest: utterance.dataset.digest };
    take(await act("reject", { hint: hint.dataset.hint, code: hint.dataset.code, place, reason }));
    hint.remove();
    announce(say("hint_rejected"));
    utterance.focus();
  },
  async memo() {
    const coding = document.activeElement?.closest?.(".chip[data-coding]")?.dataset.coding ?? lookedAt;
    const about = coding ? `coding:${coding}` : `utterance:${current()?.dataset.utterance ?? ""}`;
    location.assign(`/memos/new?about=${encodeURIComponent(about)}&back=${encodeURIComponent(location.pathname + location.search + location.hash)}`);
  },
};

/* Small questions */

function ask(title, choices = null) {
  const dialog = document.getElementById("ask");
  dialog.querySelector("h2").textContent = title;
  const select = dialog.querySelector("select");
  select.hidden = !choices;
  select.replaceChildren(...(choices ?? []).map(([value, label]) => new Option(label, value)));
  const text = dialog.querySelector("textarea");
  text.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  (choices ? select : text).focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? (choices ? { choice: select.value, text: text.value } : text.value) : null), { once: true });
  });
}

async function contradiction(coding) {
  const findings = JSON.parse(document.getElementById("ask").dataset.findings);
  const own = chipOf(coding)?.dataset.finding;
  const ordered = [...findings].sort((a, b) => (b[0] === own) - (a[0] === own));
  const told = await ask(say("contradict_which"), ordered);
  return told && { finding: told.choice, memo: told.text };
}

function back() {
  const at = current();
  if (at && !document.querySelector("dialog[open]")) at.focus({ preventScroll: true });
}

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
  const at = under.findIndex((chip) => chip.dataset.coding === lookedAt);
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
  c: () => run(code), Enter: () => run(code), i: () => run(inVivo), m: () => run(DOES.memo),
  u: () => run(undo, false), "Shift+U": () => run(undo, true),
  x: () => run(DOES.remove), Delete: () => run(DOES.remove), r: () => run(DOES.recode), s: () => run(DOES.span),
  p: () => run(DOES.pin), n: () => run(DOES.contradict),
  ".": () => lookNext(1), ",": () => lookNext(-1),
  h: () => run(toggleHints), e: nextUncoded,
  t: () => document.querySelector('#code-tree [tabindex="0"]')?.focus(), v: () => inspector.focus(),
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

/* Hints */

async function toggleHints() {
  const button = document.getElementById("hints");
  if (button.disabled) return announce(button.title);
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  const address = new URL(location.href);
  if (on) address.searchParams.set("hints", "on");
  else address.searchParams.delete("hints");
  history.replaceState(history.state, "", address);
  await drawHints(on);
}

async function drawHints(on) {
  for (const item of document.querySelectorAll(".hint-item")) item.remove();
  if (!on) return;
  const hints = await get(`/api/hints/${encodeURIComponent(body.document)}`);
  for (const hint of hints) {
    const utterance = document.querySelector(`[data-utterance="${CSS.escape(hint.utterance)}"]`);
    utterance?.querySelector(".chips").append(hintItem(hint));
  }
}

function hintItem(hint) {
  const item = document.getElementById("hint-item").content.firstElementChild.cloneNode(true);
  Object.assign(item.dataset, { hint: hint.hint, code: hint.code, start: hint.start, end: hint.end });
  const name = item.querySelector(".chip");
  name.classList.add(hint.style);
  name.querySelector(".name").textContent = hint.label;
  name.querySelector(".hint-words").textContent = `«${hint.words}»`;
  name.addEventListener("click", () => show("looked-at", [spanOf(utteranceOf(item), hint.start, hint.end)]));
  return item;
}

/* What others did, and other tabs of one's own */

async function fresh() {
  const before = stepsTaken();
  const coder = body.shown === body.coder ? "" : `?coder=${encodeURIComponent(body.shown)}`;
  const answer = await get(`/api/chips/${encodeURIComponent(body.document)}${coder}`);
  if (before === stepsTaken()) take({ ...answer, recent: undefined }, true);
}

async function freshTree() {
  const answer = await fetch(location.pathname + location.search).then((one) => one.text()).catch(() => "");
  const page = new DOMParser().parseFromString(answer, "text/html");
  const found = page.getElementById("code-tree");
  if (!found) return;
  document.getElementById("code-tree").replaceWith(found);
  growTree();
  const sheet = document.querySelector('link[href^="/colours.css"]');
  sheet.href = `/colours.css?${Date.now()}`;
}

let codebook = null;
async function pulse() {
  if (document.hidden || waiting()) return;
  const told = await get(`/api/pulse?document=${encodeURIComponent(body.document)}`).catch(() => null);
  if (!told) return;
  const before = codebook;
  codebook = told.codebook;
  if (before !== null && before !== codebook) {
    await loadCodes();
    await freshTree();
  }
  if (told.document !== body.seen && !waiting()) await fresh();
}

window.setInterval(pulse, 600);
document.addEventListener("visibilitychange", pulse);
document.addEventListener("forankret:saved", fresh);
others?.addEventListener("message", (event) => { if (event.data.document === body.document) fresh(); });

/* The codebook beside the text */

function growTree() {
  tree(document.getElementById("code-tree"), {
    onChoose(id) {
      if (mine && isChosen()) run(() => apply([id]));
      else inspect(`/d/${encodeURIComponent(body.document)}/code/${encodeURIComponent(id)}`);
    },
  });
}

document.getElementById("tree-filter").addEventListener("input", (event) => filterTree(document.getElementById("code-tree"), event.target.value));
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
loadCodes();
growTree();
if (document.getElementById("hints").getAttribute("aria-pressed") === "true") drawHints(true);
const start = document.getElementById(location.hash.slice(1));
if (start?.classList.contains("utterance")) goTo(start);
