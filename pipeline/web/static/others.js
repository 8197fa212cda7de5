// What others did, and other tabs of one's own: the page asks twice a second, and shows it.
import { get, stepsTaken, waiting } from "./acts.js";
import { freshTree } from "./codebook_beside.js";
import { loadCodes } from "./picker.js";
import { onOtherTab, take } from "./shown.js";

const body = document.body.dataset;

/** Show the document as it is on the disk now. */
export async function fresh() {
  const before = stepsTaken();
  const coder = body.shown === body.coder ? "" : `?coder=${encodeURIComponent(body.shown)}`;
  const answer = await get(`/api/chips/${encodeURIComponent(body.document)}${coder}`);
  if (before === stepsTaken()) take({ ...answer, recent: undefined }, true);
}

let codebook = +body.seen.split(".")[1];
let memos = null;
let asking = false;
async function pulse() {
  if (asking || document.hidden || waiting()) return;
  asking = true;
  // The program may be away, or this page be left: then it is asked again a moment later.
  await look().catch(() => {});
  asking = false;
}

async function look() {
  const told = await get(`/api/pulse?document=${encodeURIComponent(body.document)}`);
  if (told.codebook !== codebook) {
    await loadCodes();
    await freshTree();
    codebook = told.codebook;
  }
  const noted = memos !== null && memos !== told.memos;
  memos = told.memos;
  if ((noted || told.document !== body.seen) && !waiting()) await fresh();
}

window.setInterval(pulse, 600);
document.addEventListener("visibilitychange", pulse);
document.addEventListener("forankret:saved", fresh);
document.addEventListener("memo-saved", fresh);
onOtherTab(fresh);
