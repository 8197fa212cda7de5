// What every page does: the cheat sheet, menus that close again, and acts that wait are saved, wherever one has gone.
const keys = document.getElementById("keys");
const on = document.getElementById("keys-on");

/** Whether letter keys are on; a person can turn them off for good. */
export function lettersOn() {
  return localStorage.getItem("forankret-letters") !== "off";
}

on.checked = lettersOn();
on.addEventListener("change", () => localStorage.setItem("forankret-letters", on.checked ? "on" : "off"));

if (Object.keys(sessionStorage).some((key) => /^forankret-(waiting|left)-/.test(key))) import("./acts.js");

document.addEventListener("click", (event) => {
  const opens = event.target.closest("[data-opens]");
  if (opens) document.getElementById(opens.dataset.opens).showModal();
  for (const menu of document.querySelectorAll("details.choices[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "Escape") for (const menu of document.querySelectorAll("details.choices[open]")) menu.open = false;
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    keys.showModal();
  }
});
