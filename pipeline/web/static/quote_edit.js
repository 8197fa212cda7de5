// Cuts, masks and words put into a quote, chosen in its source; how it will be printed comes from the program.
import { act, announce, get, post, say } from "/static/acts.js";
import { show } from "/static/marks.js";
import { lettersOn } from "/static/page.js";
import { fromPoints, toPoints, trimmed, wordsOf } from "/static/places.js";

const page = document.querySelector(".quote-page");
const saveButton = document.getElementById("save-edits");
const passages = saveButton ? [...document.querySelectorAll(".passage")].map(begin) : [];

/** A passage at work: `seen` are the edits that are saved as far as the page knows, `edits` those wanted. */
function begin(section) {
  const saved = inOrder(JSON.parse(section.dataset.edits));
  const passage = {
    section,
    utterance: section.dataset.utterance,
    start: Number(section.dataset.start),
    box: section.querySelector(".source-box"),
    node: section.querySelector(".quoted").firstChild,
    asking: section.querySelector("[data-asking]"),
    seen: saved,
    edits: saved,
    chosen: null,
    words: null,
    op: "",
  };
  passage.text = passage.node.data;
  passage.box.addEventListener("keydown", (event) => key(passage, event));
  passage.section.addEventListener("click", (event) => press(passage, event));
  passage.asking.addEventListener("submit", (event) => { event.preventDefault(); answer(passage); });
  passage.asking.addEventListener("keydown", (event) => { if (event.key === "Escape") stopAsking(passage); });
  return passage;
}

function inOrder(edits) {
  return [...edits].sort((one, other) => one.start - other.start || one.end - other.end);
}

// Choosing words

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const passage = passages.find((one) => range.intersectsNode(one.node) && one.box.contains(selection.anchorNode));
  if (!passage) return;
  const from = range.startContainer === passage.node ? range.startOffset : 0;
  const outside = range.endContainer !== passage.node && range.comparePoint(passage.node, 0) > 0;
  const to = range.endContainer === passage.node ? range.endOffset : passage.text.length;
  passage.words = null;
  choose(passage, outside ? null : trimmed(passage.text, from, to), false);
});

function choose(passage, chosen, told = true) {
  passage.chosen = chosen;
  const place = passage.section.querySelector("[data-chosen]");
  const said = chosen ? say("quote.chosen", { words: short(wordsIn(passage, ...chosen)) }) : say("quote.nothing_chosen");
  place.textContent = said;
  paint();
  if (told) announce(said);
}

function wordsIn(passage, from, to) {
  return passage.text.slice(from, to);
}

function short(words) {
  const letters = [...words];
  return letters.length > 60 ? `${letters.slice(0, 28).join("")} … ${letters.slice(-28).join("")}` : words;
}

function key(passage, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 };
  const acts = { k: "cut", m: "mask", i: "insert", Delete: "cut" };
  if (event.key in steps) chooseWord(passage, steps[event.key], event.shiftKey);
  else if (event.key === "Home" || event.key === "End") chooseWord(passage, event.key === "Home" ? -Infinity : Infinity, event.shiftKey);
  else if (event.key === "Escape") letGo(passage);
  else if (event.key in acts && (event.key.length > 1 || lettersOn())) edit(passage, acts[event.key]);
  else return;
  event.preventDefault();
}

function chooseWord(passage, step, extend) {
  const all = wordsOf(passage.text);
  if (!all.length) return;
  document.getSelection().removeAllRanges();
  const last = all.length - 1;
  const held = (at) => Math.max(0, Math.min(last, at));
  if (!passage.words) passage.words = step === Infinity || (step < 0 && step > -Infinity) ? [last, last] : [0, 0];
  else if (extend) passage.words = [passage.words[0], held(passage.words[1] + step)];
  else passage.words = [held(passage.words[1] + step), held(passage.words[1] + step)];
  const [from, to] = [...passage.words].sort((one, other) => one - other);
  choose(passage, [all[from][0], all[to][1]]);
}

function letGo(passage) {
  document.getSelection().removeAllRanges();
  passage.words = null;
  choose(passage, null);
}

// Editing

function press(passage, event) {
  const button = event.target.closest("button");
  if (!button) return;
  const does = button.dataset.does;
  if (["cut", "mask", "insert"].includes(does)) edit(passage, does);
  if (does === "cancel") stopAsking(passage);
  if (does === "take-back") takeBack(passage, Number(button.dataset.at));
  if (button.dataset.offer) {
    passage.asking.elements.words.value = button.dataset.offer;
    answer(passage);
  }
}

function edit(passage, op) {
  refuse(passage, "");
  if (!passage.chosen) {
    refuse(passage, say("quote.choose_first"));
    passage.box.focus();
    return;
  }
  passage.op = op;
  if (op === "cut") add(passage, "");
  else ask(passage);
}

function ask(passage) {
  const words = short(wordsIn(passage, ...passage.chosen));
  passage.asking.querySelector("[data-question]").textContent = say(`quote.ask_${passage.op}`, { words });
  passage.asking.querySelector("[data-offered]").hidden = passage.op !== "mask";
  passage.asking.hidden = false;
  passage.asking.elements.words.value = "";
  passage.asking.elements.words.focus();
}

function stopAsking(passage) {
  passage.asking.hidden = true;
  passage.box.focus();
}

function answer(passage) {
  const words = passage.asking.elements.words.value.trim();
  if (!words) return;
  add(passage, words);
}

function add(passage, text) {
  const [from, to] = passage.chosen.map((place) => passage.start + toPoints(passage.text, place));
  const made = { op: passage.op, start: passage.op === "insert" ? to : from, end: to, text };
  want(passage, inOrder([...passage.edits, made]), told(passage, made));
}

function takeBack(passage, at) {
  const gone = passage.edits[at];
  want(passage, passage.edits.filter((_, place) => place !== at), say("quote.taken_back", { what: told(passage, gone) }));
}

// Nothing is shown that the program did not print.
async function want(passage, edits, what) {
  try {
    const printed = await preview(passage, edits);
    passage.edits = edits;
    passage.asking.hidden = true;
    refuse(passage, "");
    draw(passage, printed);
    keep(passage);
    if (what) {
      letGo(passage);
      announce(say("quote.now", { what, printed: short(printed.printed) }));
      passage.box.focus();
    }
  } catch (fault) {
    refuse(passage, fault.problems ? fault.message : say("lost", { n: 0 }));
  }
}

function preview(passage, edits) {
  return post("/api/quotes/preview", { coding: page.dataset.coding, utterance: passage.utterance, digest: passage.section.dataset.digest, edits });
}

function refuse(passage, why) {
  const place = passage.section.querySelector("[data-refused]");
  place.hidden = !why;
  place.textContent = why;
}

function told(passage, made) {
  const [from, to] = [made.start, made.end].map((place) => fromPoints(passage.text, place - passage.start));
  const words = made.op === "insert" ? wordBefore(passage, from) : wordsIn(passage, from, to);
  return say(`quote.${made.op}`, { words: short(words), text: made.text });
}

function wordBefore(passage, at) {
  const before = wordsOf(passage.text).filter(([, end]) => end <= at).at(-1);
  return before ? wordsIn(passage, ...before) : say("quote.at_start");
}

// Showing

function draw(passage, printed) {
  if (printed) {
    const place = page.querySelector(`[data-printed="${CSS.escape(passage.utterance)}"]`);
    place.classList.remove("unprintable");
    place.innerHTML = printed.html;
    passage.restored = printed.restored;
  }
  const list = passage.section.querySelector("[data-list]");
  list.replaceChildren(...passage.edits.map((made, at) => item(passage, made, at)));
  passage.section.querySelector("[data-none]").hidden = passage.edits.length > 0;
  paint();
  state();
}

function item(passage, made, at) {
  const line = document.createElement("li");
  const words = document.createElement("span");
  words.className = `made-${made.op}`;
  words.textContent = told(passage, made);
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.does = "take-back";
  button.dataset.at = at;
  button.textContent = say("quote.take_back");
  button.setAttribute("aria-label", `${say("quote.take_back")}: ${words.textContent}`);
  line.append(words, " ", button);
  return line;
}

function paint() {
  const ranges = { cut: [], mask: [], insert: [], chosen: [] };
  for (const passage of passages) {
    for (const made of passage.edits) ranges[made.op].push(range(passage, made.op === "insert" ? made.start - 1 : made.start, made.end));
    if (passage.words && passage.chosen) ranges.chosen.push(range(passage, ...passage.chosen.map((place) => passage.start + toPoints(passage.text, place))));
  }
  for (const [name, found] of Object.entries(ranges)) show(name === "chosen" ? name : `quote-${name}`, found);
}

function range(passage, start, end) {
  const found = new Range();
  found.setStart(passage.node, fromPoints(passage.text, Math.max(start - passage.start, 0)));
  found.setEnd(passage.node, fromPoints(passage.text, end - passage.start));
  return found;
}

function changed(passage) {
  return JSON.stringify(passage.edits) !== JSON.stringify(passage.seen);
}

function state() {
  const any = passages.some(changed);
  saveButton.disabled = !any;
  page.querySelector("[data-unsaved]").hidden = !any;
  const ops = ["cut", "mask", "insert"].filter((op) => passages.some((one) => one.edits.some((made) => made.op === op)));
  page.querySelector("[data-done]").textContent = ops.length ? ` · ${ops.map((op) => say(`quote.done.${op}`)).join(", ")}` : "";
  if (passages.every((one) => one.restored !== undefined)) {
    page.querySelector("[data-proof]").textContent = say(passages.every((one) => one.restored) ? "quote.restored" : "quote.not_restored");
  }
}

// Drafts and saving

function place(passage) {
  return `forankret-draft:quote:${document.body.dataset.coder}:${page.dataset.coding}:${passage.utterance}`;
}

function keep(passage) {
  if (changed(passage)) sessionStorage.setItem(place(passage), JSON.stringify({ seen: passage.seen, edits: passage.edits }));
  else sessionStorage.removeItem(place(passage));
}

async function putBack(passage) {
  draw(passage, null);
  const kept = JSON.parse(sessionStorage.getItem(place(passage)) ?? "null");
  if (!kept) return;
  await want(passage, kept.edits, "");
  if (passage.edits !== kept.edits) return;
  passage.seen = kept.seen;
  state();
  announce(say("quote.draft"));
}

async function save() {
  saveButton.disabled = true;
  for (const passage of passages.filter(changed)) {
    const edits = passage.edits;
    try {
      await act("edits", { coding: page.dataset.coding, utterance: passage.utterance, edits, seen: passage.seen });
    } catch (fault) {
      state();
      if (fault.problems?.some((problem) => problem.check === "edits-changed")) await showTheirs();
      return;
    }
    passage.seen = edits;
    keep(passage);
  }
  state();
  announce(say("quote.saved"));
  passages[0].box.focus();
}

async function showTheirs() {
  const box = page.querySelector("[data-changed]");
  const saved = await get(`/api/quotes/${encodeURIComponent(page.dataset.coding)}`);
  box.querySelector("[data-theirs]").innerHTML = saved.map((one) => one.html).join(" […] ");
  box.hidden = false;
  box.focus();
  box.onclick = async (event) => {
    const does = event.target.closest("[data-does]")?.dataset.does;
    if (!does) return;
    box.hidden = true;
    for (const passage of passages) {
      const theirs = saved.find((one) => one.utterance === passage.utterance);
      passage.seen = inOrder(theirs.edits);
      if (does === "keep-theirs") await want(passage, passage.seen, "");
      keep(passage);
    }
    state();
    if (does === "use-mine") await save();
    else passages[0].box.focus();
  };
}

saveButton?.addEventListener("click", save);
window.addEventListener("beforeunload", () => passages.forEach(keep));
for (const passage of passages) putBack(passage);
