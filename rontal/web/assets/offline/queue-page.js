// Page of forms and files that wait for a network: sends them while it is open, and goes to the
// server's answer.
import { askWorker } from "../../../ui/assets/js/service-worker.js";
import { isLeaving } from "./page-unload.js";

const RETRY_INTERVAL = 15000;
const one = (name) => document.querySelector(`[data-${name}]`);
let names = {};
let waitingForms = 0; // at the last rendering

export function setUpQueuePage() {
  names = JSON.parse(document.getElementById("names").textContent);
  one("queue-send").addEventListener("click", send);
  window.addEventListener("online", send);
  window.addEventListener("offline", render);
  navigator.serviceWorker && navigator.serviceWorker.addEventListener("message", ({ data }) => onMessage(data || {}));
  render().then(() => waitingForms && send());
  setInterval(() => waitingForms && send(), RETRY_INTERVAL);
}

// Goes to the server's answer to a form that arrived, as submitting it would have done.
async function onMessage({ type, url, address }) {
  if (type === "sent" && url && !isLeaving()) return location.assign(url === "/masuk/" ? address : url);
  return render();
}

async function send() {
  showState(navigator.onLine === false ? "away" : "sending");
  const remaining = await askWorker({ type: "send" });
  await render();
  if (waitingForms && remaining) showState(navigator.onLine === false ? "away" : "busy");
}

function showState(state) {
  const status = one("queue-state");
  const text = status.dataset[`text${state[0].toUpperCase()}${state.slice(1)}`];
  status.hidden = !waitingForms;
  if (status.textContent !== text) status.textContent = text;
}

async function render() {
  const rows = (await askWorker({ type: "list" })) || [];
  waitingForms = rows.filter(({ kind, state }) => kind !== "receipt" && state === "waits").length;
  one("queue-list").replaceChildren(...rows.map(queueItem));
  one("queue-none").hidden = rows.length > 0;
  for (const part of document.querySelectorAll("[data-queue-some]")) part.hidden = !waitingForms;
  if (!waitingForms) one("queue-state").hidden = true;
}

function queueItem({ id, kind, page, at, state, address }) {
  const item = one("queue-row").content.cloneNode(true);
  const part = (name) => item.querySelector(`[data-${name}]`);
  const name = formName(kind, page);
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
  part("discard").addEventListener("click", () => askWorker({ type: "discard", id }).then(render));
  return item;
}

function formName(kind, page) {
  if (kind === "file") return names.file;
  const found = Object.keys(names.pages).find((start) => page.startsWith(start));
  return found ? names.pages[found] : names.form;
}

// Submits the form as a page would: the server answers with the form and its errors.
async function reopen(id) {
  const typed = await askWorker({ type: "typed", id });
  if (!typed) return;
  const token = await freshToken(typed.address);
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: typed.address, hidden: true });
  for (const [name, value] of typed.fields) {
    if (typeof value !== "string" || name === "altcha") continue; // files are uploaded separately
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value: name === "csrfmiddlewaretoken" ? token || value : value });
    form.append(field);
  }
  document.body.append(form);
  await askWorker({ type: "discard", id });
  form.submit();
}

async function freshToken(address) {
  const response = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  const found = response && /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(await response.text());
  return found && found[1];
}
