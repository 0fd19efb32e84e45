// Draws highlights over the page. Every colour has its own line pattern, for readers who cannot distinguish
// the colours.
import { Overlayer } from "foliate-js/overlayer.js";

const COLOURS = { yellow: "#d9a400", green: "#2f9e44", blue: "#2474d6", pink: "#d6336c" };
const LAYOUT_DELAY = 150;
const PATTERNS = {
  yellow: null,
  green: Overlayer.underline,
  blue: Overlayer.squiggly,
  pink: Overlayer.outline,
};

export class HighlightOverlay {
  constructor(book, marks, pages, display) {
    this.book = book;
    this.marks = marks;
    this.drawn = new Set();
    pages.addEventListener("overlay", ({ detail }) => this.attachTo(detail));
    marks.addEventListener("change", () => this.draw());
    display.addEventListener("change", () => setTimeout(() => this.redraw(), LAYOUT_DELAY));
  }

  attachTo({ doc, index, attach }) {
    this.layer = new Overlayer(doc);
    this.doc = doc;
    this.index = index;
    this.drawn = new Set();
    attach(this.layer);
    this.draw();
    doc.fonts.addEventListener("loadingdone", () => this.redraw());
  }

  // Text can move within a page of the same size, which the layout component does not notice.
  redraw() {
    if (this.layer && this.doc.defaultView) this.layer.redraw();
  }

  draw() {
    if (!this.layer) return;
    for (const key of this.drawn) this.layer.remove(key);
    this.drawn.clear();
    for (const mark of this.marks.list) if (mark.kind === "highlight") this.add(mark);
  }

  add(mark) {
    const position = this.book.atCfi(mark.cfi);
    if (!position || position.index !== this.index) return;
    const range = position.anchor(this.doc);
    if (!range || range.collapsed !== false) return; // another edition replaced the book
    const writingMode = this.doc.defaultView.getComputedStyle(this.doc.body).writingMode;
    this.layer.add(mark.key, range, paint, { colour: mark.colour, writingMode });
    this.drawn.add(mark.key);
  }

  // Frames a range until another one is framed or a page is drawn; none for null.
  frame(range) {
    if (!this.layer) return;
    if (range) this.layer.add("pointed", range, Overlayer.outline, { color: "#c2410c", width: 3 });
    else this.layer.remove("pointed");
  }

  // Mark at a point of the page, or null.
  at({ clientX, clientY }) {
    const [key] = this.layer ? this.layer.hitTest({ x: clientX, y: clientY }) : [];
    return key ? this.marks.all.get(key) || null : null;
  }
}

function paint(rects, { colour, writingMode }) {
  const colourCode = COLOURS[colour] || COLOURS.yellow;
  const group = Overlayer.highlight(rects, { color: colourCode });
  const pattern = PATTERNS[colour];
  if (!pattern) return group;
  const combined = document.createElementNS("http://www.w3.org/2000/svg", "g");
  combined.append(group, pattern(rects, { color: colourCode, width: 2, writingMode }));
  return combined;
}
