// Choosing some words of one utterance in a form, by mouse and by keyboard.
import { say } from "./acts.js";
import { show } from "./marks.js";
import { fromPoints, toPoints, trimmed, wordsOf } from "./places.js";

/** Let words be chosen in a form's `#chooser`; they stand in its field `chosen` as `start-end`, in code points. */
export function choosing(form) {
  const place = form.querySelector("#chooser");
  const text = place.firstChild;
  const words = wordsOf(text.data);
  let chosen = null;

  function choose(from, to) {
    chosen = [from, to];
    form.elements.chosen.value = `${toPoints(text.data, from)}-${toPoints(text.data, to)}`;
    form.querySelector('[name="stands"][value="chosen"]').checked = true;
    form.dispatchEvent(new Event("change"));
    tell();
  }

  function tell() {
    const said = form.querySelector("#chooser-said");
    said.textContent = chosen ? say("coders.chosen", { words: text.data.slice(...chosen) }) : say("coders.none_chosen");
    show("chosen", chosen ? [range()] : []);
  }

  function range() {
    const found = new Range();
    found.setStart(text, chosen[0]);
    found.setEnd(text, chosen[1]);
    return found;
  }

  function selected() {
    const selection = document.getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const found = selection.getRangeAt(0);
    if (found.startContainer !== text || found.endContainer !== text) return;
    const kept = trimmed(text.data, found.startOffset, found.endOffset);
    if (kept) choose(...kept);
  }

  function byKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const ends = { Home: 0, End: words.length - 1 }[event.key];
    if ((step === undefined && ends === undefined) || !words.length || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    document.getSelection().removeAllRanges();
    const first = chosen ? words.findIndex(([, end]) => end > chosen[0]) : -1;
    const last = chosen ? words.findLastIndex(([start]) => start < chosen[1]) : -1;
    const within = (at) => Math.max(0, Math.min(words.length - 1, at));
    if (event.shiftKey && chosen) choose(words[first][0], words[Math.max(first, within(ends ?? last + step))][1]);
    else choose(...words[within(ends ?? (chosen ? (step > 0 ? last : first) + step : step > 0 ? 0 : words.length - 1))]);
  }

  place.addEventListener("pointerup", () => window.setTimeout(selected));
  place.addEventListener("keydown", byKey);
  form.closest("dialog").addEventListener("close", () => show("chosen", []), { once: true });
  const kept = form.elements.chosen.value.match(/^(\d+)-(\d+)$/);
  if (kept) chosen = kept.slice(1).map((points) => fromPoints(text.data, +points));
  tell();
}
