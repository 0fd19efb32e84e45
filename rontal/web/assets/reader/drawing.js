// Highlights over the page. Every colour has its own line pattern, for readers who cannot distinguish
// the colours.
import { Overlayer } from "foliate-js/overlayer.js";

const INKS = { yellow: "#d9a400", green: "#2f9e44", blue: "#2474d6", pink: "#d6336c" };
const SETTLED = 150;
const LINES = {
  yellow: null,
  green: Overlayer.underline,
  blue: Overlayer.squiggly,
  pink: Overlayer.outline,
};

export class Drawing {
  constructor(book, marks, pages, display) {
    this.book = book;
    this.marks = marks;
    this.drawn = new Set();
    pages.addEventListener("overlay", ({ detail }) => this.lay(detail));
    marks.addEventListener("change", () => this.draw());
    display.addEventListener("change", () => setTimeout(() => this.redraw(), SETTLED));
  }

  lay({ doc, index, attach }) {
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
    const place = this.book.atCfi(mark.cfi);
    if (!place || place.index !== this.index) return;
    const range = place.anchor(this.doc);
    if (!range || range.collapsed !== false) return; // another edition replaced the book
    const writingMode = this.doc.defaultView.getComputedStyle(this.doc.body).writingMode;
    this.layer.add(mark.key, range, paint, { colour: mark.colour, writingMode });
    this.drawn.add(mark.key);
  }

  // Frames a range until another one is framed or a page is drawn; none for null.
  point(range) {
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
  const ink = INKS[colour] || INKS.yellow;
  const group = Overlayer.highlight(rects, { color: ink });
  const line = LINES[colour];
  if (!line) return group;
  const both = document.createElementNS("http://www.w3.org/2000/svg", "g");
  both.append(group, line(rects, { color: ink, width: 2, writingMode }));
  return both;
}
