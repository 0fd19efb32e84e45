// Page shown instead of one that cannot be loaded: gives the reason and lists what works offline.
import { deletePersonalData } from "../../../ui/assets/js/drafts.js";
import { askWorker } from "../../../ui/assets/js/service-worker.js";
import { isLeaving } from "./page-unload.js";
import { bookItems } from "./book-list.js";

const CARD = "/kartu/";
const MAX_PAGES = 12;
const TEMPORARY = ["luring", "pelayan", "beranda"]; // reasons that may be over once there is a network
const one = (name) => document.querySelector(`[data-${name}]`);

export function setUpOfflinePage() {
  const why = document.documentElement.dataset.why || "luring";
  for (const reason of document.querySelectorAll("main [data-why]")) reason.hidden = reason.dataset.why !== why;
  one("again").hidden = ["keluar", "pamit", "kirim", "penuh"].includes(why);
  one("retry").addEventListener("click", () => location.reload());
  window.addEventListener("online", () => TEMPORARY.includes(why) && !isLeaving() && location.reload());
  if (why === "keluar") deletePersonalData();
  showContent().catch(() => null);
}

// Loads each part separately, so that a storage that fails does not hide the others.
async function showContent() {
  const counts = await Promise.all([listBooks(), listPages(), showQueue()].map((part) => part.catch(() => 0)));
  one("when-nothing").hidden = counts.some(Boolean);
}

async function listBooks() {
  const items = await bookItems(one("line"));
  one("books").replaceChildren(...items);
  one("when-books").hidden = !items.length;
  return items.length;
}

// Lists the pages in the service worker's caches: those of the signed-in account and public ones.
async function listPages() {
  const names = (await caches.keys()).filter((name) => name.startsWith("rontal-pages-"));
  const cached = new Map();
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) cached.set(request.url, await cache.match(request, { ignoreVary: true }));
  }
  const paths = [...cached.keys()].map((address) => new URL(address).pathname);
  one("when-card").hidden = !paths.includes(CARD);
  const items = await Promise.all([...cached].reverse().slice(0, MAX_PAGES).map(pageItem));
  one("pages").replaceChildren(...items.filter(Boolean));
  one("when-pages").hidden = !one("pages").children.length;
  return paths.length;
}

async function pageItem([address, response]) {
  const { pathname, search } = new URL(address);
  if (pathname === CARD || !response) return null;
  const found = /<title>([^<]*)<\/title>/.exec(await response.text());
  const item = one("page").content.cloneNode(true);
  const link = item.querySelector("a");
  link.href = pathname + search;
  const parsed = new DOMParser().parseFromString(found ? found[1] : pathname, "text/html");
  link.textContent = parsed.body.textContent.split(" · ")[0];
  return item;
}

async function showQueue() {
  const waiting = (await askWorker({ type: "list" })) || [];
  one("when-queued").hidden = !waiting.length;
  return waiting.length;
}
