// The changes of the codebook that ask for a reason: each says in words what will happen before it is done.
import { act, announce, get, say } from "./acts.js";
import { changesTable, element } from "./codebook_differences.js";
import { about, addressOf, body, codings, labelOf, quoted, show } from "./codebook_parts.js";
import { comboboxes } from "./combobox.js";
import { keepDraft } from "./drafts.js";

const boxes = new WeakMap();
let now = null;

/** Open the dialog of an act on the code that is shown; `parent` or `under` are filled in where they are known. */
export function openChange(name, { parent, under } = {}) {
  const dialog = document.getElementById(`do-${name}`);
  if (!dialog || dialog.open) return;
  const form = dialog.querySelector("form");
  ready(dialog, form);
  form.reset();
  const code = name === "add" ? null : about();
  now = { name, dialog, form, code, seen: code?.seen ?? "", draft: null };
  tell("");
  dialog.querySelector("[data-meanwhile]").replaceChildren();
  dialog.querySelector("[data-about]").textContent = code ? say("codebook.about", { label: quoted(code.label) }) : "";
  if (name === "rename") form.elements.label.value = code.label;
  if (name === "move") form.parent.value = code.parent;
  forbid(form);
  now.draft = keepDraft(form, { key: `codebook:${name}:${code?.code ?? ""}` });
  if (parent !== undefined) form.parent.value = parent;
  if (under) form.parent.value = under;
  for (const [, box] of boxes.get(dialog)) box.show();
  drawHeirs();
  consequence();
  dialog.showModal();
  const first = dialog.querySelector('input[type="text"], textarea:not([hidden])');
  (parent === undefined ? first : form.reason).focus();
  if (name === "rename") first.select();
}

function ready(dialog, form) {
  if (boxes.has(dialog)) return;
  boxes.set(dialog, comboboxes(dialog));
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  form.addEventListener("input", consequence);
  form.addEventListener("change", (event) => { if (event.target.name === "known") addHeir({ id: event.target.value }); consequence(); });
  dialog.querySelector("[data-close]").addEventListener("click", () => { now.draft?.forget(); dialog.close(); });
  dialog.querySelector("[data-add-heir]")?.addEventListener("click", newHeir);
  dialog.querySelector("[data-heirs]")?.addEventListener("click", dropHeir);
  // Escape closes an open list of codes first, and the dialog only after that.
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog.querySelector(".choices-of:not([hidden])")) event.preventDefault();
    if (event.key === "Enter" && event.target.id === "split-new") { event.preventDefault(); newHeir(); }
  }, true);
}

/** A code is not offered as its own heir, or its own parent. */
function forbid(form) {
  for (const option of form.querySelectorAll("select[data-combobox] option")) option.disabled = Boolean(now.code) && option.value === now.code.code;
}

/* What will happen, in words */

function consequence() {
  const { name, dialog, code, form } = now;
  const said = name === "add" ? say("codebook.then.add") : told(name, code, form);
  const place = dialog.querySelector("[data-consequence]");
  if (place.textContent !== said) place.textContent = said;
}

function told(name, code, form) {
  const label = quoted(code.label);
  const number = name === "move" ? code.own + code.below : code.own;
  const values = { label, codings: codings(number), to: target(name, form) };
  const key = name === "move" && !values.to ? "top" : name;
  const waits = ["rename", "merge"].includes(name) && !values.to;
  const own = number || name === "restore" ? (waits ? "" : say(`codebook.then.${key}`, values)) : say("codebook.then.none", values);
  const others = +body.coders > 1 && own && !["rename", "restore"].includes(name) ? say("codebook.then.others") : "";
  const children = code.children && ["merge", "split", "retire"].includes(name) ? say("codebook.then.children", { label, n: code.children }) : "";
  return [own, others, children].filter(Boolean).join(" ");
}

function target(name, form) {
  if (name === "rename") return quoted(form.elements.label.value.trim());
  const chosen = { move: form.parent, merge: form.into }[name]?.value;
  return chosen ? quoted(labelOf(chosen)) : "";
}

/* The codes into which a code is split */

function heirs() {
  const kept = now.form.querySelector("[data-heirs-kept]");
  try {
    return kept ? JSON.parse(kept.value) : [];
  } catch {
    return [];
  }
}

function setHeirs(list) {
  now.form.querySelector("[data-heirs-kept]").value = JSON.stringify(list);
  drawHeirs();
  now.form.dispatchEvent(new Event("input", { bubbles: true }));
}

function drawHeirs() {
  const place = now.dialog.querySelector("[data-heirs]");
  if (!place) return;
  place.replaceChildren(...heirs().map((heir, at) => {
    const label = heir.id ? labelOf(heir.id) : heir.label;
    const drop = element("button", { type: "button", "data-at": at, "aria-label": say("codebook.drop_heir", { label }), text: "×" });
    const kind = heir.id ? "" : element("span", { class: "tag", text: say("codebook.heir_new") });
    return element("li", {}, element("span", { text: label }), kind, drop);
  }));
}

function addHeir(heir) {
  const select = now.form.known;
  select.value = "";
  for (const [one, box] of boxes.get(now.dialog)) if (one === select) box.show();
  const known = heirs().some((one) => (heir.id ? one.id === heir.id : one.label?.toLowerCase() === heir.label.toLowerCase()));
  if ((heir.id || heir.label) && !known) setHeirs([...heirs(), heir]);
}

function newHeir() {
  const input = document.getElementById("split-new");
  const label = input.value.trim();
  if (label) addHeir({ label });
  input.value = "";
  input.focus();
}

function dropHeir(event) {
  const drop = event.target.closest("[data-at]");
  if (!drop) return;
  setHeirs(heirs().filter((_, at) => at !== +drop.dataset.at));
  document.getElementById("split-new").focus();
}

/* Doing it */

function lacking() {
  const { name, form } = now;
  const label = form.elements.label;
  if (label && !label.value.trim()) return [say("codebook.need.label"), label];
  if (name === "merge" && !form.into.value) return [say("codebook.need.heir"), document.getElementById("merge-into-typed")];
  if (name === "split" && heirs().length < 2) return [say("codebook.need.heirs"), document.getElementById("split-new")];
  if (!form.reason.value.trim()) return [say("codebook.need.reason"), form.reason];
  return null;
}

function asked() {
  const { name, form, seen } = now;
  const reason = form.reason.value.trim();
  if (name === "add") return { label: form.elements.label.value.trim(), parent: form.parent.value, kind: form.kind.value, origin: form.origin.value, reason };
  const more = {
    rename: () => ({ label: form.elements.label.value.trim() }),
    move: () => ({ parent: form.parent.value }),
    merge: () => ({ into: form.into.value }),
    split: () => ({ into: heirs().map((heir) => heir.id || heir.label) }),
  }[name]?.();
  return { reason, seen, ...more };
}

function tell(said, field) {
  const place = now.dialog.querySelector("[data-trouble]");
  place.textContent = said;
  place.hidden = !said;
  for (const one of now.form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
}

async function submit() {
  if (now.name === "split" && document.getElementById("split-new").value.trim()) newHeir();
  const missing = lacking();
  if (missing) return tell(...missing);
  const mine = now;
  const button = mine.form.querySelector('[type="submit"]');
  const labels = new Set([...document.querySelectorAll("#add-parent option")].map((option) => option.textContent.trim().toLowerCase()));
  tell("");
  button.disabled = true;
  try {
    const address = mine.name === "add" ? "codes" : `codes/${encodeURIComponent(mine.code.code)}/${mine.name}`;
    const told = asked();
    const answer = await act(address, told);
    mine.draft.forget();
    const said = happened(mine, told, labels);
    mine.dialog.close();
    await show(addressOf(next(mine, told, answer)), { focus: "title" });
    announce(said);
  } catch (fault) {
    if (!mine.dialog.open) throw fault;
    if (fault.problems?.some((problem) => problem.check === "changed-meanwhile")) await meanwhile();
    else tell(fault.message);
  } finally {
    button.disabled = false;
  }
  return undefined;
}

/** The code that is shown after an act: the heir after a merge, the new one after it was made. */
function next({ name, code }, told, answer) {
  if (name === "add") return answer.id;
  return name === "merge" ? told.into : code.code;
}

function happened({ name, code, form }, told, labels) {
  if (name === "add") return say(labels.has(told.label.toLowerCase()) ? "codebook.did.there" : "codebook.did.add", { label: quoted(told.label) });
  const to = name === "split" ? heirs().map((heir) => (heir.id ? labelOf(heir.id) : heir.label)).join(", ") : target(name, form) || say("codebook.top");
  return say(`codebook.did.${name}`, { label: quoted(code.label), to });
}

/** Somebody changed the code since it was shown: say what, and let the person decide. */
async function meanwhile() {
  const { code, dialog } = now;
  const theirs = await get(`/api/codes/${encodeURIComponent(code.code)}`);
  const again = element("button", { type: "button", text: say("codebook.do_anyway") });
  again.addEventListener("click", () => {
    now.seen = theirs.seen;
    dialog.querySelector("[data-meanwhile]").replaceChildren();
    submit();
  });
  tell(say("codebook.changed_dialog"));
  dialog.querySelector("[data-meanwhile]").replaceChildren(changesTable(code.fields, theirs.fields), element("p", { class: "buttons" }, again));
  again.focus();
}
