// Push messages in the service worker: `listenForPush(self)` shows them, opens what they lead to, and
// keeps the subscription alive. Texts come in the payload, in the person's language.
const KEY = "/pemberitahuan/kunci.json";
const RENEW = "/akun/pemberitahuan/perangkat/perbarui/";
const HOME = "/akun/pemberitahuan/";

export function listenForPush(worker) {
  worker.addEventListener("push", (event) => event.waitUntil(show(worker, event.data)));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, target(event)));
  });
  worker.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(worker, event)));
}

// A browser that gets a push message must show something, whatever is in it.
async function show(worker, data) {
  const said = read(data);
  const { title, body, path, tag, lang, badge, actions } = said;
  await worker.registration.showNotification(title || worker.location.host, {
    body,
    tag,
    lang,
    badge,
    icon: said.icon,
    actions: (actions || []).map(({ action, title: name }) => ({ action, title: name })),
    data: { path, paths: Object.fromEntries((actions || []).map((one) => [one.action, one.path])) },
  });
}

function read(data) {
  try {
    return (data && data.json()) || {};
  } catch {
    return {};
  }
}

// Only pages of this site are opened, whatever the payload says.
function target({ action, notification }) {
  const { path, paths } = notification.data || {};
  const address = new URL((action && paths && paths[action]) || path || HOME, self.location.origin);
  return address.origin === self.location.origin ? address.href : new URL(HOME, self.location.origin).href;
}

// A window that shows the page already, else a new one: in others something may be half written.
async function open(worker, address) {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((one) => one.url === address);
  return there ? there.focus() : worker.clients.openWindow(address);
}

// Nobody who uses this device later sees what was meant for whoever was signed in before. The push
// service answers that the address is gone, and the library forgets it then.
export async function endPush(worker) {
  const { pushManager } = worker.registration;
  const found = pushManager ? await pushManager.getSubscription() : null;
  if (found) await found.unsubscribe();
  for (const one of await worker.registration.getNotifications()) one.close();
}

// The browser's push service gave a new address, or wants to be asked anew.
async function renew(worker, event) {
  const old = event.oldSubscription ? event.oldSubscription.endpoint : "";
  const fresh = event.newSubscription || (await subscribed(worker));
  if (!fresh) return;
  const { endpoint, keys } = fresh.toJSON();
  await fetch(RENEW, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth, old_endpoint: old }),
  });
}

async function subscribed(worker) {
  const { key } = await (await fetch(KEY)).json();
  if (!key) return null;
  return worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}
