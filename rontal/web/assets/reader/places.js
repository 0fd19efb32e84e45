// Matches of a search text with their context, in the server's format (rontal/reading/finding.py).
import { fold, foldOne, startsOf } from "./letters.js";

// Counts all matches and returns the first `most`, each with `around` characters of context.
export function placesIn(shown, needle, most, around) {
  const starts = startsOf(fold(shown), needle);
  const told = spansOf(shown, starts.slice(0, most), needle.length).map(([begin, end], nth) => ({
    nth,
    before: before(shown, begin, around),
    match: shown.slice(begin, end),
    after: after(shown, end, around),
  }));
  return { total: starts.length, hits: told };
}

// Positions in the normalised text → start and end in the original text.
function spansOf(shown, starts, length) {
  const spans = [];
  let [at, folded, ended] = [0, 0, 0];
  for (const character of shown) {
    if (ended === starts.length) break;
    folded += foldOne(character).length;
    while (spans.length < starts.length && starts[spans.length] < folded) spans.push([at, at]);
    at += character.length;
    while (ended < starts.length && starts[ended] + length <= folded) spans[ended++][1] = at;
  }
  return spans;
}

// Some whole words before a match; in scripts without spaces, some letters.
function before(shown, begin, around) {
  const near = [...shown.slice(Math.max(0, begin - 2 * around), begin)].slice(-around).join("");
  return near.length === begin ? near : near.slice(near.indexOf(" ") + 1) || near;
}

function after(shown, end, around) {
  const near = [...shown.slice(end, end + 2 * around)].slice(0, around).join("");
  return end + near.length >= shown.length ? near : near.slice(0, Math.max(0, near.lastIndexOf(" "))) || near;
}
