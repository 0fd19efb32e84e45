// Matches of a search text with their context, in the server's format (rontal/reading/text_search.py).
import { fold, foldCharacter, matchStarts } from "./text-normalisation.js";

// Counts all matches and returns the first `maxHits`, each with `contextLength` characters of context.
export function findMatches(text, query, maxHits, contextLength) {
  const starts = matchStarts(fold(text), query);
  const hits = spansOf(text, starts.slice(0, maxHits), query.length).map(([begin, end], nth) => ({
    nth,
    before: contextBefore(text, begin, contextLength),
    match: text.slice(begin, end),
    after: contextAfter(text, end, contextLength),
  }));
  return { total: starts.length, hits };
}

// Positions in the normalised text → start and end in the original text.
function spansOf(text, starts, length) {
  const spans = [];
  let [at, folded, ended] = [0, 0, 0];
  for (const character of text) {
    if (ended === starts.length) break;
    folded += foldCharacter(character).length;
    while (spans.length < starts.length && starts[spans.length] < folded) spans.push([at, at]);
    at += character.length;
    while (ended < starts.length && starts[ended] + length <= folded) spans[ended++][1] = at;
  }
  return spans;
}

// Some whole words before a match; in scripts without spaces, some letters.
function contextBefore(text, begin, contextLength) {
  const context = [...text.slice(Math.max(0, begin - 2 * contextLength), begin)].slice(-contextLength).join("");
  return context.length === begin ? context : context.slice(context.indexOf(" ") + 1) || context;
}

function contextAfter(text, end, contextLength) {
  const context = [...text.slice(end, end + 2 * contextLength)].slice(0, contextLength).join("");
  return end + context.length >= text.length
    ? context
    : context.slice(0, Math.max(0, context.lastIndexOf(" "))) || context;
}
