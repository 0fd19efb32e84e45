// EPUB reader: lays out the book's sanitised pages and stores the reading position. An open book has no
// URLs for data of members (position, marks), and a sample has none for searching; those features are
// then left out.
import { ReadAloud } from "./reader/read-aloud.js";
import { Book } from "./reader/book.js";
import { DisplaySettings } from "./reader/display-settings.js";
import { localStorageOrNull } from "./reader/storage-entry.js";
import { NewerPosition } from "./reader/newer-position.js";
import { ReadingPosition } from "./reader/reading-position.js";
import { Controls } from "./reader/controls.js";
import { Copying } from "./reader/copying.js";
import { HighlightOverlay } from "./reader/highlight-overlay.js";
import { OtherDevice } from "./reader/other-device.js";
import { DyslexiaFont } from "./reader/dyslexia-font.js";
import { BookSearch } from "./reader/book-search.js";
import { Footnotes } from "./reader/footnotes.js";
import { Highlighting } from "./reader/highlighting.js";
import { MarkEditor } from "./reader/mark-editor.js";
import { Marks } from "./reader/marks.js";
import { LocalPosition } from "./reader/local-position.js";
import { TextSelection } from "./reader/text-selection.js";
import { ImageViewer } from "./reader/image-viewer.js";
import { Pages } from "./reader/pages.js";
import { StatusMessage } from "./reader/status-message.js";
import { JumpBack } from "./reader/jump-back.js";
import { Locator } from "./reader/locator.js";
import { setUpShare } from "../../ui/assets/js/share.js";

const data = JSON.parse(document.getElementById("book").textContent);
// The layout needs container queries and CSS nesting; older browsers show single chapters.
if (window.CSS && CSS.supports("selector(&)")) {
  const book = new Book(data);
  const storage = localStorageOrNull();
  const display = new DisplaySettings(storage);
  const field = document.querySelector("[data-token] input");
  const token = field ? field.value : "";
  const place = data.place ? new ReadingPosition(data, token, storage) : new LocalPosition(data, storage);
  if (data.here) new OtherDevice(data, place, token, document);
  const home = document.querySelector("[data-reader]");
  const pages = new Pages(book, display, place, home);
  const marks = new Marks(data, token, storage);
  const overlay = new HighlightOverlay(book, marks, pages, display);
  const status = new StatusMessage(document);
  const selection = new TextSelection(pages, data.words.picked, document);
  const locator = new Locator(book, pages);
  const editor = data.marks ? new MarkEditor(data, marks, locator, status, storage, document) : null;
  const highlighting = editor && new Highlighting(editor, selection, overlay, pages, document);
  if (editor) pages.addEventListener("moved", () => editor.showBookmark());
  const copying = new Copying(data, data.words, token, status, document);
  pages.addEventListener("page", ({ detail }) => copying.watch(detail.doc));
  if (data.find) new BookSearch(data, locator, overlay, token, document);
  new DyslexiaFont(data.faces, display, pages);
  new Footnotes(book, pages, document);
  const imageViewer = new ImageViewer(book, pages, document);
  const readAloud = new ReadAloud(book, pages, overlay, status, storage, document);
  new JumpBack(data.words, locator, pages, home, document);
  new Controls({ book, pages, display, selection, highlighting, imageViewer, readAloud, root: document });
  if (data.place) new NewerPosition(place, locator, data.words, document);
  pages
    .start()
    .then(() => marks.refresh())
    .then(() => editor && editor.resume());
  setUpShare();
  if (data.offline) status.show(data.words.offline);
} else {
  location.replace(`${data.page}bab/`);
}
