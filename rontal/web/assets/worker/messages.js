// Answers messages of open pages; each message carries a port for its answer.
import { identifyReader } from "./account.js";
import { storeSetting } from "./database.js";
import { queueFile } from "./forms.js";
import { discard, sendAll, queueSummary, typedForm } from "./queue.js";

const HANDLERS = {
  // A page was opened: its language and theme are used for pages without network.
  look: async ({ language, theme }) => {
    await storeSetting({ name: "look", language, theme });
    await identifyReader();
  },
  list: () => queueSummary(),
  send: () => sendAll(),
  discard: ({ id }) => discard(id),
  typed: ({ id }) => typedForm(id),
  file: (message) => queueFile(message),
};

export function listenToPages() {
  self.addEventListener("message", (event) => {
    const handler = HANDLERS[event.data && event.data.type];
    const [port] = event.ports;
    if (!handler || !port) return;
    const done = Promise.resolve(handler(event.data)).then(
      (result) => port.postMessage({ ok: true, result }),
      () => port.postMessage({ ok: false }),
    );
    event.waitUntil(done);
  });
}
