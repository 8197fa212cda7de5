// Shows another address of the same page without leaving it: some parts are changed, and focus stays where it was.
import { announce, say } from "./acts.js";

let latest = 0;
let here = place();

function place() {
  return window.location.pathname + window.location.search;
}

/** Put what an address has in these parts of the page (by id) in their place; the address is kept in the history. */
export async function show(address, parts, { anew = true } = {}) {
  const mine = (latest += 1);
  let answer;
  try {
    answer = await fetch(address, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(35000) });
  } catch {
    announce(say("show.lost"));
    return false;
  }
  const told = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== latest) return false;
  if (!answer.ok || parts.some((id) => !told.getElementById(id) !== !document.getElementById(id))) {
    window.location.assign(address);
    return false;
  }
  const focused = document.activeElement?.id;
  for (const id of parts) {
    const part = document.getElementById(id);
    if (part) part.replaceWith(document.adoptNode(told.getElementById(id)));
  }
  document.title = told.title;
  if (told.body.dataset.seen) document.body.dataset.seen = told.body.dataset.seen;
  if (anew) window.history.pushState(null, "", address);
  here = place();
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  return true;
}

/** The address that a form asks for, without its empty fields. */
export function asked(form) {
  const told = [...new FormData(form)].filter(([, value]) => value);
  return `${form.getAttribute("action")}?${new URLSearchParams(told)}`;
}

window.addEventListener("popstate", () => { if (place() !== here) window.location.reload(); });
