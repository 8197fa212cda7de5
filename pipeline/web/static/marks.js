// The codings of the page as highlights on its words; the chips beside the words say the same in text.
import { spanOf, utteranceOf } from "./places.js";

const able = typeof Highlight !== "undefined" && CSS.highlights;
const painted = new Map();

/** Mark all codings of the page. */
export function markAll() {
  if (!able) return;
  CSS.highlights.clear();
  painted.clear();
  for (const chip of document.querySelectorAll(".chip[data-start]")) paint(chip);
}

/** Mark the codings of one utterance anew, after its chips changed. */
export function markAgain(utterance) {
  if (!able) return;
  for (const [style, range] of painted.get(utterance.id) ?? []) CSS.highlights.get(style)?.delete(range);
  painted.delete(utterance.id);
  for (const chip of utterance.querySelectorAll(".chip[data-start]")) paint(chip, utterance);
}

function paint(chip, utterance = utteranceOf(chip)) {
  const style = /\bc\d+\b/.exec(chip.className)?.[0];
  if (!style) return;
  const range = spanOf(utterance, +chip.dataset.start, +chip.dataset.end);
  if (!CSS.highlights.has(style)) CSS.highlights.set(style, new Highlight());
  CSS.highlights.get(style).add(range);
  if (!painted.has(utterance.id)) painted.set(utterance.id, []);
  painted.get(utterance.id).push([style, range]);
}

/** Show which words are chosen, or looked at; nothing where there are none. */
export function show(name, found) {
  if (!able) return;
  if (!found.length) {
    CSS.highlights.delete(name);
    return;
  }
  const highlight = new Highlight(...found);
  highlight.priority = 10;
  CSS.highlights.set(name, highlight);
}

/** The words of a coding wherever they stand on the page, as spans of the page. */
export function spansOf(coding) {
  return chipsOf(coding).map((chip) => spanOf(utteranceOf(chip), +chip.dataset.start, +chip.dataset.end));
}

/** The words of a coding as text. */
export function wordsUnder(coding) {
  return spansOf(coding).map((span) => span.startContainer.data.slice(span.startOffset, span.endOffset)).join(" … ");
}

/** The chips of a coding, one on each utterance of its passage. */
export function chipsOf(coding) {
  return [...document.querySelectorAll(`.chip[data-coding="${CSS.escape(coding)}"]`)];
}

/** The chips whose words are at a place of an utterance. */
export function chipsAt(utterance, at) {
  return [...utterance.querySelectorAll(".chip[data-coding]")].filter((chip) => +chip.dataset.start <= at && at < +chip.dataset.end);
}
