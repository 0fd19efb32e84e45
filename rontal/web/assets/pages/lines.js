// Lines of text on a page, and the paragraphs that they form.
const DIVIDED = "\u00ad"; // ends a line whose last word continues in the next line
const OTHER = 0.2; // a line differs in kind if its height differs by this fraction
const APART = 1.2; // a paragraph begins more than this many usual line steps below the line before
const STEP = 1.4; // step between lines in heights of the lowest line, if there are too few lines to measure it

// Returns the text of a line and what separates it from the next: a blank, or nothing in a word.
export const wordsOfLine = (words) => (words.endsWith(DIVIDED) ? words : `${words} `);

// Returns the text nodes of the lines, grouped into paragraphs by height and distance.
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
  const steps = lines.slice(1).map(({ at }, number) => at - lines[number].at).filter((step) => step > 0);
  steps.sort((one, other) => one - other);
  return steps.length > 2 ? steps[steps.length >> 1] : STEP * Math.min(...lines.map(({ height }) => height));
}

// Returns the start and end of a range as character offsets in the text of the layer.
export function lettersAt(layer, range) {
  const before = layer.ownerDocument.createRange();
  before.selectNodeContents(layer);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [start, start + range.toString().length];
}

// Returns the range of these character offsets, or null if the page has fewer characters.
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
