// Boxes behind the text of a page. They come before the text in the layer, so that it can still be
// selected, and are hidden from screen readers.
import { lettersIn } from "../reader/picking.js";
import { SVG, boxOf } from "./sheet.js";

const WAVE = 40; // units of the page's width
const AIR = 0.12; // padding around framed text, as a fraction of the line's height

// The line along the lower edge of a box, for people who cannot distinguish the colours.
const LINES = {
  green: ({ x, width }, low) => `M${x} ${low}h${width}`,
  blue: ({ x, width }, low) => `M${x} ${low}${`q${WAVE / 2} ${-WAVE} ${WAVE} 0t${WAVE} 0`.repeat(width / (2 * WAVE))}`,
};

// Draws the boxes of a range into its page and returns them as one group, or null if the range has
// no text: filled with `colour`, or as a frame without a colour.
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
