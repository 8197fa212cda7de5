// The parts of the page of the codebook, shown anew without a reload: the tree, the code, the dialogs.
import { announce, say } from "./acts.js";

export const body = document.body.dataset;
const hooks = [];
let latest = 0;

/** Do something whenever parts were shown anew. */
export function onShown(hook) {
  hooks.push(hook);
}

/** The article of the code that is shown; null on the overview. */
export function shown() {
  return document.getElementById("code-shown");
}

/** What the page knows of the code that is shown, as it was when it was shown. */
export function about() {
  const article = shown();
  return article && { ...article.dataset, fields: JSON.parse(article.dataset.fields), own: +article.dataset.own, below: +article.dataset.below, children: +article.dataset.children };
}

/** The address at which a code is shown. */
export function addressOf(code) {
  const asks = new URLSearchParams(code ? { code } : {});
  if (body.show) asks.set("show", body.show);
  return `/codebook${asks.size ? `?${asks}` : ""}`;
}

/** What a code is called. */
export function labelOf(code) {
  const option = document.querySelector(`#add-parent option[value="${CSS.escape(code)}"]`);
  const item = document.querySelector(`#code-tree [data-code="${CSS.escape(code)}"] .label`);
  return (option ?? item)?.textContent.trim() ?? code;
}

/** What a code is called, as it stands between quotation marks: its own are left out. */
export function quoted(label) {
  return label.replace(/^[«"“](.*)[»"”]$/u, "$1");
}

/** A number of codings in words. */
export function codings(n) {
  return say(n === 1 ? "codebook.codings.one" : "codebook.codings", { n });
}

/**
 * Fetch an address of the codebook and show its parts in place of those that stand here.
 * `focus` is "title", "tree" or "" (where it was); gives whether it could be shown.
 */
export async function show(address, { push = true, focus = "", parts = ["tree", "entry", "dialogs", "menu"] } = {}) {
  const mine = ++latest;
  let fetched;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(35000) });
    fetched = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    announce(say("codebook.unread"));
    return false;
  }
  if (mine !== latest) return false;
  if (!fetched.querySelector('[data-part="entry"]')) {
    window.location.assign(address);
    return false;
  }
  const before = remembered();
  for (const name of parts) replace(name, fetched);
  dress(fetched, parts);
  if (push && address !== here()) window.history.pushState({}, "", address);
  for (const hook of hooks) hook(parts);
  settleFocus(focus, before);
  return true;
}

/** The address of the page without its fragment. */
export function here() {
  return window.location.pathname + window.location.search;
}

function replace(name, fetched) {
  const old = document.querySelector(`[data-part="${name}"]`);
  const fresh = fetched.querySelector(`[data-part="${name}"]`);
  if (old && fresh) old.replaceWith(document.adoptNode(fresh));
}

/** The colours of the codes, the title of the page and what its body tells, as in the page that was fetched. */
function dress(fetched, parts) {
  const find = (where) => where.querySelector('link[href^="/colours.css"]');
  const href = find(fetched).getAttribute("href");
  if (find(document).getAttribute("href") !== href) find(document).setAttribute("href", href);
  document.title = fetched.title;
  body.codings = fetched.body.dataset.codings;
  // The code was not shown anew with the tree alone, so it is still that of the version before.
  if (parts.includes("entry")) for (const name of ["chosen", "show", "codebook"]) body[name] = fetched.body.dataset[name];
}

function remembered() {
  const at = document.activeElement;
  const left = document.querySelector(".left");
  return {
    scroll: left?.scrollTop ?? 0,
    code: at?.closest?.("#code-tree [data-code]")?.dataset.code,
    id: at?.id,
    lost: () => !document.contains(at),
  };
}

function settleFocus(focus, before) {
  const left = document.querySelector(".left");
  if (left) left.scrollTop = before.scroll;
  const item = (code) => code && document.querySelector(`#code-tree [data-code="${CSS.escape(code)}"]`);
  const title = document.getElementById("entry-title");
  if (focus === "title") {
    title.focus({ preventScroll: true });
    title.scrollIntoView({ block: "nearest" });
    if (narrow()) title.scrollIntoView({ block: "start" });
  } else if (focus === "tree" || before.code) (item(before.code) ?? item(body.chosen))?.focus({ preventScroll: true });
  else if (before.lost()) ((before.id && document.getElementById(before.id)) || title).focus({ preventScroll: true });
}

/** Whether the tree stands over the code, and not beside it. */
export function narrow() {
  return window.matchMedia("(max-width: 60rem)").matches;
}
