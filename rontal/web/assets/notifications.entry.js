// Switching notifications on and off for the browser in hand. Without script, or in a browser without
// push messages, nothing of it is shown.
import { csrfTokenOf } from "../../ui/assets/js/csrf-token.js";
import { activateWorker } from "../../ui/assets/js/service-worker.js";

const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

for (const part of document.querySelectorAll("[data-push]")) if (can) setUp(part).catch(() => null);

async function setUp(part) {
  const on = part.querySelector("[data-push-on]");
  const off = part.querySelector("[data-push-off]");
  const offer = part.hasAttribute("data-push-offer");
  if (offer && Notification.permission === "denied") return;
  for (const name of ["[data-push-none]"]) hide(part.querySelector(name), true);
  hide(part.querySelector("[data-push-form]"), false);
  if (offer) hide(part, false);
  const current = await usable(part);
  toggle(on, off, Boolean(current));
  on.addEventListener("click", () => work(part, on, () => switchOn(part, on, off, offer)));
  if (off) off.addEventListener("click", () => work(part, off, () => switchOff(part)));
}

// Handles one press at a time, and shows errors.
async function work(part, button, act) {
  button.disabled = true;
  try {
    await act();
  } catch {
    say(part, words(part).failed);
  }
  button.disabled = false;
}

async function switchOn(part, on, off, offer) {
  if ((await Notification.requestPermission()) !== "granted") {
    say(part, words(part).denied);
    return;
  }
  await activateWorker();
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: part.dataset.key,
  });
  const { endpoint, keys } = subscription.toJSON();
  const answer = await post(part, part.dataset.add, { endpoint, p256dh: keys.p256dh, auth: keys.auth });
  const { said } = await answer.json();
  say(part, said);
  if (!answer.ok) {
    await subscription.unsubscribe();
    return;
  }
  toggle(on, off, true);
  if (offer) hide(part.querySelector("form"), true);
  else location.reload();
}

async function switchOff(part) {
  const subscription = await usable(part);
  if (!subscription) return;
  await post(part, part.dataset.leave, { endpoint: subscription.endpoint });
  await subscription.unsubscribe();
  location.reload();
}

// The subscription of this browser. One for another key of the library is of no use any more.
async function usable(part) {
  const registration = await navigator.serviceWorker.getRegistration();
  const found = registration ? await registration.pushManager.getSubscription() : null;
  if (!found || same(found.options.applicationServerKey, part.dataset.key)) return found;
  await found.unsubscribe();
  return null;
}

function same(buffer, key) {
  if (!buffer) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") === key;
}

function post(part, address, values) {
  return fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfTokenOf(part) },
    body: JSON.stringify(values),
  });
}

function toggle(on, off, is) {
  hide(on, is);
  hide(off, !is);
}

function hide(element, is) {
  if (element) element.hidden = is;
}

function say(part, text) {
  const place = part.querySelector("[data-push-said]");
  place.textContent = text;
  place.hidden = false;
}

function words(part) {
  return part.querySelector("[data-push-words]").dataset;
}
