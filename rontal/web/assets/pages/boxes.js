// Boxes over the words of a page. They lie below the words, so that these can still be selected, and
// nobody has to hear of them.
import { lettersIn } from "../reader/picking.js";
import { SVG, boxOf } from "./sheet.js";

const WAVE = 40; // units of the page's width
const AIR = 0.12; // around words that are framed, in parts of their line's height

// What is drawn along the lower edge of a box, for whoever does not tell colours apart.
const LINES = {
  green: ({ x, width }, low) => `M${x} ${low}h${width}`,
  blue: ({ x, width }, low) => `M${x} ${low}${`q${WAVE / 2} ${-WAVE} ${WAVE} 0t${WAVE} 0`.repeat(width / (2 * WAVE))}`,
};

// The boxes of a range as one drawing in its page, or null where it holds no words: inked, or framed
// where no colour is told.
export function boxesOver(range, name, colour) {
  const parts = lettersIn(range).filter(([{ parentNode }, from, to]) => parentNode.localName === "text" && from < to);
  if (!parts.length) return null;
  const boxes = part("g", { class: name, "aria-hidden": "true" });
  for (const [{ parentNode }, from, to] of parts) {
    const box = boxOf(parentNode, from, to, colour ? 0 : AIR);
    boxes.append(part("rect", box));
    if (LINES[colour]) boxes.append(part("path", { d: LINES[colour](box, box.y + box.height) }));
  }
  parts[0][0].parentNode.parentNode.prepend(boxes);
  return boxes;
}

function part(kind, attributes) {
  const element = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
