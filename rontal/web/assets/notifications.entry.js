// Switches push notifications of this browser on and off. Without JavaScript or push messages the
// controls stay hidden.
import { csrfTokenOf } from "../../ui/assets/js/csrf-token.js";
import { activateWorker } from "../../ui/assets/js/service-worker.js";

const isSupported = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

for (const container of document.querySelectorAll("[data-push]")) if (isSupported) setUp(container).catch(() => null);

async function setUp(container) {
  const onButton = container.querySelector("[data-push-on]");
  const offButton = container.querySelector("[data-push-off]");
  const isOffer = container.hasAttribute("data-push-offer");
  if (isOffer && Notification.permission === "denied") return;
  for (const name of ["[data-push-none]"]) setHidden(container.querySelector(name), true);
  setHidden(container.querySelector("[data-push-form]"), false);
  if (isOffer) setHidden(container, false);
  const current = await currentSubscription(container);
  showButtons(onButton, offButton, Boolean(current));
  onButton.addEventListener("click", () =>
    runOnce(container, onButton, () => switchOn(container, onButton, offButton, isOffer)),
  );
  if (offButton) offButton.addEventListener("click", () => runOnce(container, offButton, () => switchOff(container)));
}

// Disables the button while the action runs, and shows errors.
async function runOnce(container, button, action) {
  button.disabled = true;
  try {
    await action();
  } catch {
    showMessage(container, textsOf(container).failed);
  }
  button.disabled = false;
}

async function switchOn(container, onButton, offButton, isOffer) {
  if ((await Notification.requestPermission()) !== "granted") {
    showMessage(container, textsOf(container).denied);
    return;
  }
  await activateWorker();
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: container.dataset.key,
  });
  const { endpoint, keys } = subscription.toJSON();
  const response = await post(container, container.dataset.add, { endpoint, p256dh: keys.p256dh, auth: keys.auth });
  const { said } = await response.json();
  showMessage(container, said);
  if (!response.ok) {
    await subscription.unsubscribe();
    return;
  }
  showButtons(onButton, offButton, true);
  if (isOffer) setHidden(container.querySelector("form"), true);
  else location.reload();
}

async function switchOff(container) {
  const subscription = await currentSubscription(container);
  if (!subscription) return;
  await post(container, container.dataset.leave, { endpoint: subscription.endpoint });
  await subscription.unsubscribe();
  location.reload();
}

// Returns the subscription of this browser. Removes one that was made for a former key of the server.
async function currentSubscription(container) {
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = registration ? await registration.pushManager.getSubscription() : null;
  if (!subscription || isSameKey(subscription.options.applicationServerKey, container.dataset.key)) return subscription;
  await subscription.unsubscribe();
  return null;
}

function isSameKey(buffer, key) {
  if (!buffer) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") === key;
}

function post(container, address, values) {
  return fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfTokenOf(container) },
    body: JSON.stringify(values),
  });
}

function showButtons(onButton, offButton, isOn) {
  setHidden(onButton, isOn);
  setHidden(offButton, !isOn);
}

function setHidden(element, isHidden) {
  if (element) element.hidden = isHidden;
}

function showMessage(container, text) {
  const message = container.querySelector("[data-push-said]");
  message.textContent = text;
  message.hidden = false;
}

function textsOf(container) {
  return container.querySelector("[data-push-words]").dataset;
}
