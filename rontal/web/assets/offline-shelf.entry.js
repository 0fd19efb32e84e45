// Page of offline books, which opens with and without network.
import { bookItems, loanClock } from "./offline/book-list.js";
import { applyStatus, fetchDeviceStatus } from "./offline/device-status.js";
import { books, deleteBook } from "./offline/book-store.js";

const data = JSON.parse(document.getElementById("data").textContent);
const one = (name) => document.querySelector(`[data-${name}]`);

// Shows the reason for a redirect to this page, which is in the URL's fragment.
function showReason() {
  const why = location.hash.slice(1);
  for (const reason of document.querySelectorAll("main [data-why]")) reason.hidden = reason.dataset.why !== why;
}

async function showBooks() {
  const items = await bookItems(one("line"));
  one("books").replaceChildren(...items);
  one("none").hidden = items.length > 0;
  one("books").hidden = !items.length;
}

// Runs after the server was asked, so that a clock that is days ahead deletes no running loan while the
// server can be reached.
async function deleteEndedLoans() {
  const { isOver } = await loanClock();
  for (const book of await books()) if (isOver(book)) await deleteBook(book.loan);
}

async function start() {
  showReason();
  await showBooks();
  const status = await fetchDeviceStatus(data.standing);
  if (status) await applyStatus(status);
  await deleteEndedLoans();
  await showBooks();
  if (!status) return;
  one("visitor").hidden = Boolean(status.reader);
}

window.addEventListener("hashchange", showReason);
start().catch(() => null); // a storage that cannot be opened holds no book
