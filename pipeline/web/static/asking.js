// The small questions that the page of a document asks: why, and which finding.
import { say } from "./acts.js";
import { current } from "./choice.js";
import { chipOf } from "./shown.js";

const DRAFT = "forankret-asked";

/** What was typed last is done with; until then it stands in the next question of its kind. */
export function settled() {
  sessionStorage.removeItem(DRAFT);
}

function draft(title) {
  const [kind, text] = JSON.parse(sessionStorage.getItem(DRAFT) ?? '["", ""]');
  return kind === title ? text : "";
}

/** Whether a person means it. */
export async function confirmed(title) {
  const text = document.getElementById("ask").querySelector("textarea").parentElement;
  text.hidden = true;
  const answer = await ask(title);
  text.hidden = false;
  return answer !== null;
}

/** Ask why, and (with `choices`) which; null where the person thinks better of it. */
export function ask(title, choices = null) {
  const dialog = document.getElementById("ask");
  dialog.querySelector("h2").textContent = title;
  const select = dialog.querySelector("select");
  select.hidden = !choices;
  select.replaceChildren(...(choices ?? []).map(([value, label]) => new Option(label, value)));
  const text = dialog.querySelector("textarea");
  text.value = draft(title);
  text.oninput = () => sessionStorage.setItem(DRAFT, JSON.stringify([title, text.value]));
  dialog.returnValue = "";
  dialog.showModal();
  (choices ? select : text.parentElement.hidden ? dialog.querySelector("button") : text).focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? (choices ? { choice: select.value, text: text.value } : text.value) : null), { once: true });
  });
}

/** Ask which finding a coding speaks against, and why. */
export async function contradiction(coding) {
  const findings = JSON.parse(document.getElementById("ask").dataset.findings);
  const own = chipOf(coding)?.dataset.finding;
  const ordered = [...findings].sort((a, b) => (b[0] === own) - (a[0] === own));
  const told = await ask(say("contradict_which"), ordered);
  return told && { finding: told.choice, memo: told.text };
}

/** Go back to the utterance that one was at. */
export function back() {
  const at = current();
  if (at && !document.querySelector("dialog[open]")) at.focus({ preventScroll: true });
}
