// Page that stores the book of a loan on this device.
import { bookOf, deleteBook } from "./offline/book-store.js";
import { BookDownload, canStoreBooks } from "./offline/book-download.js";
import { syncBooks } from "./offline/device-status.js";
import { fillIn, megabytes } from "./offline/format.js";
import { activateWorker } from "../../ui/assets/js/service-worker.js";

const data = JSON.parse(document.getElementById("data").textContent);
const one = (name) => document.querySelector(`[data-${name}]`);
const { words } = data;
const token = one("token").querySelector("input").value;

// Shows one state of the page: unable, ask, going, trouble or kept.
function show(state) {
  for (const part of document.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
}

function showProgress({ done, total }) {
  one("bar").value = total ? Math.min(1, done / total) : 0;
  one("told").textContent = fillIn(words.going, { done: megabytes(done), total: megabytes(Math.max(done, total)) });
}

async function download() {
  const bookDownload = new BookDownload(data, token);
  bookDownload.addEventListener("progress", () => showProgress(bookDownload));
  bookDownload.addEventListener("waiting", () => (one("told").textContent = words.waiting));
  show("going");
  try {
    await activateWorker();
    await bookDownload.start();
    show("kept");
    one("kept").focus();
  } catch (error) {
    if (!error.why) console.error(error);
    showProblem(error.why || "stopped", error.detail, bookDownload.total);
    one("trouble").focus();
  }
}

let problem = ""; // reason why the download stopped

function showProblem(reason, detail, total) {
  problem = reason;
  const sentence = reason === "refused" ? detail : words[reason];
  show("trouble");
  one("trouble").textContent = fillIn(sentence, { total: megabytes(total), free: megabytes(detail) });
  one("again").hidden = reason === "over" || reason === "refused";
}

async function removeBook() {
  const { device } = await bookOf(data.loan);
  await deleteBook(data.loan);
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, gawai: device });
  const response = await fetch(data.let_go, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
  if (response) location.reload();
  else show("ask");
}

async function start() {
  if (!canStoreBooks()) return show("unable");
  await syncBooks(data.standing);
  const book = await bookOf(data.loan);
  if (!book) return show("ask");
  return book.whole ? show("kept") : showProblem("stopped");
}

one("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  download();
});
one("again").addEventListener("click", download);
one("remove").addEventListener("click", removeBook);
// Resumes by itself only after a lost connection: taking the book from another device needs a click.
window.addEventListener("online", () => one("again").offsetParent && problem === "stopped" && download());
start().catch(() => show("unable"));
