// Text lines of a page, and paragraphs and ranges made of them.
const SOFT_HYPHEN = "\u00ad"; // soft hyphen: the last word continues on the next line
const HEIGHT_DIFFERENCE = 0.2; // relative difference in height that makes a line another kind of text
const PARAGRAPH_GAP = 1.2; // a paragraph begins this many usual line steps below another line
const DEFAULT_STEP = 1.4; // default line step, in line heights, where there are too few lines

// Text of a line, followed by a space unless its last word continues.
export const textOfLine = (words) => (words.endsWith(SOFT_HYPHEN) ? words : `${words} `);

// Text nodes of lines, grouped into probable paragraphs.
export function paragraphsOf(layer) {
  const lines = [...layer.querySelectorAll("text")].map((line) => {
    const [at, height] = ["y", "font-size"].map((name) => Number(line.getAttribute(name)));
    return { text: line.firstChild, at, height };
  });
  const maxStep = PARAGRAPH_GAP * usualStep(lines);
  const paragraphs = [];
  lines.forEach(({ text, at, height }, number) => {
    const previous = lines[number - 1];
    const continues =
      previous && Math.abs(height - previous.height) < HEIGHT_DIFFERENCE * height && at - previous.at < maxStep;
    if (continues) paragraphs[paragraphs.length - 1].push(text);
    else paragraphs.push([text]);
  });
  return paragraphs;
}

function usualStep(lines) {
  const steps = lines
    .slice(1)
    .map(({ at }, number) => at - lines[number].at)
    .filter((step) => step > 0);
  steps.sort((one, other) => one - other);
  return steps.length > 2 ? steps[steps.length >> 1] : DEFAULT_STEP * Math.min(...lines.map(({ height }) => height));
}

// Start and end of a range, in letters of the layer.
export function offsetsOf(layer, range) {
  const before = layer.ownerDocument.createRange();
  before.selectNodeContents(layer);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [start, start + range.toString().length];
}

// Range of these letters, or null where the page has fewer.
export function rangeAt(layer, start, end) {
  const range = layer.ownerDocument.createRange();
  let at = 0;
  for (const { firstChild: text } of layer.querySelectorAll("text")) {
    const next = at + text.length;
    if (start >= at && start < next) range.setStart(text, start - at);
    if (end > at && end <= next) {
      range.setEnd(text, end - at);
      return range;
    }
    at = next;
  }
  return null;
}
