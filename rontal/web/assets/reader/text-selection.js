// Text that is selected in the page: by touch, mouse, caret browsing or a screen reader, or paragraph by
// paragraph with a key.
const DELAY = 200;
const QUOTE_LENGTH = 2000;
const ANNOUNCED_LENGTH = 80;
const SOFT_HYPHEN = /\u00ad/g;
const BLOCKS = "p, li, dd, dt, blockquote, pre, h1, h2, h3, h4, h5, h6, td, th, figcaption";

export class TextSelection extends EventTarget {
  constructor(pages, word, root) {
    super();
    this.pages = pages;
    this.word = word;
    this.now = null;
    this.status = root.querySelector("[data-chosen-words]");
    pages.addEventListener("page", ({ detail }) => this.watch(detail));
  }

  /** @param {{ doc: Document, index?: number }} page */
  watch({ doc, index }) {
    this.reset();
    doc.addEventListener("selectionchange", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.read(doc, index), DELAY);
    });
  }

  read(doc, index) {
    const chosen = doc.defaultView && doc.getSelection();
    if (!chosen || chosen.isCollapsed || !collapseSpaces(chosen.toString())) return this.reset();
    this.set({ doc, index, range: toTextNodes(chosen.getRangeAt(0)) });
  }

  set(picked) {
    this.now = { ...picked, quote: quoteOf(picked.range).slice(0, QUOTE_LENGTH) };
    this.changed();
  }

  reset() {
    if (!this.now) return;
    this.now = null;
    this.changed();
  }

  clear() {
    if (this.now) this.now.doc.getSelection().removeAllRanges();
    this.reset();
  }

  // Selects the first visible paragraph; when called again, the next one.
  paragraph() {
    const { here } = this.pages;
    const [shown] = this.pages.view.getContents();
    if (!here || !here.range || !shown) return;
    const blocks = [...shown.doc.querySelectorAll(BLOCKS)].filter(
      (block) => !block.querySelector(BLOCKS) && collapseSpaces(block.textContent),
    );
    const after = this.now && blocks.findIndex((block) => this.now.range.intersectsNode(block)) + 1;
    const next = after ? blocks[after] : blocks.find((block) => here.range.intersectsNode(block));
    if (!next) return;
    shown.doc.getSelection().selectAllChildren(next);
    this.read(shown.doc, here.index);
    if (!here.range.intersectsNode(next)) this.pages.view.scrollToAnchor(this.now.range);
  }

  // Announces the selection to screen readers.
  changed() {
    this.status.textContent = this.now ? `${this.word} ${this.now.quote.slice(0, ANNOUNCED_LENGTH)}` : "";
    this.dispatchEvent(new CustomEvent("change", { detail: this.now }));
  }
}

export function collapseSpaces(text) {
  return text.replace(/\s+/g, " ").trim();
}

// Text of a range, with a space at the end of lines and paragraphs.
export function quoteOf(range) {
  let block = null;
  const parts = textNodesIn(range).map(([node, from, to]) => {
    const around = node.parentElement.closest(`${BLOCKS}, div`);
    const gap = block && (around !== block || isAfterBreak(node)) ? " " : "";
    block = around;
    return gap + node.data.slice(from, to);
  });
  return collapseSpaces(parts.join("").replace(SOFT_HYPHEN, ""));
}

function isAfterBreak({ previousSibling }) {
  return Boolean(previousSibling) && previousSibling.nodeName.toLowerCase() === "br";
}

// Same range with its ends in text nodes instead of elements, as a CFI requires.
export function toTextNodes(range) {
  const parts = textNodesIn(range).filter(([node, from, to]) => collapseSpaces(node.data.slice(from, to)));
  const exact = range.cloneRange();
  if (!parts.length) return exact;
  const [last, , to] = parts[parts.length - 1];
  exact.setStart(parts[0][0], parts[0][1]);
  exact.setEnd(last, to);
  return exact;
}

// Text nodes of a range, each with its start and end offset.
export function textNodesIn(range) {
  const { commonAncestorContainer: around } = range;
  const root = around.nodeType === Node.TEXT_NODE ? around.parentNode : around;
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const parts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    parts.push([node, from, node === range.endContainer ? range.endOffset : node.length]);
  }
  return parts;
}
