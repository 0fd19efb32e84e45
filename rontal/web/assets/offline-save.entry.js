// The page that keeps the book of a loan on this device.
import { bookOf, forget } from "./offline/store.js";
import { Keeping, canKeep } from "./offline/keeping.js";
import { settle } from "./offline/standing.js";
import { filled, megabytes } from "./offline/words.js";
import { activateWorker } from "../../ui/assets/js/service-worker.js";

const data = JSON.parse(document.getElementById("data").textContent);
const one = (name) => document.querySelector(`[data-${name}]`);
const { words } = data;
const token = one("token").querySelector("input").value;

// One state of the page at a time: unable, ask, going, trouble, kept.
function show(state) {
  for (const part of document.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
}

function tell({ done, total }) {
  one("bar").value = total ? Math.min(1, done / total) : 0;
  one("told").textContent = filled(words.going, { done: megabytes(done), total: megabytes(Math.max(done, total)) });
}

async function keep() {
  const keeping = new Keeping(data, token);
  keeping.addEventListener("progress", () => tell(keeping));
  keeping.addEventListener("waiting", () => (one("told").textContent = words.waiting));
  show("going");
  try {
    await activateWorker();
    await keeping.start();
    show("kept");
    one("kept").focus();
  } catch (error) {
    if (!error.why) console.error(error);
    stopped(error.why || "stopped", error.detail, keeping.total);
    one("trouble").focus();
  }
}

let trouble = ""; // why it does not go on

function stopped(why, detail, total) {
  trouble = why;
  const sentence = why === "refused" ? detail : words[why];
  show("trouble");
  one("trouble").textContent = filled(sentence, { total: megabytes(total), free: megabytes(detail) });
  one("again").hidden = why === "over" || why === "refused";
}

async function remove() {
  const { device } = await bookOf(data.loan);
  await forget(data.loan);
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, gawai: device });
  const known = await fetch(data.let_go, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
  if (known) location.reload();
  else show("ask");
}

async function start() {
  if (!canKeep()) return show("unable");
  await settle(data.standing);
  const book = await bookOf(data.loan);
  if (!book) return show("ask");
  return book.whole ? show("kept") : stopped("stopped");
}

one("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  keep();
});
one("again").addEventListener("click", keep);
one("remove").addEventListener("click", remove);
// What another device has is taken back by a press alone.
window.addEventListener("online", () => one("again").offsetParent && trouble === "stopped" && keep());
start().catch(() => show("unable"));
