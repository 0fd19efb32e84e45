// Draws on the text of pages: highlights, and the frame around a search match.
import { drawBoxes } from "./text-boxes.js";

export class HighlightOverlay {
  constructor(marks, locator, view) {
    this.marks = marks;
    this.locator = locator;
    this.view = view;
    view.addEventListener("words", ({ detail }) => this.draw([detail]));
    marks.addEventListener("change", () => this.draw(view.textSheets));
  }

  // Redraws on these sheets.
  draw(sheets) {
    for (const { layer, page } of sheets) {
      for (const old of layer.querySelectorAll("[data-key]")) old.remove();
      for (const mark of this.marks.list) {
        const range = this.locator.rangeOn(layer, page, mark);
        const boxes = range && drawBoxes(range, `page-ink page-ink-${mark.colour}`, mark.colour);
        if (boxes) boxes.dataset.key = mark.key;
      }
    }
  }

  // Frames a range until another one is framed; none for null.
  frame(range) {
    if (this.framed) this.framed.remove();
    this.framed = range && drawBoxes(range, "page-pointed");
    if (this.framed) scrollIntoView(this.framed);
  }

  // Mark at a point of the screen, or null.
  at({ clientX: x, clientY: y }) {
    const isOver = ({ left, top, right, bottom }) => left <= x && x <= right && top <= y && y <= bottom;
    const boxes = this.view.textSheets.flatMap(({ layer }) => [...layer.querySelectorAll("[data-key] rect")]);
    const found = boxes.find((box) => isOver(box.getBoundingClientRect()));
    return found ? this.marks.all.get(found.parentNode.dataset.key) : null;
  }
}

function scrollIntoView(boxes) {
  const stage = boxes.closest("[data-stage]").getBoundingClientRect();
  const { top, right, bottom, left } = boxes.getBoundingClientRect();
  if (top >= stage.top && bottom <= stage.bottom && left >= stage.left && right <= stage.right) return;
  boxes.scrollIntoView({ block: "center", inline: "center" });
}
