// What the page of a document shows: the chips, how far one has come, and the coding one looks at.
import { announce, say } from "./acts.js";
import { current } from "./choice.js";
import { chipsOf, markAgain, show, spansOf } from "./marks.js";
import { utteranceOf } from "./places.js";

const body = document.body.dataset;
const inspector = document.getElementById("inspector");
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("forankret") : null;
let lookedAt = null;
let inspections = 0;
const atRest = inspector.innerHTML;

/** Show what an act, or somebody else, did. */
export function take(answer, quiet = false) {
  const at = utteranceOf(document.activeElement);
  const chip = document.activeElement?.closest?.(".chip[data-coding]")?.dataset.coding;
  for (const [id, html] of Object.entries(answer.chips ?? {})) put(id, html);
  if (chip && document.activeElement === document.body) (chipOf(chip) ?? at)?.focus();
  document.getElementById("undo").disabled = !answer.undo;
  document.getElementById("redo").disabled = !answer.redo;
  if ("coded" in answer && (!answer.seen || typeof answer.seen === "string" || body.document in answer.seen)) progress(answer);
  if (answer.recent !== undefined) document.getElementById("recent").innerHTML = answer.recent;
  for (const [id, number] of Object.entries(answer.counts ?? {})) count(id, number);
  if (answer.memos) margin(answer.memos);
  const seen = typeof answer.seen === "string" ? answer.seen : answer.seen?.[body.document];
  if (seen) body.seen = seen;
  if (lookedAt && !chipOf(lookedAt)) look(null);
  else if (lookedAt) look(lookedAt, { again: true });
  if (!quiet) tabs?.postMessage({ document: body.document });
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

function margin(memos) {
  for (const sign of document.querySelectorAll(".utterance .margin")) {
    const number = memos[utteranceOf(sign).dataset.utterance] ?? 0;
    sign.hidden = !number;
    sign.querySelector(".margin-count").textContent = number || "";
  }
}

function count(id, number) {
  const place = document.querySelector(`[data-count="${CSS.escape(id)}"] [aria-hidden]`);
  if (place) place.textContent = number || "";
}

/** Look at a coding: its words, its chips, and what there is to know of it. */
export function look(coding, { focus = false, again = false } = {}) {
  lookedAt = coding;
  for (const chip of document.querySelectorAll('.chip[aria-pressed="true"]')) chip.setAttribute("aria-pressed", "false");
  show("looked-at", coding ? spansOf(coding) : []);
  const chips = coding ? chipsOf(coding) : [];
  for (const chip of chips) chip.setAttribute("aria-pressed", "true");
  if (!coding) {
    inspections += 1;
    inspector.innerHTML = atRest;
    return;
  }
  inspect(`/d/${encodeURIComponent(body.document)}/coding/${encodeURIComponent(coding)}`);
  if (focus) chips[0]?.focus();
  if (!again && chips[0]) announce(chips[0].textContent.trim());
}

/** Show something beside the text. */
export async function inspect(address) {
  const asked = inspections += 1;
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  const told = await answer?.text();
  if (told === undefined || asked !== inspections) return;
  inspector.innerHTML = told;
  window.htmx?.process(inspector);
}

/** Look at the next coding of the utterance, or the one before. */
export function lookNext(step) {
  const chips = [...(current()?.querySelectorAll(".chip[data-coding]") ?? [])];
  if (!chips.length) return;
  const at = chips.findIndex((chip) => chip.dataset.coding === lookedAt);
  const next = chips[(at + step + chips.length * 2 + (at < 0 && step < 0 ? 1 : 0)) % chips.length];
  look(next.dataset.coding);
}

/** The coding that a person means: that of the button, the one with focus, looked at, or alone on the utterance. */
export function the(button) {
  const focused = (button ?? document.activeElement)?.closest?.("#inspector [data-coding], .chip[data-coding]")?.dataset.coding;
  const only = current()?.querySelectorAll(".chip[data-coding]");
  const coding = focused ?? lookedAt ?? (only?.length === 1 ? only[0].dataset.coding : null);
  if (!coding) announce(say("choose_coding"));
  return body.mine === "yes" ? coding : null;
}

/** Do something when another tab of this browser changed the document. */
export function onOtherTab(then) {
  tabs?.addEventListener("message", (event) => { if (event.data.document === body.document) then(); });
}

/** The first chip of a coding, or null. */
export function chipOf(coding) {
  return chipsOf(coding)[0] ?? null;
}

/** The coding that one looks at, or null. */
export function looked() {
  return lookedAt;
}
