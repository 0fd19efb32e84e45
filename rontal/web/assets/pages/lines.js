// The lines of words on a page, and what they make up.
const DIVIDED = "\u00ad"; // ends a line whose last word goes on in the next one
const OTHER = 0.2; // so much higher or lower, in parts of it, is a line of another kind
const APART = 1.2; // so many usual steps below another line a paragraph begins
const STEP = 1.4; // heights of the lowest line from one to the next, where too few lines tell

// The words of a line as others follow them.
export const wordsOfLine = (words) => (words.endsWith(DIVIDED) ? words : `${words} `);

// Texts of lines, paragraph by paragraph as far as one can see.
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

// Where a range begins and ends among all letters of the layer.
export function lettersAt(layer, range) {
  const before = layer.ownerDocument.createRange();
  before.selectNodeContents(layer);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [start, start + range.toString().length];
}

// The range of these letters, or null where the page has fewer.
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
