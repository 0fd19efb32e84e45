// Text normalised for comparison: white space becomes one space, accents and case are removed,
// punctuation like curly quotes becomes ASCII, and zero-width characters are dropped. The server does
// the same (rontal/reading/text_search.py), so that both find the same matches.
const BLOCKS = new Set(
  (
    "address article aside blockquote body br caption center dd details div dl dt figcaption " +
    "figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary " +
    "table tbody td tfoot th thead tr ul"
  ).split(" "),
);
// biome-ignore lint/suspicious/noControlCharactersInRegex: the server's blanks, those of Python, include them
const SPACE = /[^\S\ufeff]|[\u001c-\u001f\u0085]/;
const SPACES = new RegExp(`(?:${SPACE.source})+`, "g");
const NO_WIDTH = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const QUOTES = { "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"' };
const DASH = /[\u2010-\u2014]/;
const CONTEXT = 20;

const cache = new Map();

// Normalised character; "" for one without width.
export function foldCharacter(character) {
  if (!cache.has(character)) {
    const plain = DASH.test(character) ? "-" : QUOTES[character] || character.replace(NO_WIDTH, "");
    cache.set(character, plain.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase());
  }
  return cache.get(character);
}

export function fold(text) {
  let folded = "";
  for (const character of text) folded += foldCharacter(character);
  return folded;
}

// Text as it is shown and searched.
export function displayText(words) {
  return words.normalize("NFC").replace(NO_WIDTH, "").replace(SPACES, " ").trim();
}

// Normalised search text, "" where nothing is left of it.
export function normaliseQuery(words) {
  return fold(displayText(words));
}

// Text of a document, not normalised.
export function textOf(page) {
  const words = [];
  for (const text of textNodes(page)) words.push(text ? text.data : " ");
  return displayText(words.join(""));
}

// Positions of a search text in normalised text.
export function matchStarts(text, query) {
  const starts = [];
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) starts.push(at);
  return starts;
}

// Range of the nth match in a document, or of the match whose surrounding text fits better.
export function matchRange(page, query, { nth, before, after }) {
  const { text, places } = normalisedTextOf(page);
  const starts = matchStarts(text, query);
  const [head, tail] = [fold(before).slice(-CONTEXT), fold(after).slice(0, CONTEXT)];
  const fits = (at) => at !== undefined && text.slice(0, at).endsWith(head) && text.startsWith(tail, at + query.length);
  const start = fits(starts[nth]) ? starts[nth] : starts.find(fits);
  if (start === undefined) return null;
  const [first, from] = places[start];
  const [last, to, length] = places[start + query.length - 1];
  const range = page.ownerDocument.createRange();
  range.setStart(first, from);
  range.setEnd(last, to + length);
  return range;
}

// Text nodes of a document in order, and null where a block begins or ends.
function* textNodes(page) {
  for (let node = page; node; ) {
    if (node.nodeType === Node.TEXT_NODE) yield node;
    else if (BLOCKS.has(node.localName)) yield null;
    let next = node.localName === "style" ? null : node.firstChild;
    while (!next && node) {
      if (BLOCKS.has(node.localName)) yield null;
      next = node === page ? null : node.nextSibling;
      node = node === page ? null : node.parentNode;
    }
    node = next;
  }
}

// Normalised text of a document, and for each of its letters the node, offset and length.
function normalisedTextOf(page) {
  const normalised = new NormalisedText();
  for (const text of textNodes(page)) {
    if (text) normalised.add(text);
    else normalised.gap = true;
  }
  return { text: normalised.text.join(""), places: normalised.places };
}

class NormalisedText {
  text = [];
  places = [];
  gap = false;

  add(node) {
    if (this.gap) this.blank(node, 0, 0);
    this.gap = false;
    let offset = 0;
    for (const character of node.data) {
      if (SPACE.test(character)) this.blank(node, offset, 1);
      else for (const letter of foldCharacter(character)) this.put(letter, node, offset, character.length);
      offset += character.length;
    }
  }

  // White space of any length becomes one space; none at the beginning.
  blank(node, offset, length) {
    if (this.text.length && this.text[this.text.length - 1] !== " ") this.put(" ", node, offset, length);
  }

  put(letter, node, offset, length) {
    this.text.push(letter);
    for (let unit = 0; unit < letter.length; unit += 1) this.places.push([node, offset, length]);
  }
}
