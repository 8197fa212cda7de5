// Editing the fields of a code in place, and what happens where somebody else changed the file meanwhile.
import { act, announce, get, say } from "./acts.js";
import { choicesTable, differences, element, same } from "./codebook_differences.js";
import { addExample, dropExample, fieldOf, form, grow, NAMES, normal, put, roomForExamples, values } from "./codebook_form.js";
import { about, addressOf, here, quoted, show } from "./codebook_parts.js";
import { hasDraft, keepDraft } from "./drafts.js";

let draft = null;
let base = null;

const keyOf = (code) => `code:${code}`;
const baseKey = (code) => `forankret-base:${code}`;

/** Whether somebody is writing in the form, or choosing between what they wrote and what others did. */
export function editing() {
  return Boolean(form() && !(form().hidden && document.getElementById("meanwhile").hidden));
}

/** Make the form ready; it opens by itself where something was typed that is not saved. */
export function readyForm() {
  draft = null;
  base = null;
  const made = form();
  if (!made) return;
  made.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  made.addEventListener("click", pressed);
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); }
    if (event.key === "Escape") { event.preventDefault(); thinkBetter(); }
  });
  made.addEventListener("input", tellState);
  made.addEventListener("change", tellState);
  if (hasDraft(keyOf(about().code))) {
    open("", { quiet: true });
    if (changed().length && changed(normal(about().fields)).length) made.querySelector(".kept-note").hidden = false;
    else close();
  }
}

/** Open the form at a field: the one named, else the first that is empty. */
export function open(name = "", { quiet = false } = {}) {
  const made = form();
  if (!made || !made.hidden) return made && !quiet && fieldOf(name).focus();
  base = keptBase() ?? { seen: about().seen, fields: normal(about().fields) };
  sessionStorage.setItem(baseKey(about().code), JSON.stringify(base));
  draft = keepDraft(made, { prepare: roomForExamples });
  made.hidden = false;
  document.getElementById("fields-read").hidden = true;
  tellState();
  for (const area of made.querySelectorAll("textarea")) grow(area);
  if (!quiet) fieldOf(name).focus();
  return true;
}

function keptBase() {
  if (!hasDraft(keyOf(about().code))) return null;
  try {
    return JSON.parse(sessionStorage.getItem(baseKey(about().code)));
  } catch {
    return null;
  }
}

function pressed(event) {
  if (event.target.closest("[data-add-example]")) addExample().focus();
  const drop = event.target.closest("[data-drop-example]");
  if (drop) dropExample(drop);
  if (event.target.closest("[data-leave]")) thinkBetter();
}

async function theirsNow(code) {
  const theirs = await get(`/api/codes/${encodeURIComponent(code)}`);
  return { ...theirs, fields: normal(theirs.fields) };
}

/** The names of the fields in which something else stands than in `fields`. */
function changed(fields = base.fields) {
  const now = values();
  return NAMES.filter((name) => !same(now[name], fields[name]));
}

function tellState() {
  if (base) form().querySelector("[data-state]").textContent = changed().length ? say("codebook.unsaved") : "";
}

function close() {
  const code = about().code;
  draft?.forget();
  sessionStorage.removeItem(baseKey(code));
  draft = null;
  base = null;
  form().hidden = true;
  document.getElementById("fields-read").hidden = false;
}

/** Leave the form; what was typed is thrown away only by somebody who says so twice. */
function thinkBetter() {
  const button = form().querySelector("[data-leave]");
  if (!changed().length || (button.dataset.sure && document.activeElement === button)) return leave();
  button.dataset.sure = "yes";
  button.textContent = say("codebook.discard");
  button.focus();
  announce(say("codebook.unsaved"));
  return undefined;
}

async function leave() {
  close();
  await show(here(), { push: false, parts: ["entry"] });
  document.querySelector('#code-shown [data-edit=""]')?.focus();
}

function trouble(said, field) {
  const place = form().querySelector("[data-trouble]");
  place.textContent = said;
  place.hidden = !said;
  for (const one of form().querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
}

async function save() {
  const names = changed();
  const now = values();
  if (!names.length) return trouble(say("codebook.nothing"));
  if (base.fields.definition && !form().reason.value.trim()) return trouble(say("codebook.need.reason"), form().reason);
  return send(Object.fromEntries(names.map((name) => [name, now[name]])), base.seen);
}

async function send(fields, seen) {
  const { code, label } = about();
  const button = form().querySelector('[type="submit"]');
  trouble("");
  button.disabled = true;
  try {
    await act(`codes/${encodeURIComponent(code)}/edit`, { seen, reason: form().reason.value.trim(), fields });
    close();
    await show(addressOf(code), { push: false, focus: "title" });
    announce(say("codebook.did.edit", { label: quoted(label) }));
  } catch (fault) {
    if (fault.problems?.some((problem) => problem.check === "changed-meanwhile" || problem.check === "unknown-code")) await compare();
    else trouble(fault.message);
  } finally {
    button.disabled = false;
  }
}

/** Tell that the code was changed in the file while somebody writes; nothing where it was not. */
export async function lookAgain() {
  if (!editing() || !document.getElementById("meanwhile").hidden) return;
  const { code } = about();
  const theirs = await theirsNow(code).catch((fault) => (fault.status === 404 ? { gone: true } : null));
  if (!theirs || theirs.seen === base?.seen || !editing()) return;
  const rows = theirs.gone ? [] : differences(base.fields, values(), theirs.fields);
  if (!theirs.gone && !rows.some((row) => row.by !== "them")) {
    const saved = changed().length > 0;
    standOn(theirs, rows, () => false);
    if (saved) await leave();
    announce(saved ? say("codebook.did.edit", { label: quoted(about().label) }) : say("codebook.updated"));
    return;
  }
  const see = element("button", { type: "button", text: say("codebook.meanwhile.see") });
  see.addEventListener("click", compare);
  notice(element("span", { text: say("codebook.meanwhile") }), see);
  announce(say("codebook.meanwhile"));
}

function notice(...said) {
  const place = form().querySelector("[data-notice]");
  place.replaceChildren(...said);
  place.hidden = !said.length;
}

/** Show mine and theirs, field by field. */
async function compare() {
  const { code } = about();
  const mine = values();
  const place = document.getElementById("meanwhile");
  let theirs;
  try {
    theirs = await theirsNow(code);
  } catch (fault) {
    if (fault.status !== 404) return trouble(fault.message);
    return lost(place, mine);
  }
  const rows = differences(base.fields, mine, theirs.fields);
  const problem = element("p", { class: "bad", role: "alert", hidden: true });
  const button = (said, does, kind = "") => {
    const made = element("button", { type: "button", class: kind, text: said });
    made.addEventListener("click", does);
    return made;
  };
  const all = (side) => { for (const radio of place.querySelectorAll(`input[value="${side}"]`)) radio.checked = true; };
  const saveChoices = () => choose(rows, theirs, place, problem);
  place.replaceChildren(
    element("h2", { id: "meanwhile-title", text: say("codebook.meanwhile") }),
    element("p", { text: say("codebook.meanwhile.why") }),
    element("p", { class: "buttons" }, button(say("codebook.all_mine"), () => all("mine")), button(say("codebook.all_theirs"), () => all("theirs"))),
    choicesTable(rows),
    problem,
    element("p", { class: "buttons" }, button(say("codebook.save_choices"), saveChoices, "main"), button(say("codebook.write_on"), () => writeOn(theirs, rows, place))),
  );
  place.hidden = false;
  form().hidden = true;
  place.focus();
  place.scrollIntoView({ block: "start" });
  return undefined;
}

async function choose(rows, theirs, place, problem) {
  const open = rows.filter((row) => row.by !== "them");
  const chosen = open.map((row) => ({ row, side: place.querySelector(`input[name="choice-${row.name}"]:checked`)?.value }));
  const undecided = chosen.find((one) => !one.side);
  problem.hidden = !undecided;
  if (undecided) {
    problem.textContent = say("codebook.need.choices");
    place.querySelector(`input[name="choice-${undecided.row.name}"]`).focus();
    return;
  }
  const fields = Object.fromEntries(chosen.filter((one) => one.side === "mine" && NAMES.includes(one.row.name)).map((one) => [one.row.name, one.row.mine]));
  place.hidden = true;
  form().hidden = false;
  if (!Object.keys(fields).length) {
    await leave();
    announce(say("codebook.theirs_kept"));
    return;
  }
  if (theirs.fields.definition && !form().reason.value.trim()) {
    writeOn(theirs, rows, place, fields);
    trouble(say("codebook.need.reason"), form().reason);
    return;
  }
  await send(fields, theirs.seen);
}

/** Back to the form: theirs is what it stands on from now on, with mine where I changed a field. */
function writeOn(theirs, rows, place, fields = null) {
  standOn(theirs, rows, (row) => (fields ? row.name in fields : row.by !== "them"));
  place.hidden = true;
  form().hidden = false;
  fieldOf(rows.find((row) => row.by === "both")?.name ?? "").focus();
}

function standOn(theirs, rows, keep) {
  for (const row of rows) if (!keep(row)) put(row.name, row.theirs);
  base = { seen: theirs.seen, fields: theirs.fields };
  notice();
  sessionStorage.setItem(baseKey(about().code), JSON.stringify(base));
  form().dispatchEvent(new Event("input", { bubbles: true }));
}

function lost(place, mine) {
  const said = NAMES.filter((name) => mine[name]?.length).map((name) => element("div", {}, element("dt", { text: say(`codebook.name.${name}`) }), element("dd", { class: "said-text", text: [mine[name]].flat().join("\n") })));
  place.replaceChildren(element("h2", { id: "meanwhile-title", text: say("codebook.meanwhile") }), element("p", { text: say("codebook.meanwhile.gone") }), element("dl", { class: "fields" }, ...said));
  place.hidden = false;
  form().hidden = true;
  place.focus();
}

document.addEventListener("forankret:saved", lookAgain);
document.addEventListener("click", (event) => {
  const edit = event.target.closest("#code-shown [data-edit]");
  if (edit) open(edit.dataset.edit);
});
