// The queue of forms and files that wait for a network: sends them while it is open, and leads on to
// what the library said.
import { askWorker } from "../../../ui/assets/js/service-worker.js";
import { isLeaving } from "./leaving.js";

const AGAIN = 15000;
const one = (name) => document.querySelector(`[data-${name}]`);
let names = {};
let shown = 0; // forms in the list when it was drawn last

export function setUpQueuePage() {
  names = JSON.parse(document.getElementById("names").textContent);
  one("queue-send").addEventListener("click", send);
  window.addEventListener("online", send);
  window.addEventListener("offline", draw);
  navigator.serviceWorker && navigator.serviceWorker.addEventListener("message", ({ data }) => heard(data || {}));
  draw().then(() => shown && send());
  setInterval(() => shown && send(), AGAIN);
}

// A form that arrived leads to the library's answer, as sending it would have.
async function heard({ type, url, address }) {
  if (type === "sent" && url && !isLeaving()) return location.assign(url === "/masuk/" ? address : url);
  return draw();
}

async function send() {
  say(navigator.onLine === false ? "away" : "sending");
  const left = await askWorker({ type: "send" });
  await draw();
  if (shown && left) say(navigator.onLine === false ? "away" : "busy");
}

function say(state) {
  const place = one("queue-state");
  const text = place.dataset[`text${state[0].toUpperCase()}${state.slice(1)}`];
  place.hidden = !shown;
  if (place.textContent !== text) place.textContent = text;
}

async function draw() {
  const rows = (await askWorker({ type: "list" })) || [];
  shown = rows.filter(({ kind, state }) => kind !== "receipt" && state === "waits").length;
  one("queue-list").replaceChildren(...rows.map(line));
  one("queue-none").hidden = rows.length > 0;
  for (const part of document.querySelectorAll("[data-queue-some]")) part.hidden = !shown;
  if (!shown) one("queue-state").hidden = true;
}

function line({ id, kind, page, at, state, address }) {
  const item = one("queue-row").content.cloneNode(true);
  const part = (name) => item.querySelector(`[data-${name}]`);
  const name = nameOf(kind, page);
  part("name").textContent = name;
  part("named").textContent = `: ${name}`;
  part("at").textContent = new Date(at).toLocaleString(document.documentElement.lang, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  part("refused").hidden = state !== "refused";
  part("open").hidden = state !== "refused";
  part("open").addEventListener("click", () => reopen(id));
  part("see").hidden = kind !== "receipt";
  if (kind === "receipt") part("see").href = address;
  part("discard").hidden = kind === "receipt";
  part("discard").addEventListener("click", () => askWorker({ type: "discard", id }).then(draw));
  return item;
}

function nameOf(kind, page) {
  if (kind === "file") return names.file;
  const found = Object.keys(names.pages).find((start) => page.startsWith(start));
  return found ? names.pages[found] : names.form;
}

// Sends the form as a page would: the library answers with it, and with what it wants changed.
async function reopen(id) {
  const typed = await askWorker({ type: "typed", id });
  if (!typed) return;
  const token = await freshToken(typed.address);
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: typed.address, hidden: true });
  for (const [name, value] of typed.fields) {
    if (typeof value !== "string" || name === "altcha") continue; // files were sent ahead
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value: name === "csrfmiddlewaretoken" ? token || value : value });
    form.append(field);
  }
  document.body.append(form);
  await askWorker({ type: "discard", id });
  form.submit();
}

async function freshToken(address) {
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  const found = answer && /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(await answer.text());
  return found && found[1];
}
