// What two people did to one code, field by field, and the choice between them.
import { say } from "./acts.js";
import { labelOf } from "./codebook_parts.js";

/** Whether two values of a field say the same. */
export function same(one, other) {
  return JSON.stringify(one ?? "") === JSON.stringify(other ?? "");
}

/** A field of a code as a person reads it. */
export function worded(name, value) {
  if (["parent", "merged_into"].includes(name)) return value ? labelOf(value) : "";
  if (name === "split_into") return value.map(labelOf).join("\n");
  const option = document.querySelector(`#edit-${name} option[value="${CSS.escape(String(value))}"]`);
  if (option) return option.textContent;
  return Array.isArray(value) ? value.join("\n") : value;
}

function element(tag, told = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(told)) {
    if (value === false || value === undefined) continue;
    if (name === "text") made.textContent = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

function cell(name, value) {
  const said = worded(name, value);
  return element("td", { class: "said-text" }, said ? element("div", { text: said }) : element("span", { class: "quiet", text: say("codebook.empty") }));
}

function headed(titles) {
  return element("thead", {}, element("tr", {}, ...titles.map((title) => element("th", { scope: "col", text: title }))));
}

/** A table of what was changed: as it was seen, and as it stands in the file now. */
export function changesTable(before, now) {
  const names = Object.keys(now).filter((name) => !same(before[name], now[name]));
  const rows = names.map((name) => element("tr", {}, element("th", { scope: "row", text: say(`codebook.name.${name}`) }), cell(name, before[name]), cell(name, now[name])));
  return element("div", { class: "table" }, element("table", { class: "differences" }, headed([say("codebook.field"), say("codebook.was"), say("codebook.theirs")]), element("tbody", {}, ...rows)));
}

/**
 * The fields on which mine and theirs differ: `by` is "me", "them" or "both", telling who changed it since `base`.
 */
export function differences(base, mine, theirs) {
  return Object.keys(theirs).filter((name) => !same(name in mine ? mine[name] : base[name], theirs[name])).map((name) => {
    const own = name in mine && !same(mine[name], base[name]);
    const by = !own ? "them" : same(base[name], theirs[name]) ? "me" : "both";
    return { name, mine: name in mine ? mine[name] : base[name], theirs: theirs[name], by };
  });
}

/** A table in which a person chooses for each field between mine and theirs; nothing is chosen where both changed it. */
export function choicesTable(rows) {
  const lines = rows.map((row) => element("tr", { class: row.by === "both" ? "both" : "" }, element("th", { scope: "row", text: say(`codebook.name.${row.name}`) }), row.by === "them" ? element("td", {}, element("span", { class: "quiet", text: say("codebook.their_change") })) : cell(row.name, row.mine), cell(row.name, row.theirs), choice(row)));
  const titles = [say("codebook.field"), say("codebook.mine"), say("codebook.theirs"), say("codebook.choice")];
  const table = element("table", { class: "differences" }, headed(titles), element("tbody", {}, ...lines));
  return element("div", { class: "table" }, table);
}

function choice(row) {
  if (row.by === "them") return element("td");
  const group = element("fieldset", {}, element("legend", { class: "unseen", text: say(`codebook.name.${row.name}`) }));
  for (const side of ["mine", "theirs"]) {
    const radio = element("input", { type: "radio", name: `choice-${row.name}`, value: side, checked: side === "mine" && row.by === "me" });
    group.append(element("label", {}, radio, document.createTextNode(say(side === "mine" ? "codebook.use_mine" : "codebook.keep_theirs"))));
  }
  return element("td", {}, group);
}

export { element };
