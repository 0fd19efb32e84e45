// The page in place of one that cannot be loaded: says why, and lists what works.
import { deletePersonalData } from "../../../ui/assets/js/drafts.js";
import { askWorker } from "../../../ui/assets/js/service-worker.js";
import { isLeaving } from "./leaving.js";
import { bookLines } from "./shelf.js";

const CARD = "/kartu/";
const MOST = 12;
const PASSING = ["luring", "pelayan", "beranda"]; // reasons that may be over once there is a network
const one = (name) => document.querySelector(`[data-${name}]`);

export function setUpOfflinePage() {
  const why = document.documentElement.dataset.why || "luring";
  for (const reason of document.querySelectorAll("main [data-why]")) reason.hidden = reason.dataset.why !== why;
  one("again").hidden = ["keluar", "pamit", "kirim", "penuh"].includes(why);
  one("retry").addEventListener("click", () => location.reload());
  window.addEventListener("online", () => PASSING.includes(why) && !isLeaving() && location.reload());
  if (why === "keluar") deletePersonalData();
  list().catch(() => null);
}

// Each part for itself: where one storage is closed the others still show.
async function list() {
  const found = await Promise.all([books(), pages(), queued()].map((part) => part.catch(() => 0)));
  one("when-nothing").hidden = found.some(Boolean);
}

async function books() {
  const lines = await bookLines(one("line"));
  one("books").replaceChildren(...lines);
  one("when-books").hidden = !lines.length;
  return lines.length;
}

// Pages in the caches that the worker leaves here: of whoever is signed in, and those that visitors see.
async function pages() {
  const names = (await caches.keys()).filter((name) => name.startsWith("rontal-pages-"));
  const seen = new Map();
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) seen.set(request.url, await cache.match(request, { ignoreVary: true }));
  }
  const paths = [...seen.keys()].map((address) => new URL(address).pathname);
  one("when-card").hidden = !paths.includes(CARD);
  const lines = await Promise.all([...seen].reverse().slice(0, MOST).map(line));
  one("pages").replaceChildren(...lines.filter(Boolean));
  one("when-pages").hidden = !one("pages").children.length;
  return paths.length;
}

async function line([address, response]) {
  const { pathname, search } = new URL(address);
  if (pathname === CARD || !response) return null;
  const found = /<title>([^<]*)<\/title>/.exec(await response.text());
  const item = one("page").content.cloneNode(true);
  const link = item.querySelector("a");
  link.href = pathname + search;
  const decoder = new DOMParser().parseFromString(found ? found[1] : pathname, "text/html");
  link.textContent = decoder.body.textContent.split(" · ")[0];
  return item;
}

async function queued() {
  const waiting = (await askWorker({ type: "list" })) || [];
  one("when-queued").hidden = !waiting.length;
  return waiting.length;
}
