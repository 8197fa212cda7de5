// What is done with the coding one means: removed, moved, put on other words, pinned, marked as contradicting.
import { act, announce, say } from "./acts.js";
import { back, contradiction, settled } from "./asking.js";
import { chosenText, current, isChosen, letGo, places } from "./choice.js";
import { make } from "./coding.js";
import { wordsUnder } from "./marks.js";
import { openMemo } from "./memos.js";
import { codeOf, pick } from "./picker.js";
import { utteranceOf } from "./places.js";
import { chipOf, look, looked, take, the } from "./shown.js";

/** Take it away. */
export async function remove(button) {
  const coding = the(button);
  if (!coding) return;
  const at = utteranceOf(chipOf(coding));
  look(null);
  take(await act("remove", { codings: [coding] }));
  announce(say("removed"));
  at?.focus();
}

/** Move it to another code. */
export async function recode(button) {
  const coding = the(button);
  if (!coding) return;
  const picked = await pick({ title: say("picker_recode"), words: wordsUnder(coding), several: false });
  back();
  const code = picked?.make[0] ? (await make(picked.make[0])).id : picked?.codes[0];
  if (!code) return;
  const answer = await act("recode", { codings: [coding], code });
  take(answer);
  announce(say("moved", { code: codeOf(code)?.label ?? code }));
  if (answer.codings[0]) look(answer.codings[0], { again: true });
}

/** Put it on the chosen words. */
export async function span(button) {
  const coding = the(button);
  if (!coding) return;
  if (!isChosen()) return announce(say("choose_words"));
  const at = places();
  letGo();
  take(await act("span", { coding, places: at }));
  announce(say("span_changed"));
  look(coding, { again: true });
}

/** Choose its words for the report, or let them go. */
export async function pin(button) {
  const coding = the(button);
  if (!coding) return;
  const pinned = !chipOf(coding)?.querySelector(".mark.pin");
  take(await act("pin", { coding, pinned }));
  const printed = chipOf(coding)?.dataset.finding;
  announce(say(!pinned ? "unpinned" : printed ? "pinned" : "pinned_outside"));
}

/** Mark it as speaking against a finding. */
export async function contradict(button) {
  const coding = the(button);
  if (!coding) return;
  const told = await contradiction(coding);
  back();
  if (!told) return;
  take(await act("contradict", { coding, ...told }));
  settled();
}

/** It does not speak against a finding after all. */
export async function uncontradict(button) {
  const coding = the(button);
  if (coding) take(await act("contradict", { coding, finding: button.dataset.finding, withdrawn: true }));
}

/** Say where a coding belongs that waits since the transcript was corrected. */
export async function place(button) {
  if (!isChosen()) return announce(say("choose_words"));
  const at = places();
  letGo();
  take(await act("place", { coding: button.dataset.coding, places: at }));
  announce(say("span_changed"));
  button.closest("li").remove();
}

/** Take a waiting coding away. */
export async function dropWaiting(button) {
  take(await act("drop", { coding: button.dataset.coding }));
  announce(say("removed"));
  button.closest("li").remove();
}

/** Write a memo on it, or on the utterance. */
export async function memo(button) {
  const coding = (button ?? document.activeElement)?.closest?.(".chip[data-coding]")?.dataset.coding ?? looked();
  const about = coding ? `coding:${coding}` : `utterance:${current()?.dataset.utterance ?? ""}`;
  const words = isChosen() ? chosenText() : "";
  const dialog = await openMemo(about);
  const text = dialog?.querySelector("textarea[name=text]");
  if (words && text && !text.value) text.value = `> ${words}\n\n`;
}
