// Offline books as a list, with the time that their loans last.
import { libraryTime } from "./library-clock.js";
import { readIndex, partNumber } from "./book-index.js";
import { unpackResponse, decryptPart } from "./encryption.js";
import { books, partOf } from "./book-store.js";
import { fillIn, megabytes } from "./format.js";

const { lang } = document.documentElement;
const DAY = 24 * 60 * 60 * 1000;
const EVENING = "18"; // the hour at which it begins

// Returns the time by the library's clock, and a function that tells whether a loan has ended.
export async function loanClock() {
  const { now, turned } = await libraryTime();
  return { now, isOver: (book) => !turned && now >= book.due };
}

// Returns one list item for each complete book with a running loan.
export async function bookItems(template) {
  data = data || readData();
  const { now, isOver } = await loanClock();
  const running = (await books()).filter((book) => book.whole && !isOver(book));
  const found = await Promise.all(running.map(async (book) => ({ book, index: await readIndex(book) })));
  const shown = found.filter(({ index }) => index); // null if the book was deleted meanwhile
  return Promise.all(shown.map((entry) => bookItem(template, entry, now)));
}

const readData = () => JSON.parse(document.getElementById("data").textContent);
let data = null; // texts and time zone of the page

async function bookItem(template, { book, index }, now) {
  const item = template.content.cloneNode(true);
  const part = (name) => item.querySelector(`[data-${name}]`);
  for (const name of ["read", "title"]) part(name).href = index.page;
  part("title").textContent = index.title;
  part("title").parentElement.lang = index.language;
  part("by").textContent = index.by;
  part("named").textContent = `: ${index.title}`;
  part("left").textContent = timeLeft(book.due, now);
  part("until").textContent = fillIn(data.words.until, { date: dateText(book.due) });
  part("size").textContent = `${megabytes(book.size)} MB`;
  part("cover").src = await coverOf(book, index);
  return item;
}

// In the library's time zone, whatever that of the device is.
const dateText = (at) =>
  new Date(at).toLocaleString(lang, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: data.zone });
const dayOf = (at) => Date.parse(new Date(at).toLocaleDateString("sv", { timeZone: data.zone }));

// Time left, counted in calendar days of the library, in the words of the page "My books".
function timeLeft(due, now) {
  const { words, zone } = data;
  const days = Math.round((dayOf(due) - dayOf(now)) / DAY);
  const clock = new Date(due).toLocaleTimeString("sv", { timeZone: zone });
  const atNight = clock >= EVENING;
  const time = clock.slice(0, 5).replace(":", ".");
  if (days < 1) return atNight ? words.tonight : fillIn(words.today, { time });
  if (days === 1) return atNight ? words.tomorrow : fillIn(words.morrow, { time });
  return fillIn(words.days, { days });
}

async function coverOf(book, index) {
  if (index.drawn)
    return `data:image/svg+xml,${encodeURIComponent(index.drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'))}`;
  const part = await partOf(book.loan, partNumber(index, index.cover));
  if (!part) return "";
  return URL.createObjectURL(await unpackResponse(await decryptPart(book, part)).blob());
}
