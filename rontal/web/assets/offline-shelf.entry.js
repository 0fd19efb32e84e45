// The page of offline books. It opens with network and without.
import { bookLines, timeNow } from "./offline/shelf.js";
import { follow, standingFor } from "./offline/standing.js";
import { books, forget } from "./offline/store.js";

const data = JSON.parse(document.getElementById("data").textContent);
const one = (name) => document.querySelector(`[data-${name}]`);

// Why somebody was led here stands behind the number sign of the address.
function tellWhy() {
  const why = location.hash.slice(1);
  for (const reason of document.querySelectorAll("main [data-why]")) reason.hidden = reason.dataset.why !== why;
}

async function list() {
  const lines = await bookLines(one("line"));
  one("books").replaceChildren(...lines);
  one("none").hidden = lines.length > 0;
  one("books").hidden = !lines.length;
}

// A clock that runs days ahead ends no loan: what it says is over is not shown, and goes once the
// library has told the time or cannot be reached.
async function letGo() {
  const { over } = await timeNow();
  for (const book of await books()) if (over(book)) await forget(book.loan);
}

async function start() {
  tellWhy();
  await list();
  const told = await standingFor(data.standing);
  if (told) await follow(told);
  await letGo();
  await list();
  if (!told) return;
  one("visitor").hidden = Boolean(told.reader);
}

window.addEventListener("hashchange", tellWhy);
start().catch(() => null); // a storage that does not open holds no book
