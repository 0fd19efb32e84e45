// EPUB reader: lays out the book's sanitised pages and stores the reading position. An open book has no
// URLs for data of members (position, marks), and a sample has none for searching; those features are
// then left out.
import { Aloud } from "./reader/aloud.js";
import { Book } from "./reader/book.js";
import { Display } from "./reader/display.js";
import { ownStorage } from "./reader/drawer.js";
import { Newer } from "./reader/newer.js";
import { Place } from "./reader/place.js";
import { Controls } from "./reader/controls.js";
import { Copying } from "./reader/copying.js";
import { Drawing } from "./reader/drawing.js";
import { Elsewhere } from "./reader/elsewhere.js";
import { Faces } from "./reader/faces.js";
import { Finding } from "./reader/finding.js";
import { Footnotes } from "./reader/footnotes.js";
import { Highlighting } from "./reader/highlighting.js";
import { Marking } from "./reader/marking.js";
import { Marks } from "./reader/marks.js";
import { OwnPlace } from "./reader/own-place.js";
import { Picking } from "./reader/picking.js";
import { Pictures } from "./reader/pictures.js";
import { Pages } from "./reader/pages.js";
import { Said } from "./reader/said.js";
import { WayBack } from "./reader/way-back.js";
import { Ways } from "./reader/ways.js";
import { setUpShare } from "../../ui/assets/js/share.js";

const data = JSON.parse(document.getElementById("book").textContent);
// The layout needs container queries and CSS nesting; older browsers show single chapters.
if (window.CSS && CSS.supports("selector(&)")) {
  const book = new Book(data);
  const storage = ownStorage();
  const display = new Display(storage);
  const field = document.querySelector("[data-token] input");
  const token = field ? field.value : "";
  const place = data.place ? new Place(data, token, storage) : new OwnPlace(data, storage);
  if (data.here) new Elsewhere(data, place, token, document);
  const home = document.querySelector("[data-reader]");
  const pages = new Pages(book, display, place, home);
  const marks = new Marks(data, token, storage);
  const drawing = new Drawing(book, marks, pages, display);
  const said = new Said(document);
  const picking = new Picking(pages, data.words.picked, document);
  const ways = new Ways(book, pages);
  const marking = data.marks ? new Marking(data, marks, ways, said, storage, document) : null;
  const highlighting = marking && new Highlighting(marking, picking, drawing, pages, document);
  if (marking) pages.addEventListener("moved", () => marking.showBookmark());
  const copying = new Copying(data, data.words, token, said, document);
  pages.addEventListener("page", ({ detail }) => copying.watch(detail.doc));
  if (data.find) new Finding(data, ways, drawing, token, document);
  new Faces(data.faces, display, pages);
  new Footnotes(book, pages, document);
  const pictures = new Pictures(book, pages, document);
  const aloud = new Aloud(book, pages, drawing, said, storage, document);
  new WayBack(data.words, ways, pages, home, document);
  new Controls({ book, pages, display, picking, highlighting, pictures, aloud, root: document });
  if (data.place) new Newer(place, ways, data.words, document);
  pages
    .start()
    .then(() => marks.refresh())
    .then(() => marking && marking.goOn());
  setUpShare();
  if (data.offline) said.say(data.words.offline);
} else {
  location.replace(`${data.page}bab/`);
}
