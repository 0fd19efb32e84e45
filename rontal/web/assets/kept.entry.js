// The shelf of what is kept on this device. It opens with network and without.
import { libraryTime } from "./offline/clock.js";
import { indexOf, numberAt } from "./offline/index.js";
import { unpacked, unsealed } from "./offline/seal.js";
import { follow, standingAt } from "./offline/standing.js";
import { books, forget, partOf } from "./offline/store.js";
import { filled, megabytes } from "./offline/words.js";

const data = JSON.parse(document.getElementById("data").textContent);
const one = (name) => document.querySelector(`[data-${name}]`);
const { lang } = document.documentElement;
const DAY = 24 * 60 * 60 * 1000;
const NIGHT = "18"; // the hour at which it begins

// Why somebody was led here stands behind the number sign of the address.
function tellWhy() {
  const why = location.hash.slice(1);
  for (const reason of document.querySelectorAll("[data-why]")) reason.hidden = reason.dataset.why !== why;
}

async function list() {
  const { now, over } = await standing();
  const held = (await books()).filter((book) => book.whole && !over(book));
  const found = await Promise.all(held.map(async (book) => ({ book, index: await indexOf(book) })));
  await show(found.filter(({ index }) => index), now); // what goes meanwhile has none
}

async function standing() {
  const { now, turned } = await libraryTime();
  return { now, over: (book) => !turned && now >= book.due };
}

// A clock that runs days ahead ends no loan: what it says is over is not shown, and goes once the
// library has told the time or cannot be reached.
async function letGo() {
  const { over } = await standing();
  for (const book of await books()) if (over(book)) await forget(book.loan);
}

async function show(found, now) {
  one("books").replaceChildren(...(await Promise.all(found.map((each) => line(each, now)))));
  one("none").hidden = found.length > 0;
  one("books").hidden = !found.length;
}

async function line({ book, index }, now) {
  const item = one("line").content.cloneNode(true);
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
  if (index.drawn) return `data:image/svg+xml,${encodeURIComponent(index.drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'))}`;
  const sealed = await partOf(book.loan, numberAt(index, index.cover));
  if (!sealed) return "";
  return URL.createObjectURL(await unpacked(await unsealed(book, sealed)).blob());
}

async function start() {
  tellWhy();
  await list();
  const told = await standingAt(data.standing);
  if (told) await follow(told);
  await letGo();
  await list();
  if (!told) return;
  one("visitor").hidden = Boolean(told.reader);
}

window.addEventListener("hashchange", tellWhy);
if ("indexedDB" in window) start();
