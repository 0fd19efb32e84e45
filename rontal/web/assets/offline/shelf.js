// Offline books as a list, with the time that their loans last.
import { libraryTime } from "./clock.js";
import { indexOf, numberAt } from "./index.js";
import { unpacked, unsealed } from "./seal.js";
import { books, partOf } from "./store.js";
import { filled, megabytes } from "./words.js";

const { lang } = document.documentElement;
const DAY = 24 * 60 * 60 * 1000;
const NIGHT = "18"; // the hour at which it begins

// Now by the library's clock, and whether a loan is over by it.
export async function timeNow() {
  const { now, turned } = await libraryTime();
  return { now, over: (book) => !turned && now >= book.due };
}

// One list item a book that is whole and whose loan runs.
export async function bookLines(template) {
  data = data || given();
  const { now, over } = await timeNow();
  const held = (await books()).filter((book) => book.whole && !over(book));
  const found = await Promise.all(held.map(async (book) => ({ book, index: await indexOf(book) })));
  const shown = found.filter(({ index }) => index); // what goes meanwhile has none
  return Promise.all(shown.map((each) => line(template, each, now)));
}

const given = () => JSON.parse(document.getElementById("data").textContent);
let data = null; // words and the time zone of the page

async function line(template, { book, index }, now) {
  const item = template.content.cloneNode(true);
  const part = (name) => item.querySelector(`[data-${name}]`);
  for (const name of ["read", "title"]) part(name).href = index.page;
  part("title").textContent = index.title;
  part("title").parentElement.lang = index.language;
  part("by").textContent = index.by;
  part("named").textContent = `: ${index.title}`;
  part("left").textContent = timeLeft(book.due, now);
  part("until").textContent = filled(data.words.until, { date: said(book.due) });
  part("size").textContent = `${megabytes(book.size)} MB`;
  part("cover").src = await coverOf(book, index);
  return item;
}

// By the library's clock, wherever the device thinks that it is.
const said = (at) =>
  new Date(at).toLocaleString(lang, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: data.zone });
const dayOf = (at) => Date.parse(new Date(at).toLocaleDateString("sv", { timeZone: data.zone }));

// In days of the library's calendar, as its shelf says it.
function timeLeft(due, now) {
  const { words, zone } = data;
  const days = Math.round((dayOf(due) - dayOf(now)) / DAY);
  const clock = new Date(due).toLocaleTimeString("sv", { timeZone: zone });
  const atNight = clock >= NIGHT;
  const time = clock.slice(0, 5).replace(":", ".");
  if (days < 1) return atNight ? words.tonight : filled(words.today, { time });
  if (days === 1) return atNight ? words.tomorrow : filled(words.morrow, { time });
  return filled(words.days, { days });
}

async function coverOf(book, index) {
  if (index.drawn)
    return `data:image/svg+xml,${encodeURIComponent(index.drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'))}`;
  const sealed = await partOf(book.loan, numberAt(index, index.cover));
  if (!sealed) return "";
  return URL.createObjectURL(await unpacked(await unsealed(book, sealed)).blob());
}
