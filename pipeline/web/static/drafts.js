// Keeps what a person types until it is saved: through a reload, a lost connection and an answer that says no.
const BEFORE = "forankret-draft:";

/**
 * Keep the draft of a form under `form.dataset.draft`, and put back what was kept before.
 *
 * Gives `{ restored, forget }`: whether something was put back, and a function to call once all is saved.
 * `prepare(values)` may first make room, e.g. for fields that repeat; `values` are lists by the fields' names.
 * Passwords, hidden fields, and fields with `data-no-draft` are left alone.
 */
export function keepDraft(form, { key = form.dataset.draft, prepare } = {}) {
  const place = BEFORE + key;
  const kept = read(place);
  if (kept) {
    prepare?.(kept);
    fill(form, kept);
  }
  const keep = () => write(place, valuesOf(form));
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  const forget = () => {
    form.removeEventListener("input", keep);
    form.removeEventListener("change", keep);
    forgetDraft(key);
  };
  return { restored: Boolean(kept), forget };
}

/** Whether a draft was kept under a name. */
export function hasDraft(key) {
  return read(BEFORE + key) !== null;
}

/** Throw the draft of a name away. */
export function forgetDraft(key) {
  try {
    sessionStorage.removeItem(BEFORE + key);
  } catch {
    // There is no store, so nothing was kept.
  }
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "password", "submit", "button", "file"].includes(field.type) && !("noDraft" in field.dataset));
}

function valuesOf(form) {
  const values = {};
  for (const field of fields(form)) {
    const box = field.type === "checkbox" || field.type === "radio";
    (values[field.name] ??= []).push(box ? (field.checked ? field.value : null) : field.value);
  }
  return values;
}

function fill(form, values) {
  const at = {};
  for (const field of fields(form)) {
    const place = (at[field.name] = (at[field.name] ?? -1) + 1);
    const value = values[field.name]?.[place];
    if (value === undefined) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = value === field.value;
    else field.value = value + typedBefore(field);
  }
}

// What was typed before the script was there is no part of the draft yet, so it stands after it (early.js).
function typedBefore(field) {
  if (!("early" in field.dataset) || !("defaultValue" in field)) return "";
  return field.value.startsWith(field.defaultValue) ? field.value.slice(field.defaultValue.length) : field.value;
}

function read(place) {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "null");
  } catch {
    return null;
  }
}

function write(place, values) {
  try {
    sessionStorage.setItem(place, JSON.stringify(values));
  } catch {
    // A full store keeps the older draft; what is typed still stands in the form.
  }
}
