// Push messages in the service worker: `listenForPush(self)` shows them, opens their pages, and renews
// the subscription. Texts come in the payload, in the person's language.
const KEY = "/pemberitahuan/kunci.json";
const RENEW = "/akun/pemberitahuan/perangkat/perbarui/";
const HOME = "/akun/pemberitahuan/";

export function listenForPush(worker) {
  worker.addEventListener("push", (event) => event.waitUntil(showNotification(worker, event.data)));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(openWindow(worker, targetOf(event)));
  });
  worker.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renewSubscription(worker, event)));
}

// Shows a notification for any payload, because browsers require one for each push message.
async function showNotification(worker, data) {
  const message = parse(data);
  const { title, body, path, tag, lang, badge, actions } = message;
  await worker.registration.showNotification(title || worker.location.host, {
    body,
    tag,
    lang,
    badge,
    icon: message.icon,
    actions: (actions || []).map(({ action, title: name }) => ({ action, title: name })),
    data: { path, paths: Object.fromEntries((actions || []).map((one) => [one.action, one.path])) },
  });
}

function parse(data) {
  try {
    return (data && data.json()) || {};
  } catch {
    return {};
  }
}

// Only pages of this site are opened, whatever the payload says.
function targetOf({ action, notification }) {
  const { path, paths } = notification.data || {};
  const address = new URL((action && paths && paths[action]) || path || HOME, self.location.origin);
  return address.origin === self.location.origin ? address.href : new URL(HOME, self.location.origin).href;
}

// Focuses a window that already shows the page, else opens a new one: others may contain unsaved input.
async function openWindow(worker, address) {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const existing = windows.find((one) => one.url === address);
  return existing ? existing.focus() : worker.clients.openWindow(address);
}

// Ends the subscription and closes all notifications, so that the next user of this device sees none.
// The push service then reports the endpoint as gone, and the server deletes it.
export async function endPush(worker) {
  const { pushManager } = worker.registration;
  const found = pushManager ? await pushManager.getSubscription() : null;
  if (found) await found.unsubscribe();
  for (const one of await worker.registration.getNotifications()) one.close();
}

// Sends a changed subscription to the server.
async function renewSubscription(worker, event) {
  const formerEndpoint = event.oldSubscription ? event.oldSubscription.endpoint : "";
  const subscription = event.newSubscription || (await subscribe(worker));
  if (!subscription) return;
  const { endpoint, keys } = subscription.toJSON();
  await fetch(RENEW, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth, old_endpoint: formerEndpoint }),
  });
}

async function subscribe(worker) {
  const { key } = await (await fetch(KEY)).json();
  if (!key) return null;
  return worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}
