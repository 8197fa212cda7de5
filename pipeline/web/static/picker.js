// The list of codes that opens over the text: type a few letters, Enter.
import { announce, get, say } from "./acts.js";

const dialog = document.getElementById("picker");
const input = document.getElementById("picker-input");
const list = document.getElementById("picker-list");
let codes = [];
let shown = [];
let marked = new Set();
let active = 0;
let answer = null;
let mayMake = true;
let known = false;
let early = [];
const NEW = "\u0000";

/** Fetch the codes anew; done when the page opens and when the codebook changed. */
export async function loadCodes() {
  codes = await get("/api/codes");
  if (known) return;
  known = true;
  for (const { typed, several } of early.splice(0)) {
    const since = input.value;
    input.value = typed;
    filter();
    (several ? mark : choose)(active);
    input.value = since;
  }
  if (dialog.open) filter();
}

/** Fetch the codes, again and again until the program answers. */
export function untilKnown() {
  loadCodes().catch(() => window.setTimeout(untilKnown, 1000));
}

/** Know a code that was just made, until the codes are fetched anew. */
export function addCode({ id, label, style }) {
  if (!codeOf(id)) codes.push({ id, label, style, brief: "", path: "" });
}

/** A code as the page knows it. */
export function codeOf(id) {
  return codes.find((code) => code.id === id);
}

function labelOf(key) {
  return key.startsWith(NEW) ? key.slice(NEW.length) : codeOf(key).label;
}

/** Ask for codes: `{codes, make}`, ids and labels of new ones; null where the person thinks better of it. */
export function pick({ title, words, make = true, several = true }) {
  document.getElementById("picker-title").textContent = title;
  document.getElementById("picked").textContent = words ? `«${words.length > 160 ? `${words.slice(0, 159)}…` : words}»` : "";
  mayMake = make;
  input.dataset.several = several ? "yes" : "";
  input.value = "";
  marked = new Set();
  document.getElementById("picker-marked").textContent = "";
  filter();
  dialog.show();
  input.focus({ preventScroll: true });
  return new Promise((resolve) => { answer = resolve; });
}

function fold(text) {
  return text.toLowerCase().normalize("NFC");
}

function score(code, typed) {
  const label = fold(code.label);
  if (!typed) return 1;
  if (label.startsWith(typed)) return 5;
  if (label.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed))) return 4;
  if (label.includes(typed) || fold(code.id).includes(typed)) return 3;
  if (typed.split(/\s+/).every((part) => label.includes(part))) return 2;
  return inOrder(label, typed) ? 1 : 0;
}

function inOrder(label, typed) {
  let at = 0;
  for (const letter of typed) {
    at = label.indexOf(letter, at) + 1;
    if (!at) return false;
  }
  return typed.length > 1;
}

function filter() {
  const typed = fold(input.value.trim());
  const scored = codes.map((code, place) => ({ code, place, score: score(code, typed) })).filter((one) => one.score);
  shown = scored.sort((a, b) => b.score - a.score || a.place - b.place).map((one) => one.code);
  const same = codes.some((code) => fold(code.label) === typed);
  if (typed && mayMake && known && !same) shown.push({ make: input.value.trim() });
  active = 0;
  draw();
}

function draw() {
  list.replaceChildren(...shown.map(option));
  if (!shown.length) list.append(Object.assign(document.createElement("li"), { className: "quiet", textContent: say(!known ? "looking_codes" : codes.length || input.value ? "no_match" : "type_new") }));
  point();
}

function option(code, place) {
  const item = document.createElement("li");
  item.id = `pick-${place}`;
  item.setAttribute("role", "option");
  item.className = code.style ?? "make";
  item.dataset.place = place;
  item.setAttribute("aria-selected", String(marked.has(code.id)));
  const label = document.createElement("span");
  label.textContent = code.make ? say("new_code", { label: code.make }) : code.label;
  const swatch = Object.assign(document.createElement("span"), { className: "swatch" });
  const tick = Object.assign(document.createElement("span"), { className: "tick" });
  const about = document.createElement("small");
  about.textContent = [code.path, code.brief].filter(Boolean).join(" — ");
  item.append(swatch, label, tick, about);
  return item;
}

function point() {
  for (const item of list.querySelectorAll(".active")) item.classList.remove("active");
  const item = list.children[active];
  if (!shown.length || !item) return input.removeAttribute("aria-activedescendant");
  item.classList.add("active");
  item.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", item.id);
}

function mark(place) {
  const key = shown[place] && (shown[place].id ?? NEW + shown[place].make);
  if (!key || !input.dataset.several) return;
  marked[marked.has(key) ? "delete" : "add"](key);
  input.value = "";
  filter();
  const codes = [...marked].map(labelOf).join(", ");
  document.getElementById("picker-marked").textContent = codes && say("marked", { codes });
  announce(say("marked", { codes }));
}

function choose(place) {
  const code = shown[place];
  const wanted = new Set(marked);
  if (code && (!wanted.size || input.value.trim())) wanted.add(code.id ?? NEW + code.make);
  if (!wanted.size) return;
  const all = [...wanted];
  finish({
    codes: all.filter((key) => !key.startsWith(NEW)),
    make: all.filter((key) => key.startsWith(NEW)).map((key) => key.slice(NEW.length)),
  });
}

// What is chosen before the codes are known is chosen once they are: what was typed may be one of them, or a new one.
function wait(several) {
  early.push({ typed: input.value, several });
  if (several) input.value = "";
}

function finish(result) {
  const tell = answer;
  early = [];
  answer = null;
  if (dialog.open) dialog.close();
  tell?.(result);
}

// The list is no modal dialog of the browser's, which would look at the whole text anew each time it opens and
// closes: a tenth of a second in a long document. So what a modal dialog does is done here.
dialog.addEventListener("keydown", (event) => {
  if (event.key === "Tab") event.preventDefault();
  if (event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  finish(null);
});
document.addEventListener("pointerdown", (event) => { if (dialog.open && !dialog.contains(event.target)) finish(null); });
dialog.addEventListener("focusout", (event) => { if (dialog.open && !dialog.contains(event.relatedTarget)) input.focus(); });

input.addEventListener("input", filter);
input.addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  if (event.key in steps && shown.length) {
    event.preventDefault();
    active = (active + steps[event.key] + shown.length * 8) % shown.length;
    point();
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (event.isComposing) return;
    if (!known) wait(event.shiftKey);
    else if (event.shiftKey) mark(active);
    else choose(active);
  }
});
list.addEventListener("click", (event) => {
  const item = event.target.closest('[role="option"]');
  if (!item) return;
  if (event.shiftKey || event.ctrlKey || event.metaKey) mark(+item.dataset.place);
  else choose(+item.dataset.place);
});
