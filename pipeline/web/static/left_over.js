// Acts that waited for the program and were then refused: kept in sight until a person does them again or lets them go.

const key = `forankret-left-${document.body.dataset.coder}`;

/** The acts that are left over, with why, as they are kept over a reload. */
export function leftOver() {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
}

/** Keep an act that was refused after it had waited. */
export function leave(held, why) {
  put([...leftOver(), { name: held.name, told: held.told, why }]);
}

function put(all) {
  if (all.length) sessionStorage.setItem(key, JSON.stringify(all));
  else sessionStorage.removeItem(key);
}

/** Show what is left over; `again` does an act once more, `say` has the words. */
export function showLeftOver(say, again) {
  const place = document.getElementById("left-over");
  const all = leftOver();
  place.hidden = !all.length;
  const list = place.querySelector("ul");
  list.replaceChildren(...all.map((one, at) => item(one, at, say, again)));
}

function item(one, at, say, again) {
  const row = document.createElement("li");
  row.append(`${told(one, say)} — ${one.why} `);
  const button = (words, then) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: say(words) });
    made.addEventListener("click", () => {
      put(leftOver().filter((_, place) => place !== at));
      showLeftOver(say, again);
      then?.();
    });
    row.append(made, " ");
  };
  button("left.again", () => again(one));
  button("left.let_go");
  return row;
}

function told({ name, told: given }, say) {
  const where = [...new Set((given.places ?? [given.place ?? given]).map((place) => place?.utterance).filter(Boolean))];
  const what = [...(given.codes ?? []), given.code, given.label, given.memo, given.reason].filter(Boolean);
  const act = say(`left.act.${name}`);
  return [act === `left.act.${name}` ? say("left.act") : act, what.join(", "), where.join(", ")].filter(Boolean).join(" · ");
}
