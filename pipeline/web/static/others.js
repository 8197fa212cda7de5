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

let codebook = null;
let memos = null;
async function pulse() {
  if (document.hidden || waiting()) return;
  const told = await get(`/api/pulse?document=${encodeURIComponent(body.document)}`).catch(() => null);
  if (!told) return;
  const before = codebook;
  codebook = told.codebook;
  if (before !== null && before !== codebook) {
    await loadCodes();
    await freshTree();
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
