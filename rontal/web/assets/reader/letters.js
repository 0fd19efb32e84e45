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
const BLANK = /[^\S\ufeff]|[\u001c-\u001f\u0085]/;
const BLANKS = new RegExp(`(?:${BLANK.source})+`, "g");
const NO_WIDTH = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const QUOTES = { "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"' };
const DASH = /[\u2010-\u2014]/;
const NEAR = 20;

const known = new Map();

// Normalised character; "" for one without width.
export function foldOne(character) {
  if (!known.has(character)) {
    const plain = DASH.test(character) ? "-" : QUOTES[character] || character.replace(NO_WIDTH, "");
    known.set(character, plain.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase());
  }
  return known.get(character);
}

export function fold(text) {
  let folded = "";
  for (const character of text) folded += foldOne(character);
  return folded;
}

// Text as it is shown and searched.
export function shown(words) {
  return words.normalize("NFC").replace(NO_WIDTH, "").replace(BLANKS, " ").trim();
}

// Normalised search text, "" where nothing is left of it.
export function needleOf(words) {
  return fold(shown(words));
}

// Text of a document, not normalised.
export function wordsOf(page) {
  const words = [];
  for (const text of textsOf(page)) words.push(text ? text.data : " ");
  return shown(words.join(""));
}

// Positions of a search text in normalised text.
export function startsOf(text, needle) {
  const starts = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) starts.push(at);
  return starts;
}

// Range of the nth match in a document, or of the match whose surrounding text fits better.
export function rangeOf(page, needle, { nth, before, after }) {
  const { text, places } = lettersOf(page);
  const starts = startsOf(text, needle);
  const [head, tail] = [fold(before).slice(-NEAR), fold(after).slice(0, NEAR)];
  const fits = (at) =>
    at !== undefined && text.slice(0, at).endsWith(head) && text.startsWith(tail, at + needle.length);
  const start = fits(starts[nth]) ? starts[nth] : starts.find(fits);
  if (start === undefined) return null;
  const [first, from] = places[start];
  const [last, to, length] = places[start + needle.length - 1];
  const range = page.ownerDocument.createRange();
  range.setStart(first, from);
  range.setEnd(last, to + length);
  return range;
}

// Text nodes of a document in order, and null where a block begins or ends.
function* textsOf(page) {
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
function lettersOf(page) {
  const letters = new Letters();
  for (const text of textsOf(page)) {
    if (text) letters.take(text);
    else letters.apart = true;
  }
  return { text: letters.text.join(""), places: letters.places };
}

class Letters {
  text = [];
  places = [];
  apart = false;

  take(node) {
    if (this.apart) this.blank(node, 0, 0);
    this.apart = false;
    let offset = 0;
    for (const character of node.data) {
      if (BLANK.test(character)) this.blank(node, offset, 1);
      else for (const letter of foldOne(character)) this.put(letter, node, offset, character.length);
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
