// The form in which the fields of a code are edited: what stands in it, and how something else is put there.
import { say } from "./acts.js";
import { element } from "./codebook_differences.js";

export const NAMES = ["brief", "definition", "use_when", "not_when", "examples", "indicators", "kind", "level", "origin"];

/** The form of the code that is shown; null where nothing can be changed. */
export const form = () => document.getElementById("edit-form");

/** Take an example away, and let the focus be on the one beside it. */
export function dropExample(drop) {
  const item = drop.closest("li");
  const next = item.nextElementSibling ?? item.previousElementSibling;
  if (next) item.remove();
  else item.querySelector("textarea").value = "";
  (next ?? item).querySelector("textarea").focus();
  form().dispatchEvent(new Event("input", { bubbles: true }));
}

export function fieldOf(name) {
  const made = form();
  const empty = ["brief", "definition", "use_when", "not_when"].find((one) => !made[one].value.trim());
  const wanted = name || empty || "brief";
  return wanted === "examples" ? made.querySelector('textarea[name="examples"]') : made[wanted];
}

export function roomForExamples(values) {
  while (form().querySelectorAll('textarea[name="examples"]').length < (values.examples?.length ?? 0)) addExample();
}

export function addExample() {
  const list = form().querySelector(".example-list");
  const n = list.children.length + 1;
  const area = element("textarea", { name: "examples", rows: 2, maxlength: 20000, "aria-label": say("codebook.example", { n }), "aria-describedby": "examples-help" });
  list.append(element("li", {}, area, element("button", { type: "button", "data-drop-example": true, "aria-label": say("codebook.example_drop", { n }), text: "×" })));
  return area;
}

export function grow(area) {
  const lines = area.value.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 80), 0);
  area.rows = Math.min(Math.max(area.rows, lines), 16);
}

/** Fields as they are typed: no blanks around them, so that only what a person changed is a change. */
export function normal(fields) {
  const told = Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) ? value.map(plain).filter(Boolean) : plain(value)]);
  return Object.fromEntries(told);
}

export function plain(text) {
  return text.replaceAll("\r\n", "\n").trim();
}

export function values() {
  const made = form();
  const found = Object.fromEntries(NAMES.filter((name) => !["examples", "indicators"].includes(name)).map((name) => [name, plain(made[name].value)]));
  found.examples = [...made.querySelectorAll('textarea[name="examples"]')].map((area) => plain(area.value)).filter(Boolean);
  found.indicators = made.indicators.value.split("\n").map((line) => line.trim()).filter(Boolean);
  return found;
}

export function put(name, value) {
  if (name === "examples") {
    roomForExamples({ examples: value });
    for (const [at, area] of [...form().querySelectorAll('textarea[name="examples"]')].entries()) area.value = value[at] ?? "";
  } else if (name === "indicators") form().indicators.value = value.join("\n");
  else if (NAMES.includes(name)) form()[name].value = value;
}
