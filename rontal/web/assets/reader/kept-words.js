// Search in an offline book while the server cannot be reached. Its documents are read one after
// another, and their texts are cached during the search session.
import { placesIn } from "./places.js";

const TURN = 16; // milliseconds after which the page may update
const OFTEN = 1000; // milliseconds between two progress messages

// Offline copy of a URL, without a request to the server; rejects where there is none.
export function kept(address) {
  return fetch(address, { mode: "same-origin", cache: "only-if-cached" });
}

export class KeptWords {
  constructor({ page, finding }, ways) {
    this.page = page;
    this.finding = finding;
    this.ways = ways;
    this.texts = new Map();
  }

  isHere() {
    return kept(this.page).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  forget() {
    this.texts.clear();
  }

  // Yields results in the server's format; each adds the matches of one more document.
  async *find(needle) {
    const documents = needle ? this.ways.documents() : [];
    const tally = new Tally(needle, this.finding);
    const progress = new Progress(this.finding.words.far, documents.length);
    for (const document of documents) {
      const text = tally.isFull ? null : await this.textOf(document);
      yield { said: progress.said, chapters: chaptersOf(document, tally.take(text)) };
      await progress.step();
    }
    yield { said: tally.said(documents.length), chapters: [] };
  }

  // Text of a document, null where it cannot be read.
  async textOf({ section, read }) {
    if (!this.texts.has(section)) this.texts.set(section, await read().catch(() => null));
    return this.texts.get(section);
  }
}

function chaptersOf({ section, label }, hits) {
  return hits.length ? [{ label, hits: hits.map((hit) => ({ section, ...hit })) }] : [];
}

// Collects matches, and how much of the book could be searched.
class Tally {
  constructor(needle, finding) {
    this.needle = needle;
    this.finding = finding;
    this.total = 0;
    this.shown = 0;
    this.held = 0;
    this.wordless = 0;
    this.whole = true;
  }

  get isFull() {
    return this.held > this.finding.letters;
  }

  take(text) {
    if (text === null) this.whole = false;
    if (!text) {
      if (text === "") this.wordless += 1;
      return [];
    }
    const { most, around } = this.finding;
    const { total, hits } = placesIn(text, this.needle, most - this.shown, around);
    this.held += text.length;
    this.total += total;
    this.shown += hits.length;
    return hits;
  }

  said(documents) {
    const { needle, total, shown, whole, wordless } = this;
    const { words } = this.finding;
    if (!needle) return words.nothing;
    if (words.wordless && wordless === documents) return words.pictures;
    const sentences = [total ? counted(words.places, total) : words.nowhere];
    if (total > shown) sentences.push(words.first.replace("{number}", shown));
    if (!whole) sentences.push(words.partly);
    if (words.wordless && wordless) sentences.push(counted(words.wordless, wordless));
    return sentences.join(" ");
  }
}

// Singular or plural message with the number.
function counted([one, more], number) {
  return (number === 1 ? one : more).replace("{number}", number);
}

// Occasional progress messages, and pauses in which the page can update.
class Progress {
  said = "";
  done = 0;
  told = performance.now();
  rested = performance.now();

  constructor(far, total) {
    this.far = far;
    this.total = total;
  }

  async step() {
    this.done += 1;
    const now = performance.now();
    if (now - this.told > OFTEN) {
      this.said = this.far.replace("{done}", this.done).replace("{total}", this.total);
      this.told = now;
    }
    if (now - this.rested < TURN) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.rested = performance.now();
  }
}
