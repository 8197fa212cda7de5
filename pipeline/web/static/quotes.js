// Pins quotes for the report and lets them go.
import { act, announce, say } from "/static/acts.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest('button[data-does="pin"]');
  if (!button || button.disabled) return;
  const pinned = button.getAttribute("aria-pressed") !== "true";
  button.disabled = true;
  try {
    await act("pin", { coding: button.dataset.coding, pinned });
    show(button, pinned);
  } catch {
    // What went wrong has been told; the button says what stands.
  }
  button.disabled = false;
  button.focus();
});

function show(button, pinned) {
  button.setAttribute("aria-pressed", String(pinned));
  button.textContent = say(pinned ? "quote.unpin" : "quote.pin");
  const chapter = button.closest(".chapter");
  const count = chapter?.querySelector("[data-pinned-count]");
  if (count) count.textContent = say("quote.pinned_n", { n: chapter.querySelectorAll('[data-does="pin"][aria-pressed="true"]').length });
  announce(say(pinned ? "pinned" : "unpinned"));
}
