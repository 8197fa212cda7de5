// Where words are: between what the browser counts (UTF-16) and what the program counts (code points).

const PAIRS = /[\ud800-\udbff]/;

/** The utterance that a node stands in, or null. */
export function utteranceOf(node) {
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return element?.closest?.(".utterance") ?? null;
}

/** The text node that holds all words of an utterance. */
export function textOf(utterance) {
  const words = utterance.querySelector(".words");
  if (!words.firstChild) words.append("");
  return words.firstChild;
}

/** How many code points stand before a place in a text. */
export function toPoints(text, at) {
  if (!PAIRS.test(text)) return at;
  let points = at;
  for (let place = 0; place < at - 1; place += 1) {
    if (isPair(text, place)) points -= 1;
  }
  return points;
}

/** The place in a text that has so many code points before it. */
export function fromPoints(text, points) {
  if (!PAIRS.test(text)) return Math.min(points, text.length);
  let at = 0;
  for (let left = points; left > 0 && at < text.length; left -= 1) at += isPair(text, at) ? 2 : 1;
  return at;
}

function isPair(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code < 0xdc00 && at + 1 < text.length;
}

/** A span of the page over some words of an utterance, given in code points. */
export function spanOf(utterance, start, end) {
  const node = textOf(utterance);
  return new StaticRange({
    startContainer: node,
    startOffset: fromPoints(node.data, start),
    endContainer: node,
    endOffset: fromPoints(node.data, end),
  });
}

/** A place as the program knows it: the words of an utterance from one place of its text to another. */
export function placeOf(utterance, from, to) {
  const text = textOf(utterance).data;
  return {
    utterance: utterance.dataset.utterance,
    start: toPoints(text, from),
    end: toPoints(text, to),
    digest: utterance.dataset.digest,
  };
}

/** Words without the white space around them, as [from, to]; null where nothing is left. */
export function trimmed(text, from, to) {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return start < end ? [start, end] : null;
}

/** The words of a text, each as [from, to]. */
export function wordsOf(text) {
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’\-]*/gu)].map((found) => [found.index, found.index + found[0].length]);
}

/** The same stretch with the words at its ends whole. */
export function wholeWords(text, from, to) {
  const letter = /[\p{L}\p{N}]/u;
  let [start, end] = [from, to];
  if (letter.test(text[start] ?? "")) while (start > 0 && letter.test(text[start - 1])) start -= 1;
  if (letter.test(text[end - 1] ?? "")) while (end < text.length && letter.test(text[end])) end += 1;
  return [start, end];
}

/** The utterances of the page, in order. */
export function utterances() {
  return [...document.querySelectorAll(".utterance")];
}
