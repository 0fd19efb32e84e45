// Registers the service worker, sends it the language and theme of the page, and shows a line on
// top of the page for queued forms and files. Everything works without a worker, too.
import { deleteSentDrafts } from "./drafts.js";

const TIMEOUT = 4000;
const FORMER_SCOPES = ["/baca/", "/rak/", "/keluar/"]; // scopes of former workers, before one worker served the whole site

const container = () => (window.isSecureContext && navigator.serviceWorker) || null;
const configuration = () => document.querySelector("[data-worker]");

export function setUpServiceWorker() {
  const texts = configuration();
  if (!container() || !texts || location.pathname.startsWith("/meja/")) return;
  const start = () => register(texts.dataset.worker).catch(() => null);
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
  window.addEventListener("online", () => askWorker({ type: "send" }));
  container().addEventListener("message", ({ data }) => data && onMessage(data));
  if (container().controller) syncWithWorker();
  else container().addEventListener("controllerchange", syncWithWorker, { once: true });
  showCacheTime(texts);
}

async function register(address) {
  const registration = await container().register(address, { updateViaCache: "none" });
  await untilActive(registration);
  for (const other of await container().getRegistrations()) {
    const { pathname } = new URL(other.scope);
    if (FORMER_SCOPES.includes(pathname)) await other.unregister();
  }
  return registration;
}

// Resolves when the service worker is active, for pages that need it; rejects if it cannot start.
export async function activateWorker() {
  await register(configuration().dataset.worker);
  const { storage } = navigator;
  if (storage && storage.persist) await storage.persist(); // asks the browser not to evict the site's storage
}

function untilActive(registration) {
  const worker = registration.installing || registration.waiting;
  if (!worker) return null;
  return new Promise((resolve, reject) =>
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve(null);
      if (worker.state === "redundant") reject(new Error("the worker could not begin"));
    }),
  );
}

// Sends a message to the worker and resolves to its result; null without a worker, without an
// answer within TIMEOUT milliseconds, or after an error.
export function askWorker(message) {
  const worker = container() && container().controller;
  if (!worker) return Promise.resolve(null);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data.ok ? (data.result === undefined ? true : data.result) : null);
    setTimeout(resolve, TIMEOUT, null);
    worker.postMessage(message, [port2]);
  });
}

async function syncWithWorker() {
  const { lang, dataset } = document.documentElement;
  await askWorker({ type: "look", language: lang, theme: dataset.theme });
  const waiting = await askWorker({ type: "list" });
  if (!waiting || !waiting.length) return;
  showQueueLine(waiting);
  await askWorker({ type: "send" });
}

async function onMessage({ type, kind, address, ok }) {
  if (type === "sent" && kind === "file")
    document.dispatchEvent(new CustomEvent("queue:sent", { detail: { address, ok } }));
  if (type === "sent" && kind === "form") deleteSentDrafts();
  showQueueLine((await askWorker({ type: "list" })) || []);
}

// Shows one line on top of the page that links to the queue, or to the receipt of a sent form.
function showQueueLine(waiting) {
  const texts = configuration();
  if (waiting.some(({ kind }) => kind === "receipt")) deleteSentDrafts();
  const sent = waiting.find(({ kind }) => kind === "receipt");
  const refused = waiting.some(({ state }) => state === "refused");
  const { textSent, textRefused, textWaits, waiting: queueUrl } = texts.dataset;
  const line = document.querySelector("[data-queue-line]");
  if (line) line.remove();
  if (!waiting.length || location.pathname === queueUrl || document.querySelector("[data-queue], [data-works]")) return;
  addQueueLine(sent ? textSent : refused ? textRefused : textWaits, sent ? sent.address : queueUrl);
}

function addQueueLine(text, address) {
  const line = document.createElement("p");
  line.className = "notice notice-info notice-line";
  line.dataset.queueLine = "";
  line.setAttribute("role", "status");
  const link = document.createElement("a");
  link.href = address;
  link.textContent = text;
  line.append(link);
  document.getElementById("main").prepend(line);
}

// A page from the offline cache shows when it was loaded.
function showCacheTime({ dataset }) {
  const { seen } = document.documentElement.dataset;
  if (!seen) return;
  const at = new Date(seen).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const line = document.createElement("p");
  line.className = "notice notice-info notice-line";
  line.setAttribute("role", "status");
  line.textContent = dataset.textSeen.replace("{time}", at);
  document.getElementById("main").prepend(line);
}
