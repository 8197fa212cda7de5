// Coding: codes are put on what is chosen, by picking one, with its own words, or again what was taken back.
import { act, announce, get, say } from "./acts.js";
import { back, confirmed } from "./asking.js";
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
  const asks = at.every((one) => document.querySelector(`.asks[data-utterance="${CSS.escape(one.utterance)}"]`));
  const told = say("applied", { codes: named, place: at.map((one) => one.utterance).join(", ") });
  announce(answer.said === "already" ? say("already") : asks ? `${told} ${say("asked")}` : told);
  return answer;
}

/** Ask which codes, and put them on what is chosen. */
export async function code() {
  if (!mine) return;
  const at = places();
  const words = isChosen() ? chosenText() : `${say("chosen_whole", { number: at[0]?.utterance.split(":").at(-1).replace(/^0+/, "") })}: ${chosenText()}`;
  if (!at.length) return;
  hold();
  const picked = await pick({ title: say("picker_code"), words });
  back();
  if (!picked) return showChoice();
  const made = [];
  for (const label of picked.make) made.push((await make(label)).id);
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
  const label = chosenText().replace(/\s+/g, " ").replace(/^[\s.,;:!?…«»"–-]+|[\s.,;:!?…«»"–-]+$/g, "");
  if (!label) return announce(say("in_vivo_words"));
  const made = await make(`«${shortened(label)}»`, "in-vivo");
  await apply([made.id], at);
}

/** Take the last act back, or do it again; asked first where that is in another document, or long ago. */
export async function undo(again) {
  if (!mine || !(await meant(again))) return;
  const answer = await act(again ? "redo" : "undo", {});
  take(answer);
  if (answer.said === "nothing") return announce(say(again ? "nothing_again" : "nothing"));
  announce(say(again ? "redone" : "undone", { what: answer.undone }));
  const [touched] = Object.keys(answer.chips);
  const there = touched && document.querySelector(`[data-utterance="${CSS.escape(touched)}"]`);
  if (there) goTo(there);
}

async function meant(again) {
  const told = await get("/api/undoable").catch(() => null);
  const next = told?.[again ? "redo" : "undo"];
  const long = 12 * 3600 * 1000;
  if (!next || (next.document === document.body.dataset.document && Date.now() - Date.parse(next.at) < long)) return true;
  const about = { what: next.what, document: next.document, at: next.at.slice(0, 10) };
  const sure = await confirmed(say(again ? "redo_elsewhere" : "undo_elsewhere", about));
  back();
  return sure;
}

/** The first words of a text, cut between two words, never inside one. */
function shortened(text, most = 80) {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 20)).trimEnd()} …`;
}
