// The reader of books of pages: PDF and rows of pictures, drawn by the server.
import { Display } from "./reader/display.js";
import { Copying } from "./reader/copying.js";
import { Elsewhere } from "./reader/elsewhere.js";
import { Newer } from "./reader/newer.js";
import { Place } from "./reader/place.js";
import { Said } from "./reader/said.js";
import { Book } from "./pages/book.js";
import { Choices } from "./pages/choices.js";
import { Controls } from "./pages/controls.js";
import { Hands } from "./pages/hands.js";
import { View } from "./pages/view.js";

const data = JSON.parse(document.getElementById("book").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
document.documentElement.dataset.site = document.documentElement.dataset.theme;
const book = new Book(data, words);
const display = new Display(localStorage);
const choices = new Choices(localStorage, display);
const stage = document.querySelector("[data-stage]");
stage.hidden = false;
const view = new View(book, stage, choices);
const token = document.querySelector("[data-token] input").value;
const place = new Place(data, token, localStorage);
new Elsewhere(data, place, token, document);
new Copying(data, words, token, new Said(document), document);
new Controls({ book, view, display, choices, place, root: document });
new Hands(view, stage);
const ways = {
  at: (counts) => book.at(counts),
  name: (page) => book.name(page),
  go: (page) => view.goTo(page),
  keep: () => view.moved(true),
};
new Newer(place, ways, words, document);
view.start(place.unsent ? book.at(place.unsent) : data.number);
place.send();
