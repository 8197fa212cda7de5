// The codings of the page as highlights on its words; the chips beside the words say the same in text.
import { rangeOf, utteranceOf } from "./places.js";

const able = typeof Highlight !== "undefined" && CSS.highlights;
const ranges = new Map();

/** Mark all codings of the page. */
export function markAll() {
  if (!able) return;
  ranges.clear();
  for (const list of document.querySelectorAll(".utterance")) collect(list);
  paint();
}

/** Mark the codings of one utterance anew, after its chips changed. */
export function markAgain(utterance) {
  if (!able) return;
  ranges.delete(utterance.id);
  collect(utterance);
  paint();
}

function collect(utterance) {
  const found = [];
  for (const chip of utterance.querySelectorAll(".chip[data-start]")) {
    const style = [...chip.classList].find((name) => /^c\d+$/.test(name));
    if (style) found.push([style, rangeOf(utterance, +chip.dataset.start, +chip.dataset.end)]);
  }
  ranges.set(utterance.id, found);
}

function paint() {
  const styles = new Map();
  for (const found of ranges.values()) {
    for (const [style, range] of found) {
      if (!styles.has(style)) styles.set(style, []);
      styles.get(style).push(range);
    }
  }
  for (const name of [...CSS.highlights.keys()]) {
    if (/^c\d+$/.test(name) && !styles.has(name)) CSS.highlights.delete(name);
  }
  for (const [style, all] of styles) CSS.highlights.set(style, new Highlight(...all));
}

/** Show which words are chosen, or looked at; nothing where there are none. */
export function show(name, found) {
  if (!able) return;
  if (!found.length) CSS.highlights.delete(name);
  else {
    const highlight = new Highlight(...found);
    highlight.priority = 10;
    CSS.highlights.set(name, highlight);
  }
}

/** The words of a coding wherever they stand on the page, as ranges. */
export function rangesOf(coding) {
  return [...document.querySelectorAll(`.chip[data-coding="${CSS.escape(coding)}"]`)].map((chip) =>
    rangeOf(utteranceOf(chip), +chip.dataset.start, +chip.dataset.end),
  );
}

/** The chips whose words are at a point of the screen, by mouse. */
export function chipsAt(utterance, at) {
  return [...utterance.querySelectorAll(".chip[data-coding]")].filter((chip) => +chip.dataset.start <= at && at < +chip.dataset.end);
}
