// Reads pages aloud from the visible page on, sentence by sentence, skipping pages without text.
import { ReadAloud } from "../reader/read-aloud.js";
import { sentencesInBlock } from "../reader/sentences.js";
import { paragraphsOf } from "./lines.js";

const MOST_SILENT = 10; // pages without text after which reading stops

export class AloudOfPages extends ReadAloud {
  // Only resets the state; `onward` collects the sentences of each page.
  sentences() {
    this.page = this.pages.page;
    this.spoke = false;
    return [];
  }

  async advance() {
    const { book, pages: view, run } = this;
    for (let silent = 0; silent < MOST_SILENT && this.page <= book.total; silent += 1) {
      const page = this.page;
      const sheet = view.sheet(page);
      const layer = await sheet.read();
      if (run !== this.run) return;
      this.page += 1;
      if (sheet.silent) continue;
      const { told } = sheet; // read before turning there, which fetches it again
      if (!view.shown.includes(page)) await this.moveTo(() => view.goTo(page));
      // Text that failed to load is not treated as empty: reading continues there on the next attempt.
      if (!layer) return this.status.show(told ? told.textContent : book.words.trouble);
      this.queue = sentencesIn(layer, this.language);
      this.spoke = true;
      return;
    }
    if (!this.spoke || this.page <= book.total) this.status.show(book.words.silent);
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
