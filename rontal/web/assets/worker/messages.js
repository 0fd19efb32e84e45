// Questions of open pages; each comes with a port that takes the answer.
import { meet } from "./accounts.js";
import { keepSetting } from "./database.js";
import { keepFile } from "./forms.js";
import { discard, sendAll, summary, typed } from "./queue.js";

const ANSWERS = {
  // A page was opened: how it looks is how pages without network look.
  look: async ({ language, theme }) => {
    await keepSetting({ name: "look", language, theme });
    await meet();
  },
  list: () => summary(),
  send: () => sendAll(),
  discard: ({ id }) => discard(id),
  typed: ({ id }) => typed(id),
  file: (message) => keepFile(message),
};

export function listenToPages() {
  self.addEventListener("message", (event) => {
    const answer = ANSWERS[event.data && event.data.type];
    const [port] = event.ports;
    if (!answer || !port) return;
    const done = Promise.resolve(answer(event.data)).then(
      (result) => port.postMessage({ ok: true, result }),
      () => port.postMessage({ ok: false }),
    );
    event.waitUntil(done);
  });
}
