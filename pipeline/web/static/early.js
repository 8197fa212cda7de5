// Keeps what a person does before the scripts of a page are there, in its order, and lets it be done once they are.
(() => {
  const kept = [];
  const root = document.documentElement;
  const TYPED = "input:not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button]), textarea, select, [contenteditable]";
  const BY_ITSELF = `a[href], summary, option, ${TYPED}`;
  const KEYED = ["key", "code", "ctrlKey", "metaKey", "shiftKey", "altKey"];
  const PRESSED = ["clientX", "clientY", "detail", "ctrlKey", "metaKey", "shiftKey", "altKey"];

  function within(node, what) {
    return node instanceof Element ? node.closest(what) : null;
  }

  function only(event, names) {
    return { ...Object.fromEntries(names.map((name) => [name, event[name]])), bubbles: true, cancelable: true };
  }

  /** The key by which a button was pressed: if something else comes of the key, the button is not pressed. */
  function pressedBy() {
    const last = kept.at(-1);
    return last?.type === "keydown" && ["Enter", " "].includes(last.told.key) ? last : null;
  }

  /** Who presses a button again because nothing seems to happen means it once. */
  function again(target) {
    const before = kept.findLast((one) => one.type !== "keydown");
    return before?.type === "click" && within(target, "button") !== null && within(before.target, "button") === within(target, "button");
  }

  const keeps = {
    keydown(event) {
      if (!event.key) return;
      const letter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      const written = within(event.target, TYPED) !== null;
      if (letter && !written) event.preventDefault();
      kept.push({ type: "keydown", target: event.target, written, told: only(event, KEYED) });
    },
    click(event) {
      if (within(event.target, BY_ITSELF)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (again(event.target)) return;
      kept.push({ type: "click", target: event.target, told: only(event, PRESSED), by: event.detail ? null : pressedBy() });
    },
    submit(event) {
      event.preventDefault();
      event.stopImmediatePropagation();
      kept.push({ type: "submit", target: event.target, button: event.submitter, by: pressedBy() });
    },
    input: typed,
    change: typed,
  };

  function typed(event) {
    event.target.dataset.early = "";
    kept.push({ type: event.type, target: event.target });
  }

  function listen(event) {
    keeps[event.type](event);
  }

  /** Let something be done; gives false where a script did something else instead. */
  function redo(one, focused) {
    if (one.type === "submit") return one.target.requestSubmit(one.button);
    if (one.type === "click") return one.target.dispatchEvent(new MouseEvent("click", one.told));
    if (one.type !== "keydown") return one.target.dispatchEvent(new Event(one.type, { bubbles: true }));
    const moved = document.activeElement !== focused && !one.written;
    const at = moved || !one.target.isConnected ? document.activeElement : one.target;
    const goesOn = at.dispatchEvent(new KeyboardEvent("keydown", one.told));
    if (goesOn && moved) type(at, one.told);
    return goesOn;
  }

  /** A letter that was typed before the field was opened in which it belongs. */
  function type(field, { key, ctrlKey, metaKey, altKey }) {
    if (key.length !== 1 || ctrlKey || metaKey || altKey || !within(field, "input[type=text], input[type=search], textarea")) return;
    field.setRangeText(key, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const name of Object.keys(keeps)) window.removeEventListener(name, listen, true);
    const focused = document.activeElement;
    for (const one of kept) one.stopped = one.by?.stopped || redo(one, focused) === false;
    for (const { target } of kept) if (target instanceof Element) delete target.dataset?.early;
    if (!document.getSelection().isCollapsed) document.dispatchEvent(new Event("selectionchange"));
    root.dataset.ready = "";
  });
  for (const name of Object.keys(keeps)) window.addEventListener(name, listen, true);
})();
