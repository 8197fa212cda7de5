// A tree of codes as the keyboard and a screen reader know it: one stop for Tab, arrow keys inside, branches that close.
import { announce, say } from "/static/acts.js";

const STATE = "forankret-tree-closed";
const WAIT = 700;
let typed = "";
let clock = 0;

/**
 * Make the flat list `element` (role=tree, its items with data-code, data-parent, aria-level and, on parents,
 * aria-expanded) behave as a tree. `onChoose(code, item, event)` is called for Enter, Space and a click.
 */
export function tree(element, { onChoose } = {}) {
  element.onChooseCode = onChoose;
  settle(element);
  if (element.dataset.tree) return element;
  element.dataset.tree = "on";
  element.addEventListener("click", (event) => clicked(element, event));
  element.addEventListener("keydown", (event) => pressed(element, event));
  element.addEventListener("focusin", (event) => {
    const item = event.target.closest('[role="treeitem"]');
    if (item) onlyStop(element, item);
  });
  return element;
}

/** Show what is open, and let Tab stop at one item that can be seen. Called again when the items were replaced. */
export function settle(element) {
  for (const item of items(element)) if (item.hasAttribute("aria-expanded")) expand(item, !closed().has(item.dataset.code));
  draw(element);
}

/** Every item of the tree in its order. */
export function items(element) {
  return [...element.querySelectorAll('[role="treeitem"]')];
}

/** The item of a code. */
export function itemOf(element, code) {
  return items(element).find((item) => item.dataset.code === code);
}

/** Mark a code as the chosen one, open what it lies under and bring it into view; with `focus` the keys go there. */
export function chooseItem(element, code, { focus = false } = {}) {
  for (const item of items(element)) item.setAttribute("aria-selected", String(item.dataset.code === code));
  const chosen = itemOf(element, code);
  if (!chosen) return;
  for (const above of ancestors(element, chosen)) open(element, above, true);
  draw(element);
  onlyStop(element, chosen);
  chosen.scrollIntoView({ block: "nearest" });
  if (focus) chosen.focus();
}

/**
 * Show only the items in which all words of `text` stand, with what they lie under; '' shows all again.
 * Gives how many matched, and announces it unless told to be `silent`.
 */
export function filterTree(element, text, { silent = false } = {}) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  element.dataset.filter = words.join(" ");
  const found = draw(element);
  if (words.length && !silent) announce(found === 1 ? say("tree.one") : say("tree.found", { n: found }));
  return found;
}

function draw(element) {
  const words = (element.dataset.filter ?? "").split(" ").filter(Boolean);
  const all = items(element);
  const byCode = new Map(all.map((item) => [item.dataset.code, item]));
  const matching = words.length ? all.filter((item) => words.every((word) => fold(named(item)).includes(word))) : all;
  const kept = words.length ? new Set(matching.flatMap((item) => [item, ...upward(byCode, item)])) : null;
  for (const item of all) {
    item.hidden = kept ? !kept.has(item) : upward(byCode, item).some((above) => above.getAttribute("aria-expanded") === "false");
    item.classList.toggle("matches", Boolean(kept) && matching.includes(item));
  }
  keepOneStop(element);
  return matching.length;
}

function keepOneStop(element) {
  const stop = items(element).find((item) => item.tabIndex === 0 && !item.hidden);
  const chosen = items(element).find((item) => item.getAttribute("aria-selected") === "true" && !item.hidden);
  const first = stop ?? chosen ?? seen(element)[0];
  if (first) onlyStop(element, first);
}

function onlyStop(element, item) {
  for (const other of items(element)) other.tabIndex = other === item ? 0 : -1;
}

function pressed(element, event) {
  const item = event.target.closest('[role="treeitem"]');
  if (!item || event.target !== item || event.altKey || event.ctrlKey || event.metaKey) return;
  const done = KEYS[event.key]?.(element, item, event) ?? typeAhead(element, item, event);
  if (done === false) return;
  event.preventDefault();
  event.stopPropagation();
}

const KEYS = {
  ArrowDown: (element, item) => go(seen(element)[seen(element).indexOf(item) + 1]),
  ArrowUp: (element, item) => go(seen(element)[seen(element).indexOf(item) - 1]),
  Home: (element) => go(seen(element)[0]),
  End: (element) => go(seen(element).at(-1)),
  ArrowRight: (element, item) => {
    if (item.getAttribute("aria-expanded") === "false") return turn(element, item, true);
    return item.hasAttribute("aria-expanded") ? go(seen(element).find((other) => other.dataset.parent === item.dataset.code)) : true;
  },
  ArrowLeft: (element, item) => {
    if (item.getAttribute("aria-expanded") === "true" && !element.dataset.filter) return turn(element, item, false);
    return go(item.dataset.parent && itemOf(element, item.dataset.parent));
  },
  "*": (element) => {
    for (const item of items(element)) if (item.hasAttribute("aria-expanded")) open(element, item, true);
    draw(element);
    return true;
  },
  Enter: (element, item, event) => choose(element, item, event),
  " ": (element, item, event) => (typed ? typeAhead(element, item, event) : choose(element, item, event)),
};

function clicked(element, event) {
  const item = event.target.closest('[role="treeitem"]');
  if (!item) return;
  if (event.target.closest(".twist") && item.hasAttribute("aria-expanded")) {
    turn(element, item, item.getAttribute("aria-expanded") === "false");
    return;
  }
  item.focus({ preventScroll: true });
  choose(element, item, event);
}

function choose(element, item, event) {
  element.onChooseCode?.(item.dataset.code, item, event);
  return true;
}

function go(item) {
  item?.focus();
  item?.scrollIntoView({ block: "nearest" });
  return true;
}

function turn(element, item, opened) {
  open(element, item, opened);
  draw(element);
  return true;
}

function open(element, item, opened) {
  if (!item.hasAttribute("aria-expanded")) return;
  expand(item, opened);
  const now = closed();
  if (opened) now.delete(item.dataset.code);
  else now.add(item.dataset.code);
  try {
    sessionStorage.setItem(STATE, JSON.stringify([...now]));
  } catch {
    // What is open is not worth an error.
  }
}

function expand(item, opened) {
  item.setAttribute("aria-expanded", String(opened));
}

function closed() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(STATE) ?? "[]"));
  } catch {
    return new Set();
  }
}

/** Letters typed in a row lead to the next item that begins so; one letter again and again to one after another. */
function typeAhead(element, item, event) {
  if (event.key.length !== 1) return false;
  window.clearTimeout(clock);
  clock = window.setTimeout(() => { typed = ""; }, WAIT);
  typed += fold(event.key);
  const same = [...typed].every((letter) => letter === typed[0]);
  const wanted = same ? typed[0] : typed;
  const all = seen(element);
  const from = all.indexOf(item) + (same ? 1 : 0);
  return go([...all.slice(from), ...all.slice(0, from)].find((other) => start(other).startsWith(wanted)));
}

function start(item) {
  return fold(named(item)).replace(/^[^\p{L}\p{N}]+/u, "");
}

function named(item) {
  return item.querySelector(".label")?.textContent ?? item.textContent;
}

function fold(text) {
  return text.toLocaleLowerCase().normalize("NFC").trim();
}

function seen(element) {
  return items(element).filter((item) => !item.hidden);
}

function ancestors(element, item) {
  return upward(new Map(items(element).map((one) => [one.dataset.code, one])), item);
}

function upward(byCode, item) {
  const found = [];
  for (let above = byCode.get(item.dataset.parent); above && !found.includes(above); above = byCode.get(above.dataset.parent)) found.push(above);
  return found;
}
