// The page of the codebook: the tree leads, the code follows, and the address names it.
import { announce, get, say } from "./acts.js";
import { openChange } from "./codebook_dialogs.js";
import { editing, lookAgain, readyForm } from "./codebook_edit.js";
import { addressOf, body, here, labelOf, narrow, onShown, quoted, show, shown } from "./codebook_parts.js";
import { chooseItem, filterTree, itemOf, items, tree } from "./tree.js";

const BEAT = 900;
const filter = document.getElementById("tree-filter");
let carried = null;
let looked = "";

const codes = () => document.getElementById("code-tree");

/* The tree */

function readyTree() {
  const made = codes();
  if (!made) return;
  tree(made, { onChoose: choose });
  if (filter.value) filterTree(made, filter.value, { silent: true });
  chooseItem(made, body.chosen);
  if (body.coder) for (const item of items(made)) item.draggable = true;
}

async function choose(code, item, event) {
  const keyed = event?.type === "keydown";
  await show(addressOf(code), { focus: keyed || narrow() ? "title" : "tree" });
  if (!keyed) announce(say("codebook.loaded", { label: quoted(labelOf(code)) }));
}

filter.addEventListener("input", () => { if (codes()) filterTree(codes(), filter.value); });
filter.addEventListener("keydown", (event) => {
  const first = codes() && items(codes()).find((item) => item.classList.contains("matches") && !item.hidden);
  if (event.key === "Escape" && filter.value) { filter.value = ""; filterTree(codes(), ""); event.preventDefault(); }
  if (event.key === "ArrowDown") { (first ?? items(codes()).find((item) => !item.hidden))?.focus(); event.preventDefault(); }
  if (event.key === "Enter" && first && filter.value) { choose(first.dataset.code, first, event); event.preventDefault(); }
});

/* Moving: by dragging, and by Ctrl+X and Ctrl+V */

function mayLie(code, parent) {
  const item = itemOf(codes(), code);
  if (!item || code === parent || item.dataset.parent === parent) return false;
  for (let above = itemOf(codes(), parent); above; above = itemOf(codes(), above.dataset.parent)) if (above === item) return false;
  return parent === "" || !itemOf(codes(), parent).classList.contains("gone");
}

async function move(code, parent) {
  letGo();
  if (!mayLie(code, parent)) return announce(say("codebook.no_place"));
  if (shown()?.dataset.code !== code && !(await show(addressOf(code), { focus: "tree" }))) return undefined;
  return openChange("move", { parent });
}

function carry(item) {
  carried = item.dataset.code;
  item.classList.add("carried");
  const top = document.querySelector(".to-top");
  if (top) top.hidden = !item.dataset.parent;
}

function letGo() {
  carried = null;
  for (const one of document.querySelectorAll(".carried, .drop-here")) one.classList.remove("carried", "drop-here");
  const top = document.querySelector(".to-top");
  if (top) top.hidden = true;
}

function placeOf(event) {
  const place = event.target.closest?.("#code-tree [data-code], .to-top");
  return place && { place, parent: place.dataset.code ?? "" };
}

document.addEventListener("dragstart", (event) => {
  const item = event.target.closest?.("#code-tree [data-code]");
  if (!item) return;
  event.dataTransfer.setData("text/plain", labelOf(item.dataset.code));
  event.dataTransfer.effectAllowed = "move";
  // The drop place is shown a moment later: a tree that moves under the pointer would end the drag.
  const code = carried = item.dataset.code;
  window.setTimeout(() => { if (carried === code) carry(item); });
});
document.addEventListener("dragover", (event) => {
  const at = carried !== null && placeOf(event);
  for (const one of document.querySelectorAll(".drop-here")) if (one !== at?.place) one.classList.remove("drop-here");
  if (!at || !mayLie(carried, at.parent)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
  at.place.classList.add("drop-here");
});
document.addEventListener("drop", (event) => {
  const at = carried !== null && placeOf(event);
  if (!at) return;
  event.preventDefault();
  move(carried, at.parent);
});
document.addEventListener("dragend", letGo);

document.addEventListener("keydown", (event) => {
  const item = event.target.closest?.("#code-tree [data-code]");
  if (!item || !body.coder) return;
  const held = event.ctrlKey || event.metaKey;
  if (held && event.key.toLowerCase() === "x") {
    event.preventDefault();
    letGo();
    carry(item);
    announce(say("codebook.cut", { label: quoted(labelOf(carried)) }));
  } else if (held && event.key.toLowerCase() === "v" && carried !== null) {
    event.preventDefault();
    move(carried, item.dataset.code);
  } else if (event.key === "Escape" && carried !== null) {
    letGo();
    announce(say("codebook.uncut"));
  }
});

/* What leads elsewhere, and what opens a dialog */

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-follow]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    show(link.getAttribute("href"), { focus: link.closest(".left") && !link.dataset.lacking ? "" : "title" });
  }
  const opener = event.target.closest("[data-act]");
  if (opener) openChange(opener.dataset.act, { under: opener.dataset.under });
  const top = event.target.closest(".to-top");
  if (top && carried !== null) move(carried, "");
});
window.addEventListener("popstate", () => show(here(), { push: false, focus: "title" }));

/* What others change */

async function beat() {
  if (document.hidden || saving()) return;
  const pulse = await get("/api/pulse").catch(() => null);
  if (!pulse || saving()) return;
  const book = String(pulse.codebook) !== body.codebook;
  if (book && editing()) {
    if (looked !== String(pulse.codebook)) await lookAgain();
    looked = String(pulse.codebook);
  } else if (busy()) return;
  else if (book) {
    if (await show(here(), { push: false })) announce(say("codebook.updated"));
  } else if (String(pulse.codings) !== body.codings) await show(here(), { push: false, parts: ["tree"] });
}

function busy() {
  return carried !== null || Boolean(document.querySelector("dialog[open]"));
}

function saving() {
  return document.querySelector('[type="submit"]:disabled') !== null;
}

async function beats() {
  await beat();
  window.setTimeout(beats, BEAT);
}

onShown((parts) => {
  if (parts.includes("tree")) readyTree();
  if (parts.includes("entry")) { looked = ""; readyForm(); }
});
readyTree();
readyForm();
window.setTimeout(beats, BEAT);
