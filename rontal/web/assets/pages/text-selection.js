// Selected text, limited to one page where the selection spans several.
import { TextSelection, toTextNodes } from "../reader/text-selection.js";
import { paragraphsOf } from "./text-lines.js";

export class PageTextSelection extends TextSelection {
  constructor(view, word, root) {
    super(view, word, root);
    super.watch({ doc: root });
    // Pressing a button of the selection bar keeps the selection.
    root.querySelector("[data-picked]").addEventListener("mousedown", (event) => event.preventDefault());
  }

  // All pages are in one document, which is observed already.
  watch() {}

  read(doc) {
    const chosen = doc.getSelection();
    const range = chosen.isCollapsed ? null : toTextNodes(chosen.getRangeAt(0));
    const layer = range && layerOf(range.startContainer);
    if (!layer) return this.reset();
    if (!layer.contains(range.endContainer))
      range.setEnd(layer.lastChild.firstChild, layer.lastChild.firstChild.length);
    return this.set({ doc, page: Number(layer.parentNode.dataset.page), layer, range });
  }

  // Selects the first visible paragraph; when called again, the next one.
  paragraph() {
    const layers = this.pages.shown.map((page) => this.pages.sheet(page).layer).filter(Boolean);
    const all = layers.flatMap(paragraphsOf);
    const after = this.now
      ? all.findIndex((nodes) => nodes.some((node) => this.now.range.intersectsNode(node))) + 1
      : 0;
    const nodes = all[after];
    if (!nodes) return;
    const last = nodes[nodes.length - 1];
    const { ownerDocument: doc } = last;
    doc.getSelection().setBaseAndExtent(nodes[0], 0, last, last.length);
    this.read(doc);
    last.parentNode.scrollIntoView({ block: "nearest" });
  }
}

function layerOf({ nodeType, parentElement }) {
  return nodeType === Node.TEXT_NODE ? parentElement.closest(".page-words") : null;
}
