// Words that are picked on a page: within one page, also where a selection runs over several.
import { Picking, onText } from "../reader/picking.js";
import { paragraphsOf } from "./lines.js";

export class PickingOnPages extends Picking {
  constructor(view, word, root) {
    super(view, word, root);
    super.watch({ doc: root });
    // Pressing what is done with picked words does not let go of them.
    root.querySelector("[data-picked]").addEventListener("mousedown", (event) => event.preventDefault());
  }

  // All pages stand in one document, which is watched already.
  watch() {}

  look(doc) {
    const chosen = doc.getSelection();
    const range = chosen.isCollapsed ? null : onText(chosen.getRangeAt(0));
    const layer = range && layerOf(range.startContainer);
    if (!layer) return this.none();
    if (!layer.contains(range.endContainer)) range.setEnd(layer.lastChild.firstChild, layer.lastChild.firstChild.length);
    return this.pick({ doc, page: Number(layer.parentNode.dataset.page), layer, range });
  }

  // The first paragraph in view; asked again, the one after it.
  paragraph() {
    const layers = this.pages.shown.map((page) => this.pages.sheet(page).layer).filter(Boolean);
    const all = layers.flatMap(paragraphsOf);
    const after = this.now ? all.findIndex((nodes) => nodes.some((node) => this.now.range.intersectsNode(node))) + 1 : 0;
    const nodes = all[after];
    if (!nodes) return;
    const last = nodes[nodes.length - 1];
    const { ownerDocument: doc } = last;
    doc.getSelection().setBaseAndExtent(nodes[0], 0, last, last.length);
    this.look(doc);
    last.parentNode.scrollIntoView({ block: "nearest" });
  }
}

function layerOf({ nodeType, parentElement }) {
  return nodeType === Node.TEXT_NODE ? parentElement.closest(".page-words") : null;
}
