// Writing a memo: on its own page or in a dialog over any other, with a draft that is not lost and a preview.
import { announce, say } from "/static/acts.js";
import { keepDraft } from "/static/drafts.js";

const drafts = new WeakMap();

/** Open the form for a memo in a dialog; `about` is such as `code:uklart`, and may be left out. */
export async function openMemo(about = "", title = "") {
  const answer = await fetch(`/memos/form?about=${encodeURIComponent(about)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer) return announce(say("memo.lost"));
  dress();
  document.getElementById("memo-dialog")?.remove();
  const dialog = document.createElement("dialog");
  dialog.id = "memo-dialog";
  dialog.setAttribute("aria-labelledby", "memo-dialog-title");
  const heading = document.createElement("h2");
  heading.id = "memo-dialog-title";
  heading.textContent = title || say("memo.title");
  dialog.append(heading);
  dialog.insertAdjacentHTML("beforeend", await answer.text());
  document.body.append(dialog);
  const before = document.activeElement;
  dialog.addEventListener("close", () => { dialog.remove(); before?.focus?.(); });
  dialog.showModal();
  begin(dialog);
  return dialog;
}

// The dialog may stand on a page that has no memos of its own.
function dress() {
  const address = "/static/memos.css";
  if (document.querySelector(`link[href="${address}"]`)) return;
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = address;
  document.head.append(sheet);
}

/** Make the forms inside an element ready to be written in. */
export function begin(within = document) {
  for (const form of within.querySelectorAll("form[data-memo-form]")) ready(form);
}

function ready(form) {
  form.querySelector('[data-does="add-subject"]').hidden = false;
  const asShown = said(form);
  const draft = keepDraft(form);
  putBack(form);
  drafts.set(form, draft);
  const restored = draft.restored && said(form) !== asShown;
  form.querySelector("[data-restored]").hidden = !restored;
  for (const event of ["input", "change"]) form.addEventListener(event, () => noteRest(form));
  const box = form.querySelector("[data-preview]");
  if (box) {
    box.hidden = false;
    let later = 0;
    form.elements.text.addEventListener("input", () => { window.clearTimeout(later); later = window.setTimeout(() => preview(form, box), 250); });
    if (restored) preview(form, box);
  }
  hint(form);
  form.querySelector("[data-problem]")?.focus();
}

// Beside what is typed a draft keeps its subjects, and which memo it was made on: a change since then is noticed when it is saved.

function restOf(form) {
  return `forankret-draft:${form.dataset.draft}:rest`;
}

function noteRest(form) {
  sessionStorage.setItem(restOf(form), JSON.stringify({ about: chosen(form), seen: form.elements.seen.value }));
}

function putBack(form) {
  const kept = JSON.parse(sessionStorage.getItem(restOf(form)) ?? "null");
  if (!kept) return;
  form.elements.seen.value = kept.seen;
  for (const box of boxes(form)) box.checked = kept.about.includes(box.value);
  const there = boxes(form).map((box) => box.value);
  for (const token of kept.about) if (!there.includes(token)) addSubject(form, token, false);
}

function forget(form) {
  drafts.get(form).forget();
  sessionStorage.removeItem(restOf(form));
}

function boxes(form) {
  return [...form.querySelectorAll('[name="about"]')];
}

function chosen(form) {
  return boxes(form).filter((box) => box.checked).map((box) => box.value);
}

function said(form) {
  return JSON.stringify([form.elements.title.value, form.elements.text.value, form.elements.more.value, chosen(form)]);
}

async function preview(form, box) {
  const answer = await fetch("/memos/preview", { method: "POST", body: new URLSearchParams({ text: form.elements.text.value }) }).catch(() => null);
  if (answer?.ok) box.querySelector(".memo-text").innerHTML = await answer.text();
}

function hint(form) {
  form.querySelector("[data-study-hint]").hidden = chosen(form).length > 0;
}

async function addSubject(form, said, told = true) {
  if (!said.trim()) return;
  const answer = await fetch(`/memos/subject?said=${encodeURIComponent(said)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer) return announce(say("memo.lost"));
  const part = document.createElement("template");
  part.innerHTML = await answer.text();
  if (!answer.ok) return announce(part.content.textContent.trim());
  const box = part.content.querySelector('[name="about"]');
  const there = boxes(form).find((one) => one.value === box.value);
  if (there) there.checked = true;
  else form.querySelector("#memo-about").append(part.content);
  if (told) {
    form.elements.more.value = "";
    const item = (there ?? box).closest("li");
    announce(say("memo.added", { what: item.textContent.trim() }));
  }
  noteRest(form);
  hint(form);
}

async function save(form) {
  if (form.dataset.saving) return;
  form.dataset.saving = "yes";
  const answer = await saved(form);
  delete form.dataset.saving;
  if (!answer) return;
  const again = answer.querySelector("form[data-memo-form]");
  if (answer.querySelector("[data-saved]")) done(form, answer.querySelector("[data-saved]"));
  else if (again) askAgain(form, again);
  else announce(answer.textContent.trim());
}

// What was sent is sent until it is answered; what was typed meanwhile is saved after it, in the same memo.
async function saved(form) {
  for (;;) {
    const told = new URLSearchParams(new FormData(form));
    const answer = await patiently(form, told);
    if (!answer) return null;
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    const memo = part.content.querySelector("[data-saved]");
    if (!memo || String(new URLSearchParams(new FormData(form))) === String(told)) return part.content;
    form.action = memo.dataset.saved;
    form.elements.seen.value = memo.dataset.seen;
  }
}

// Tries until the program is there again.
async function patiently(form, told) {
  const banner = document.getElementById("connection");
  for (let wait = 600; form.isConnected; wait = Math.min(wait * 1.6, 5000)) {
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { "HX-Request": "true" }, body: told, signal: AbortSignal.timeout(35000) });
      if (answer.status !== 503) {
        banner.hidden = true;
        return answer;
      }
      const part = document.createElement("template");
      part.innerHTML = await answer.text();
      banner.textContent = part.content.querySelector("[data-problem]")?.textContent.trim() || say("memo.lost");
    } catch {
      banner.textContent = say("memo.lost");
    }
    banner.hidden = false;
    await new Promise((later) => window.setTimeout(later, wait));
  }
  banner.hidden = true;
  return null;
}

function done(form, memo) {
  forget(form);
  const title = memo.querySelector("a").textContent;
  const dialog = form.closest("dialog");
  if (!dialog) {
    location.assign(memo.dataset.there);
    return;
  }
  document.dispatchEvent(new CustomEvent("memo-saved", { detail: { title, address: memo.querySelector("a").getAttribute("href"), html: memo.outerHTML } }));
  dialog.close();
  announce(say("memo.saved", { title }));
}

function askAgain(form, again) {
  again.dataset.draft = form.dataset.draft;
  forget(form);
  form.replaceWith(again);
  ready(again);
  again.dispatchEvent(new Event("change"));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-memo-form]")) return;
  event.preventDefault();
  save(event.target);
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-memo-form]");
  if (form) hint(form);
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-memo-form]");
  if (!form || event.key !== "Enter") return;
  if (event.target.name === "more" && event.target.value.trim()) {
    event.preventDefault();
    addSubject(form, event.target.value);
  } else if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    form.requestSubmit();
  }
});

document.addEventListener("click", (event) => {
  const form = event.target.closest("form[data-memo-form]");
  const does = event.target.closest("[data-does]")?.dataset.does;
  if (form && does === "add-subject") addSubject(form, form.elements.more.value);
  if (form && does === "close-memo") form.closest("dialog").close();
  if (form && (does === "forget-draft" || event.target.closest("[data-forget]"))) forget(form);
  if (form && does === "forget-draft") {
    if (form.closest("dialog")) form.closest("dialog").close();
    else location.reload();
  }
  const opens = event.target.closest("a[data-memo]");
  if (opens && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    openMemo(new URL(opens.href).searchParams.get("about") ?? "");
  }
});

begin();
