// Reader of paged books (PDF, CBZ), whose pages the server renders as images.
import { Copying } from "./reader/copying.js";
import { DisplaySettings } from "./reader/display-settings.js";
import { localStorageOrNull } from "./reader/storage-entry.js";
import { OtherDevice } from "./reader/other-device.js";
import { BookSearch } from "./reader/book-search.js";
import { Highlighting } from "./reader/highlighting.js";
import { MarkEditor } from "./reader/mark-editor.js";
import { Marks } from "./reader/marks.js";
import { NewerPosition } from "./reader/newer-position.js";
import { ReadingPosition } from "./reader/reading-position.js";
import { StatusMessage } from "./reader/status-message.js";
import { JumpBack } from "./reader/jump-back.js";
import { PageReadAloud } from "./pages/read-aloud.js";
import { Book } from "./pages/book.js";
import { PageSettings } from "./pages/page-settings.js";
import { Controls } from "./pages/controls.js";
import { HighlightOverlay } from "./pages/highlight-overlay.js";
import { Gestures } from "./pages/gestures.js";
import { PageTextSelection } from "./pages/text-selection.js";
import { View } from "./pages/view.js";
import { Locator } from "./pages/locator.js";

const data = JSON.parse(document.getElementById("book").textContent);
document.documentElement.dataset.site = document.documentElement.dataset.theme;
const book = new Book(data);
const storage = localStorageOrNull();
const display = new DisplaySettings(storage);
const settings = new PageSettings(storage, display);
const stage = document.querySelector("[data-stage]");
stage.hidden = false;
const view = new View(book, stage, settings);
const token = document.querySelector("[data-token] input").value;
const place = new ReadingPosition(data, token, storage);
const status = new StatusMessage(document);
const marks = new Marks(data, token, storage);
const locator = new Locator(book, view);
const editor = new MarkEditor(data, marks, locator, status, storage, document);
view.addEventListener("moved", () => editor.showBookmark());
new OtherDevice(data, place, token, document);
new Copying(data, data.words, token, status, document);
new Controls({
  book,
  view,
  display,
  settings,
  place,
  letters: { ...editor.letters, ...textShortcuts() },
  root: document,
});
new Gestures(view, stage);
new JumpBack(data.words, locator, view, stage, document);
new NewerPosition(place, locator, data.words, document);
view.start(place.unsent ? book.at(place.unsent) : data.number);
place.send();
marks.refresh().then(() => editor.resume());
if (data.offline) status.show(data.words.offline);

// Functions on text with their shortcut keys; a CBZ has no text.
function textShortcuts() {
  if (data.pictures) return {};
  const overlay = new HighlightOverlay(marks, locator, view);
  const selection = new PageTextSelection(view, data.words.picked, document);
  const highlighting = new Highlighting(editor, selection, overlay, view, document);
  const readAloud = new PageReadAloud(book, view, overlay, status, storage, document);
  new BookSearch(data, locator, overlay, token, document);
  const find = document.getElementById("find");
  return {
    ...highlighting.letters,
    s: () => selection.paragraph(),
    r: () => readAloud.toggle(),
    f: () => find.showModal(),
  };
}
