// Draws boxes around words of a page. They are below the text layer, so that it can still be selected, and
// hidden from screen readers.
import { textNodesIn } from "../reader/text-selection.js";
import { SVG, boxOf } from "./sheet.js";

const WAVE = 40; // units of the page's width
const FRAME_MARGIN = 0.12; // margin of a frame, as a share of the line's height

// Line pattern below a box, for readers who cannot distinguish the colours.
const PATTERNS = {
  green: ({ x, width }, bottom) => `M${x} ${bottom}h${width}`,
  blue: ({ x, width }, bottom) =>
    `M${x} ${bottom}${`q${WAVE / 2} ${-WAVE} ${WAVE} 0t${WAVE} 0`.repeat(width / (2 * WAVE))}`,
};

// Boxes of a range as one SVG in its page, or null where it has no text: filled, or framed without a
// colour.
export function drawBoxes(range, name, colour) {
  const pieces = textNodesIn(range).filter(
    ([{ parentNode }, from, to]) => parentNode.localName === "text" && from < to,
  );
  if (!pieces.length) return null;
  const boxes = svgElement("g", { class: name, "aria-hidden": "true" });
  for (const [{ parentNode }, from, to] of pieces) {
    const box = boxOf(parentNode, from, to, colour ? 0 : FRAME_MARGIN);
    boxes.append(svgElement("rect", box));
    if (PATTERNS[colour]) boxes.append(svgElement("path", { d: PATTERNS[colour](box, box.y + box.height) }));
  }
  pieces[0][0].parentNode.parentNode.prepend(boxes);
  return boxes;
}

function svgElement(kind, attributes) {
  const element = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
