// Reads pages aloud from the visible page on, sentence by sentence, skipping pages without text.
import { Aloud } from "../reader/aloud.js";
import { inBlock } from "../reader/sentences.js";
import { paragraphsOf } from "./lines.js";

const MOST_SILENT = 10; // pages without text after which reading stops

export class AloudOfPages extends Aloud {
  // Only resets the state; `onward` collects the sentences of each page.
  sentences() {
    this.page = this.pages.page;
    this.spoke = false;
    return [];
  }

  async onward() {
    const { book, pages: view, turn } = this;
    for (let silent = 0; silent < MOST_SILENT && this.page <= book.total; silent += 1) {
      const page = this.page;
      const sheet = view.sheet(page);
      const layer = await sheet.read();
      if (turn !== this.turn) return;
      this.page += 1;
      if (sheet.silent) continue;
      const { told } = sheet; // read before turning there, which fetches it again
      if (!view.shown.includes(page)) await this.lead(() => view.goTo(page));
      // Text that failed to load is not treated as empty: reading continues there on the next attempt.
      if (!layer) return this.said.say(told ? told.textContent : book.words.trouble);
      this.waiting = sentencesIn(layer, this.language);
      this.spoke = true;
      return;
    }
    if (!this.spoke || this.page <= book.total) this.said.say(book.words.silent);
  }

  async point(range) {
    const page = this.page - 1;
    if (!range.startContainer.isConnected) await this.lead(() => this.pages.goTo(page));
    this.drawing.point(range);
  }
}

function sentencesIn(layer, language) {
  return paragraphsOf(layer).flatMap((nodes) => inBlock(layer.ownerDocument, nodes, language));
}
