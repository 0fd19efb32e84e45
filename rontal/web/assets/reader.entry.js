// The reader: lays out the book's pages, which the server has made harmless, and keeps the place.
import { Book } from "./reader/book.js";
import { Display } from "./reader/display.js";
import { Place } from "./reader/place.js";
import { Controls } from "./reader/controls.js";
import { Pages } from "./reader/pages.js";

const data = JSON.parse(document.getElementById("book").textContent);
// Layout needs container queries and nesting; older browsers read chapter by chapter.
if (window.CSS && CSS.supports("selector(&)")) {
  const book = new Book(data);
  const display = new Display(localStorage);
  const place = new Place(data, document.querySelector("[data-token] input").value);
  const pages = new Pages(book, display, place, document.querySelector("[data-reader]"));
  new Controls(book, pages, display, document);
  pages.start();
} else {
  location.replace(`${data.page}bab/`);
}
