// Comparing words: filters that answer at once, and codings that are moved, removed or marked as speaking against.
import { act, announce, get, say } from "./acts.js";
import { combobox } from "./combobox.js";
import { forgetDraft, hasDraft, keepDraft } from "./drafts.js";
import { asked, show } from "./show.js";

const form = document.getElementById("choice");
const bar = document.getElementById("chosen-codings");
const dialog = document.getElementById("against");
const target = document.getElementById("move-to");
const why = document.getElementById("move-why");
const chosen = new Set();
const PARTS = ["sides", "compared", "acts"];

const picked = form ? combobox(document.getElementById("compare-code")) : null;
const moving = target ? combobox(target) : null;

function here() {
  return window.location.pathname + window.location.search;
}

/** Show what stands now; focus goes to the place of a passage that is gone, so that one can go on. */
async function again(address = here(), anew = false) {
  const around = document.getElementById("all-around")?.checked;
  const opened = [...document.querySelectorAll(".passage:has(details.around[open])")].map((item) => item.id);
  if (!(await show(address, PARTS, { anew }))) return;
  const box = document.getElementById("all-around");
  if (box && around) { box.checked = true; openAll(true); }
  for (const id of opened) for (const part of document.getElementById(id)?.querySelectorAll("details.around") ?? []) part.open = true;
  for (const coding of [...chosen]) if (!boxOf(coding)) chosen.delete(coding);
  marks();
}

function boxOf(coding) {
  return document.getElementById(`x-${coding}`);
}

function marks() {
  for (const box of document.querySelectorAll("input[data-does=choose]")) box.checked = chosen.has(passageOf(box).dataset.coding);
  if (!bar) return;
  bar.hidden = !chosen.size;
  document.getElementById("chosen-count").textContent = say("compare.chosen", { n: chosen.size });
}

function passageOf(element) {
  return element.closest(".passage");
}

function openAll(open) {
  for (const part of document.querySelectorAll("details.around")) part.open = open;
}

/** Do something with codings, show what came of it, and put focus on the passage that stands where the first stood. */
async function doWith(codings, name, told, said) {
  const items = [...document.querySelectorAll(".passage")].filter((item) => item.checkVisibility());
  const at = items.findIndex((item) => codings.includes(item.dataset.coding));
  const next = items.slice(at).find((item) => !codings.includes(item.dataset.coding)) ?? items[at - 1];
  let answer;
  try {
    answer = await act(name, told);
  } catch {
    return again();
  }
  for (const coding of codings) chosen.delete(coding);
  await again();
  const made = answer.codings.map((coding) => document.getElementById(`p-${coding}`)).find(Boolean);
  (made ?? document.getElementById(next?.id) ?? document.getElementById("compared")).focus({ preventScroll: Boolean(made) });
  return announce(said);
}

function move() {
  if (!target.value) {
    announce(say("compare.choose_code"));
    return moving.input.focus();
  }
  const codings = [...chosen];
  const code = target.selectedOptions[0].textContent.trim();
  return doWith(codings, "recode", { codings, code: target.value, reason: why.value.trim() }, say("compare.moved", { n: codings.length, code })).then(empty);
}

function empty() {
  why.value = "";
  target.value = "";
  moving.show();
}

function remove(codings) {
  return doWith(codings, "remove", { codings, reason: why.value.trim() }, say("compare.removed", { n: codings.length })).then(empty);
}

async function undo() {
  let answer;
  try {
    answer = await act("undo", {});
  } catch {
    return again();
  }
  await again();
  return announce(say(answer.said === "nothing" ? "nothing" : "undone", { what: answer.undone }));
}

function speaksAgainst(passage) {
  const { coding, finding } = passage.dataset;
  const fields = dialog.querySelector("form");
  dialog.dataset.coding = coding;
  fields.dataset.draft = `against:${coding}`;
  fields.reset();
  const select = document.getElementById("against-finding");
  if ([...select.options].some((option) => option.value === finding)) select.value = finding;
  document.getElementById("against-words").textContent = passage.querySelector(".quote").textContent;
  keepDraftOnce(fields);
  dialog.showModal();
  document.getElementById("against-why").focus();
}

let draft = null;

function keepDraftOnce(fields) {
  draft?.forget?.();
  const kept = fields.dataset.draft;
  const had = hasDraft(kept);
  draft = keepDraft(fields, { key: kept });
  return had;
}

async function saveAgainst() {
  const { coding } = dialog.dataset;
  const select = document.getElementById("against-finding");
  const memo = document.getElementById("against-why").value.trim();
  const finding = select.selectedOptions[0].textContent;
  try {
    await act("contradict", { coding, finding: select.value, memo });
  } catch {
    return;
  }
  forgetDraft(`against:${coding}`);
  dialog.close();
  await again();
  document.getElementById(`a-${coding}`)?.focus();
  announce(say("compare.marked", { finding }));
}

const deeds = {
  choose(button, passage) {
    if (button.checked) chosen.add(passage.dataset.coding);
    else chosen.delete(passage.dataset.coding);
    marks();
  },
  "choose-all"(button) {
    for (const box of button.closest(".column").querySelectorAll("input[data-does=choose]")) chosen.add(passageOf(box).dataset.coding);
    marks();
  },
  "let-go"() {
    const first = boxOf([...chosen][0]);
    chosen.clear();
    marks();
    first?.focus();
  },
  "move-this"(button, passage) {
    chosen.add(passage.dataset.coding);
    marks();
    moving.input.focus();
  },
  "remove-this": (button, passage) => remove([passage.dataset.coding]),
  move,
  remove: () => remove([...chosen]),
  against: (button, passage) => speaksAgainst(passage),
  withdraw(button, passage) {
    const told = { coding: passage.dataset.coding, finding: button.dataset.finding, withdrawn: true };
    return doWith([passage.dataset.coding], "contradict", told, say("compare.withdrawn"));
  },
  cancel: () => dialog.close(),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-does]");
  if (button && deeds[button.dataset.does]) deeds[button.dataset.does](button, passageOf(button));
  if (event.target.closest("#undo")) undo();
  const link = event.target.closest("#compared .put a, #compared .pages a");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    again(link.href, true).then(() => document.getElementById("compared").focus({ preventScroll: !link.rel }));
  }
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
  const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
  if (isUndo && !typing && document.getElementById("undo")) {
    event.preventDefault();
    undo();
  }
});

form?.addEventListener("change", (event) => {
  if (event.target.id === "compare-code") {
    if (event.target.value) form.requestSubmit();
    return;
  }
  if (event.target.name === "by") for (const side of form.querySelectorAll("#compare-left, #compare-right")) side.disabled = true;
  again(asked(form), true);
});
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  if (document.getElementById("compare-code").value) window.location.assign(asked(form));
  else picked.input.focus();
});

document.addEventListener("change", (event) => { if (event.target.id === "all-around") openAll(event.target.checked); });
document.addEventListener("forankret:saved", () => again());
dialog?.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  saveAgainst();
});

/** What was done in another tab, or by another coder, is shown as soon as one looks here again. */
document.addEventListener("visibilitychange", async () => {
  if (document.hidden || dialog?.open) return;
  const now = await get("/api/pulse").catch(() => null);
  if (now && `${now.study}.${now.codebook}.${now.codings}` !== document.body.dataset.seen) again();
});

marks();
