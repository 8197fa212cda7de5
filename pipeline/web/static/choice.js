// What is chosen: words, a whole utterance, or a passage over several, by mouse or by keyboard.
import { announce, say } from "./acts.js";
import { show } from "./marks.js";
import { placeOf, spanOf, textOf, trimmed, utteranceOf, utterances, wholeWords, wordsOf } from "./places.js";

let passage = null;
let words = null;
let held = null;
let wordsIn = null;
let exact = false;

// Words that were chosen in one utterance are let go when one comes to another by Tab or by a click.
document.addEventListener("focusin", (event) => {
  const there = utteranceOf(event.target);
  if (there && words && there !== wordsIn) letGo();
});

// Words are chosen whole, unless Alt is held while they are.
document.getElementById("transcript").addEventListener("pointerup", (event) => { exact = event.altKey; }, true);

/** The utterance that one is at. */
export function current() {
  return utteranceOf(document.activeElement) ?? document.querySelector('.utterance[tabindex="0"]') ?? document.querySelector(".utterance");
}

/** Go to an utterance; what was chosen is let go. */
export function goTo(utterance, focus = true) {
  if (!utterance) return;
  for (const other of document.querySelectorAll('.utterance[tabindex="0"]')) other.tabIndex = -1;
  utterance.tabIndex = 0;
  letGo();
  if (focus) utterance.focus({ preventScroll: false });
  const address = new URL(location.href);
  address.hash = utterance.id;
  history.replaceState(history.state, "", address);
}

/** Nothing is chosen any more but the utterance one is at. */
export function letGo() {
  passage = words = held = null;
  document.getSelection().removeAllRanges();
  showChoice();
}

/** Whether words, or a passage, are chosen, and not just the utterance one is at. */
export function isChosen() {
  return Boolean(selected().length || passage || words || held);
}

/** What is chosen, as places that the program knows. */
export function places() {
  const mouse = selected();
  if (mouse.length) return mouse;
  if (held) return held;
  if (passage) return inPassage().map(whole);
  const at = current();
  if (!at) return [];
  if (words) {
    const all = wordsOf(textOf(at).data);
    return [placeOf(at, all[words[0]][0], all[words[1]][1])];
  }
  return [whole(at)].filter((place) => place.end > place.start);
}

/** The chosen words, as they stand, for a person. */
export function chosenText() {
  return places().map((place) => {
    const utterance = document.querySelector(`[data-utterance="${CSS.escape(place.utterance)}"]`);
    const span = spanOf(utterance, place.start, place.end);
    return span.startContainer.data.slice(span.startOffset, span.endOffset);
  }).join(" … ");
}

/** Keep the choice while the focus is elsewhere (in the picker, in a dialog). */
export function hold() {
  held = places();
  showChoice();
}

function whole(utterance) {
  return placeOf(utterance, 0, textOf(utterance).data.length);
}

function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  return utterances().filter((one) => range.intersectsNode(textOf(one))).map((one) => {
    const node = textOf(one);
    const from = range.startContainer === node ? range.startOffset : 0;
    const to = range.endContainer === node ? range.endOffset : node.data.length;
    const before = range.endContainer !== node && range.comparePoint(node, 0) > 0;
    const kept = before ? null : trimmed(node.data, from, to);
    return kept && placeOf(one, ...(exact ? kept : wholeWords(node.data, ...kept)));
  }).filter(Boolean);
}

function inPassage() {
  const all = utterances();
  const [from, to] = passage.map((one) => all.indexOf(one)).sort((a, b) => a - b);
  return all.slice(from, to + 1);
}

/** Choose the next or previous word of the utterance, or (`extend`) take one more in, or one less. */
export function chooseWord(step, extend) {
  const at = current();
  const all = at ? wordsOf(textOf(at).data) : [];
  if (!all.length) return;
  passage = held = null;
  document.getSelection().removeAllRanges();
  wordsIn = at;
  if (!words) words = step > 0 ? [0, 0] : [all.length - 1, all.length - 1];
  else if (extend) words = [words[0], clamp(words[1] + step, words[0], all.length - 1)];
  else {
    const next = clamp((step > 0 ? words[1] : words[0]) + step, 0, all.length - 1);
    words = [next, next];
  }
  showChoice();
  announce(say("chosen_words", { words: chosenText() }));
}

/** Take the next utterance into the passage, or one less. */
export function extendPassage(step) {
  const all = utterances();
  const at = current();
  if (!at) return;
  words = held = null;
  passage ??= [at, at];
  const next = all[clamp(all.indexOf(passage[1]) + step, 0, all.length - 1)];
  if (Math.abs(number(next) - number(passage[1])) > 1) return announce(say("gap"));
  passage = next === passage[0] && step < 0 && passage[1] === passage[0] ? null : [passage[0], next];
  showChoice();
  next.scrollIntoView({ block: "nearest" });
  const [first, ...rest] = passage ? inPassage() : [at];
  const last = rest.at(-1) ?? first;
  announce(first === last ? say("chosen_whole", { number: number(first) }) : say("chosen_passage", { from: number(first), to: number(last) }));
}

function number(utterance) {
  return utterance.id.slice(1);
}

function clamp(value, least, most) {
  return Math.max(least, Math.min(most, value));
}

/** Show on the page what is chosen. */
export function showChoice() {
  for (const one of document.querySelectorAll(".in-passage")) one.classList.remove("in-passage");
  if (passage) for (const one of inPassage()) one.classList.add("in-passage");
  const shown = words || held ? places() : [];
  show("chosen", shown.map((place) => {
    const utterance = document.querySelector(`[data-utterance="${CSS.escape(place.utterance)}"]`);
    return spanOf(utterance, place.start, place.end);
  }));
}
