// Text lines of a page, and paragraphs and ranges made of them.
const DIVIDED = "\u00ad"; // soft hyphen: the last word continues on the next line
const OTHER = 0.2; // relative difference in height that makes a line another kind of text
const APART = 1.2; // a paragraph begins this many usual line steps below another line
const STEP = 1.4; // default line step, in line heights, where there are too few lines

// Text of a line, followed by a space unless its last word continues.
export const wordsOfLine = (words) => (words.endsWith(DIVIDED) ? words : `${words} `);

// Text nodes of lines, grouped into probable paragraphs.
export function paragraphsOf(layer) {
  const lines = [...layer.querySelectorAll("text")].map((line) => {
    const [at, height] = ["y", "font-size"].map((name) => Number(line.getAttribute(name)));
    return { text: line.firstChild, at, height };
  });
  const most = APART * usualStep(lines);
  const found = [];
  lines.forEach(({ text, at, height }, number) => {
    const before = lines[number - 1];
    const goesOn = before && Math.abs(height - before.height) < OTHER * height && at - before.at < most;
    if (goesOn) found[found.length - 1].push(text);
    else found.push([text]);
  });
  return found;
}

function usualStep(lines) {
  const steps = lines
    .slice(1)
    .map(({ at }, number) => at - lines[number].at)
    .filter((step) => step > 0);
  steps.sort((one, other) => one - other);
  return steps.length > 2 ? steps[steps.length >> 1] : STEP * Math.min(...lines.map(({ height }) => height));
}

// Start and end of a range, in letters of the layer.
export function lettersAt(layer, range) {
  const before = layer.ownerDocument.createRange();
  before.selectNodeContents(layer);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [start, start + range.toString().length];
}

// Range of these letters, or null where the page has fewer.
export function rangeOfLetters(layer, start, end) {
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
