// Sentences of a document, each with its range.
const BLOCKS = "p, li, dd, dt, blockquote, pre, h1, h2, h3, h4, h5, h6, td, th, figcaption, div, section, body";
const SKIPPED = "style, rt, rp, math, svg, [hidden], [aria-hidden='true']";
const SOFT_HYPHEN = /\u00ad/g;
const SENTENCE = /[^.!?…。！？]+[.!?…。！？]*["'”’)\]]*\s*|[.!?…。！？]+\s*/g;

// Language code, "" for "und" (undetermined).
export const languageOf = (language) => (/^und\b/i.test(language) ? "" : language);

// Sentences from the start of a range to the end of the document.
export function sentencesOf(doc, language, from) {
  const blocks = new Map();
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest(SKIPPED) || !node.data.trim()) continue;
    const block = parent.closest(BLOCKS);
    if (!blocks.has(block)) blocks.set(block, []);
    blocks.get(block).push(node);
  }
  const sentences = [...blocks.values()].flatMap((nodes) => sentencesInBlock(doc, nodes, language));
  const first = from
    ? sentences.findIndex(({ range }) => from.compareBoundaryPoints(Range.START_TO_END, range) > 0)
    : 0;
  return first < 0 ? [] : sentences.slice(first);
}

// Sentences of consecutive text nodes.
export function sentencesInBlock(doc, nodes, language) {
  const text = nodes.map((node) => node.data).join("");
  const marked = nodes[0].parentElement.closest("[lang]");
  const lang = (marked && languageOf(marked.lang)) || language;
  let at = 0;
  return partsOf(text, lang).flatMap((part) => {
    const begin = at;
    at += part.length;
    const words = part.replace(SOFT_HYPHEN, "").replace(/\s+/g, " ").trim();
    return words ? [{ words, lang, range: rangeOf(doc, nodes, begin, at) }] : [];
  });
}

function partsOf(text, lang) {
  if (!Intl.Segmenter) return text.match(SENTENCE) || [];
  try {
    return [...new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text)].map(({ segment }) => segment);
  } catch {
    return text.match(SENTENCE) || []; // invalid language code in the book
  }
}

function rangeOf(doc, nodes, begin, end) {
  const range = doc.createRange();
  let at = 0;
  for (const node of nodes) {
    const next = at + node.length;
    if (begin >= at && begin < next) range.setStart(node, begin - at);
    if (end > at && end <= next) range.setEnd(node, end - at);
    at = next;
  }
  return range;
}
