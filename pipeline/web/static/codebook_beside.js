// The codebook beside the text: press a code to apply it, or to see what it means.
import { filterTree, tree } from "./tree.js";

let choose = null;

/** Fetch the tree anew after the codebook changed. */
export async function freshTree() {
  const answer = await fetch("/tree", { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  document.getElementById("code-tree").replaceWith(template.content.getElementById("code-tree"));
  growTree();
  const sheet = document.querySelector('link[href^="/colours.css"]');
  sheet.href = `/colours.css?${Date.now()}`;
}

/** Let the tree be used; `onChoose` is told the code that a person presses. */
export function growTree(onChoose = choose) {
  choose = onChoose;
  tree(document.getElementById("code-tree"), { onChoose });
}

if (window.matchMedia("(max-width: 60rem)").matches) document.querySelector(".left .drawer").open = false;

document.getElementById("tree-filter").addEventListener("input", (event) => {
  filterTree(document.getElementById("code-tree"), event.target.value);
});
