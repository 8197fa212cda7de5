// The form for searching: words or a code to look for, and filters that search at once.
import { comboboxes } from "./combobox.js";
import { asked, show } from "./show.js";

const form = document.getElementById("search");
const words = document.getElementById("search-words");
const code = document.getElementById("search-code");
const searched = new URLSearchParams(window.location.search).get("q");
const boxes = new Map(comboboxes(form));

function how() {
  const chosen = form.querySelector("input[name=how]:checked");
  const byCode = chosen.value === "code";
  words.disabled = byCode;
  code.disabled = !byCode;
  words.closest("div").hidden = byCode;
  code.closest("div").hidden = !byCode;
  document.getElementById("search-hint").textContent = chosen.dataset.hint;
}

form.addEventListener("change", (event) => {
  const field = event.target;
  if (field.name === "how") how();
  if (field === code) form.requestSubmit();
  else if (searched && field !== words && (code.disabled ? words.value.trim() : code.value)) show(asked(form), ["found"]);
});
form.addEventListener("submit", () => {
  for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const field of form.elements) field.disabled = false;
  how();
  boxes.get(code)?.show();
});
how();
