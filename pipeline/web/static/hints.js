// Hints: what the codebook's indicators point at, shown when the coder wants them, accepted or refused.
import { act, announce, get, say } from "./acts.js";
import { ask, settled } from "./asking.js";
import { apply } from "./coding.js";
import { show } from "./marks.js";
import { spanOf, utteranceOf } from "./places.js";
import { take } from "./shown.js";

const body = document.body.dataset;

export async function toggleHints() {
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

export async function drawHints(on) {
  for (const item of document.querySelectorAll(".hint-item")) item.remove();
  if (!on) return;
  announce(say("looking"));
  const hints = await get(`/api/hints/${encodeURIComponent(body.document)}`);
  if (document.getElementById("hints").getAttribute("aria-pressed") !== "true") return;
  for (const item of document.querySelectorAll(".hint-item")) item.remove();
  for (const hint of hints) {
    const utterance = document.querySelector(`[data-utterance="${CSS.escape(hint.utterance)}"]`);
    utterance?.querySelector(".chips").append(hintItem(hint));
  }
  announce(hints.length ? say("hints_found", { n: hints.length }) : say("hints_none"));
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

/** Accept a hint: it becomes the coder's own coding. */
export async function accept(button) {
  const hint = button.closest(".hint-item");
  const utterance = utteranceOf(hint);
  const at = [placeUnder(hint)];
  await apply([hint.dataset.code], at, { origin: "suggested", hint: hint.dataset.hint });
  hint.remove();
  announce(say("hint_accepted"));
  utterance.focus();
}

/** Refuse a hint, with a reason. */
export async function reject(button) {
  const hint = button.closest(".hint-item");
  const utterance = utteranceOf(hint);
  const choices = ["why.other", "why.only_word", "why.weak", "why.else"].map((key) => [say(key), say(key)]);
  const told = await ask(say("why"), choices);
  if (!told) return;
  const reason = [told.choice === say("why.else") && told.text ? "" : told.choice, told.text].filter(Boolean).join(": ");
  const place = placeUnder(hint);
  take(await act("reject", { hint: hint.dataset.hint, code: hint.dataset.code, place, reason }));
  hint.remove();
  settled();
  announce(say("hint_rejected"));
  utterance.focus();
}

function placeUnder(hint) {
  const { utterance, digest } = utteranceOf(hint).dataset;
  return { utterance, start: +hint.dataset.start, end: +hint.dataset.end, digest };
}
