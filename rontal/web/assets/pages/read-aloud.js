// Reads pages aloud from the visible page on, sentence by sentence, skipping pages without text.
import { ReadAloud } from "../reader/read-aloud.js";
import { sentencesInBlock } from "../reader/sentences.js";
import { paragraphsOf } from "./text-lines.js";

const MAX_EMPTY_PAGES = 10; // pages without text after which reading stops

export class PageReadAloud extends ReadAloud {
  // Only resets the state; `advance` queues the sentences of each page.
  sentences() {
    this.page = this.pages.page;
    this.found = false;
    return [];
  }

  async advance() {
    const { book, pages: view, run } = this;
    for (let count = 0; count < MAX_EMPTY_PAGES && this.page <= book.total; count += 1) {
      const page = this.page;
      const sheet = view.sheet(page);
      const layer = await sheet.read();
      if (run !== this.run) return;
      this.page += 1;
      if (sheet.empty) continue;
      const { error } = sheet; // read before turning there, which fetches it again
      if (!view.shown.includes(page)) await this.moveTo(() => view.goTo(page));
      // Text that failed to load is not treated as empty: reading continues there on the next attempt.
      if (!layer) return this.status.show(error ? error.textContent : book.words.trouble);
      this.queue = sentencesIn(layer, this.language);
      this.found = true;
      return;
    }
    if (!this.found || this.page <= book.total) this.status.show(book.words.silent);
  }

  async reveal(range) {
    const page = this.page - 1;
    if (!range.startContainer.isConnected) await this.moveTo(() => this.pages.goTo(page));
    this.overlay.frame(range);
  }
}

function sentencesIn(layer, language) {
  return paragraphsOf(layer).flatMap((nodes) => sentencesInBlock(layer.ownerDocument, nodes, language));
}
