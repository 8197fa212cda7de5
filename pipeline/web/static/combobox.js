// Makes a list of codes one can type in: `<select data-combobox>` keeps the choice, a field with suggestions shows it.
import { announce, say } from "./acts.js";

let made = 0;

/** Put a field with suggestions in the place of a select; what is chosen there is chosen in the select. */
export function combobox(select) {
  made += 1;
  const id = `combobox-${made}`;
  const choices = [...select.options].filter((option) => option.value).map((option) => ({
    value: option.value,
    label: option.textContent.trim(),
    path: option.dataset.path ?? "",
    brief: option.dataset.brief ?? "",
    style: option.dataset.style ?? "",
  }));
  const box = document.createElement("span");
  box.className = "combobox";
  const input = Object.assign(document.createElement("input"), { type: "text", id: select.id ? `${select.id}-typed` : `${id}-typed`, autocomplete: "off", spellcheck: false, placeholder: select.dataset.hint ?? "", value: labelOf() });
  const list = Object.assign(document.createElement("ul"), { id, className: "choices-of", hidden: true });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" })) input.setAttribute(name, value);
  list.setAttribute("role", "listbox");
  const label = select.labels?.[0];
  const name = label?.firstChild?.textContent?.trim() || select.getAttribute("aria-label") || "";
  input.setAttribute("aria-label", name);
  list.setAttribute("aria-label", name);
  for (const own of [...(select.labels ?? [])]) if (own.htmlFor) own.htmlFor = input.id;
  if (select.getAttribute("aria-describedby")) input.setAttribute("aria-describedby", select.getAttribute("aria-describedby"));
  box.append(input, list);
  select.after(box);
  select.hidden = true;
  let shown = [];
  let active = -1;

  function labelOf() {
    return select.value ? select.selectedOptions[0]?.textContent.trim() ?? "" : "";
  }

  function open(typed) {
    shown = matching(choices, typed);
    active = typed && shown.length ? 0 : shown.findIndex((one) => one.value === select.value);
    list.replaceChildren(...shown.map(item));
    if (!shown.length) list.append(Object.assign(document.createElement("li"), { className: "quiet", textContent: say("combobox.none") }));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    point();
    if (typed) announceSoon(shown.length);
  }

  function item(choice, place) {
    const option = document.createElement("li");
    option.id = `${id}-${place}`;
    option.className = choice.style;
    option.setAttribute("role", "option");
    option.dataset.place = place;
    const swatch = Object.assign(document.createElement("span"), { className: "swatch" });
    const said = Object.assign(document.createElement("span"), { textContent: choice.label });
    const path = Object.assign(document.createElement("small"), { textContent: choice.path });
    swatch.setAttribute("aria-hidden", "true");
    option.title = choice.brief;
    option.append(swatch, said, path);
    return option;
  }

  function point() {
    for (const [place, option] of [...list.querySelectorAll("[role=option]")].entries()) {
      option.setAttribute("aria-selected", place === active ? "true" : "false");
      if (place === active) option.scrollIntoView({ block: "nearest" });
    }
    if (active >= 0) input.setAttribute("aria-activedescendant", `${id}-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    window.clearTimeout(announceSoon.timer);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.value = labelOf();
  }

  function choose(choice) {
    select.value = choice?.value ?? "";
    close();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function key(event) {
    const last = shown.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return open("");
      const step = event.key === "ArrowDown" ? 1 : -1;
      active = active + step > last ? 0 : active + step < 0 ? last : active + step;
      return point();
    }
    if (list.hidden) return undefined;
    if (event.key === "Enter" && shown[active]) {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === "Enter" && !input.value.trim()) {
      event.preventDefault();
      choose(null);
    } else if (event.key === "Enter") event.preventDefault();
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
    return undefined;
  }

  input.addEventListener("input", () => open(input.value));
  input.addEventListener("click", () => { if (list.hidden) open(""); });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("keydown", key);
  input.addEventListener("blur", () => { if (!input.value.trim() && select.value) choose(null); else close(); });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(shown[option.dataset.place]);
  });
  return { input, show() { input.value = labelOf(); } };
}

function announceSoon(n) {
  window.clearTimeout(announceSoon.timer);
  announceSoon.timer = window.setTimeout(() => announce(say("combobox.found", { n })), 700);
}

function fold(text) {
  return text.toLowerCase().normalize("NFC");
}

/** The choices that a few letters mean: names that begin with them first, then words, then anywhere. */
function matching(choices, typed) {
  const letters = fold(typed.trim());
  const scored = choices.map((choice, place) => ({ choice, place, score: score(choice, letters) }));
  return scored.filter((one) => one.score).sort((a, b) => b.score - a.score || a.place - b.place).map((one) => one.choice);
}

function score(choice, letters) {
  const label = fold(choice.label);
  if (!letters) return 1;
  if (label.startsWith(letters)) return 5;
  if (label.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(letters))) return 4;
  if (label.includes(letters) || fold(choice.value).includes(letters)) return 3;
  return letters.split(/\s+/).every((part) => label.includes(part)) ? 2 : 0;
}

/** Every select of a part of the page that asks for it. */
export function comboboxes(part = document) {
  return [...part.querySelectorAll("select[data-combobox]:not([hidden])")].map((select) => [select, combobox(select)]);
}
