// Reader of paged books (PDF, CBZ), whose pages the server renders as images.
import { Copying } from "./reader/copying.js";
import { Display } from "./reader/display.js";
import { ownStorage } from "./reader/drawer.js";
import { Elsewhere } from "./reader/elsewhere.js";
import { Finding } from "./reader/finding.js";
import { Highlighting } from "./reader/highlighting.js";
import { Marking } from "./reader/marking.js";
import { Marks } from "./reader/marks.js";
import { Newer } from "./reader/newer.js";
import { Place } from "./reader/place.js";
import { Said } from "./reader/said.js";
import { WayBack } from "./reader/way-back.js";
import { AloudOfPages } from "./pages/aloud.js";
import { Book } from "./pages/book.js";
import { Choices } from "./pages/choices.js";
import { Controls } from "./pages/controls.js";
import { Drawing } from "./pages/drawing.js";
import { Hands } from "./pages/hands.js";
import { PickingOnPages } from "./pages/picking.js";
import { View } from "./pages/view.js";
import { Ways } from "./pages/ways.js";

const data = JSON.parse(document.getElementById("book").textContent);
document.documentElement.dataset.site = document.documentElement.dataset.theme;
const book = new Book(data);
const storage = ownStorage();
const display = new Display(storage);
const choices = new Choices(storage, display);
const stage = document.querySelector("[data-stage]");
stage.hidden = false;
const view = new View(book, stage, choices);
const token = document.querySelector("[data-token] input").value;
const place = new Place(data, token, storage);
const said = new Said(document);
const marks = new Marks(data, token, storage);
const ways = new Ways(book, view);
const marking = new Marking(data, marks, ways, said, storage, document);
view.addEventListener("moved", () => marking.showBookmark());
new Elsewhere(data, place, token, document);
new Copying(data, data.words, token, said, document);
new Controls({
  book,
  view,
  display,
  choices,
  place,
  letters: { ...marking.letters, ...lettersOfWords() },
  root: document,
});
new Hands(view, stage);
new WayBack(data.words, ways, view, stage, document);
new Newer(place, ways, data.words, document);
view.start(place.unsent ? book.at(place.unsent) : data.number);
place.send();
marks.refresh().then(() => marking.goOn());
if (data.offline) said.say(data.words.offline);

// Functions on text with their shortcut keys; a CBZ has no text.
function lettersOfWords() {
  if (data.pictures) return {};
  const drawing = new Drawing(marks, ways, view);
  const picking = new PickingOnPages(view, data.words.picked, document);
  const highlighting = new Highlighting(marking, picking, drawing, view, document);
  const aloud = new AloudOfPages(book, view, drawing, said, storage, document);
  new Finding(data, ways, drawing, token, document);
  const find = document.getElementById("find");
  return { ...highlighting.letters, s: () => picking.paragraph(), r: () => aloud.toggle(), f: () => find.showModal() };
}
