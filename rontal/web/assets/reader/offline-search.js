// Search in an offline book while the server cannot be reached. Its documents are read one after
// another, and their texts are cached during the search session.
import { findMatches } from "./search-matches.js";

const MAX_BLOCKING = 16; // milliseconds after which the page may update
const REPORT_INTERVAL = 1000; // milliseconds between two progress messages

// Offline copy of a URL, without a request to the server; rejects where there is none.
export function fetchOffline(url) {
  return fetch(url, { mode: "same-origin", cache: "only-if-cached" });
}

export class OfflineSearch {
  constructor({ page, finding }, locator) {
    this.page = page;
    this.finding = finding;
    this.locator = locator;
    this.texts = new Map();
  }

  isStored() {
    return fetchOffline(this.page).then(
      (response) => response.ok,
      () => false,
    );
  }

  clear() {
    this.texts.clear();
  }

  // Yields results in the server's format; each adds the matches of one more document.
  async *find(query) {
    const documents = query ? this.locator.documents() : [];
    const results = new Results(query, this.finding);
    const progress = new Progress(this.finding.words.far, documents.length);
    for (const document of documents) {
      const text = results.isFull ? null : await this.textOf(document);
      yield { said: progress.text, chapters: chaptersOf(document, results.add(text)) };
      await progress.step();
    }
    yield { said: results.summary(documents.length), chapters: [] };
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
class Results {
  constructor(query, finding) {
    this.query = query;
    this.finding = finding;
    this.total = 0;
    this.shown = 0;
    this.read = 0;
    this.empty = 0;
    this.whole = true;
  }

  get isFull() {
    return this.read > this.finding.letters;
  }

  add(text) {
    if (text === null) this.whole = false;
    if (!text) {
      if (text === "") this.empty += 1;
      return [];
    }
    const { most, around } = this.finding;
    const { total, hits } = findMatches(text, this.query, most - this.shown, around);
    this.read += text.length;
    this.total += total;
    this.shown += hits.length;
    return hits;
  }

  summary(documents) {
    const { query, total, shown, whole, empty } = this;
    const { words } = this.finding;
    if (!query) return words.nothing;
    if (words.wordless && empty === documents) return words.pictures;
    const sentences = [total ? plural(words.places, total) : words.nowhere];
    if (total > shown) sentences.push(words.first.replace("{number}", shown));
    if (!whole) sentences.push(words.partly);
    if (words.wordless && empty) sentences.push(plural(words.wordless, empty));
    return sentences.join(" ");
  }
}

// Singular or plural message with the number.
function plural([one, more], number) {
  return (number === 1 ? one : more).replace("{number}", number);
}

// Occasional progress messages, and pauses in which the page can update.
class Progress {
  text = "";
  done = 0;
  reported = performance.now();
  paused = performance.now();

  constructor(format, total) {
    this.format = format;
    this.total = total;
  }

  async step() {
    this.done += 1;
    const now = performance.now();
    if (now - this.reported > REPORT_INTERVAL) {
      this.text = this.format.replace("{done}", this.done).replace("{total}", this.total);
      this.reported = now;
    }
    if (now - this.paused < MAX_BLOCKING) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.paused = performance.now();
  }
}
