// Coding: codes are put on what is chosen, by picking one, with its own words, or again what was taken back.
import { act, announce, say } from "./acts.js";
import { back } from "./asking.js";
import { chosenText, goTo, hold, isChosen, letGo, places, showChoice } from "./choice.js";
import { freshTree } from "./codebook_beside.js";
import { addCode, codeOf, loadCodes, pick } from "./picker.js";
import { take } from "./shown.js";

const mine = document.body.dataset.mine === "yes";

/** Put codes on what is chosen, or on these places. */
export async function apply(codes, at = places(), more = {}) {
  if (!mine || !at.length) return;
  letGo();
  const answer = await act("apply", { places: at, codes, ...more });
  take(answer);
  const named = codes.map((id) => codeOf(id)?.label ?? id).join(", ");
  announce(answer.said === "already" ? say("already") : say("applied", { codes: named, place: at.map((one) => one.utterance).join(", ") }));
  return answer;
}

/** Ask which codes, and put them on what is chosen. */
export async function code() {
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

/** Make a code with nothing but its label. */
export async function make(label, origin = "open") {
  const made = await act("codes", { label, origin });
  addCode(made);
  loadCodes().then(freshTree);
  announce(say("code_made", { label: made.label }));
  return made;
}

/** Let the chosen words be a code. */
export async function inVivo() {
  if (!mine) return;
  if (!isChosen()) return announce(say("in_vivo_words"));
  const at = places();
  const label = chosenText().replace(/\s+/g, " ").replace(/^[\s.,;:!?…«»"–-]+|[\s.,;:!?…«»"–-]+$/g, "").slice(0, 80);
  if (!label) return announce(say("in_vivo_words"));
  const made = await make(`«${label}»`, "in-vivo");
  await apply([made.id], at);
}

/** Take the last act back, or do it again. */
export async function undo(again) {
  if (!mine) return;
  const answer = await act(again ? "redo" : "undo", {});
  take(answer);
  if (answer.said === "nothing") return announce(say(again ? "nothing_again" : "nothing"));
  announce(say(again ? "redone" : "undone"));
  const [touched] = Object.keys(answer.chips);
  const there = touched && document.querySelector(`[data-utterance="${CSS.escape(touched)}"]`);
  if (there) goTo(there);
}
