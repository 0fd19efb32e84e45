// Sends one file as "file", a photo as light as the library keeps it, and tells how far it is, in
// percent. Resolves to {status, body}: the answer's JSON, or null where it is none. Rejects where
// the server is away or in trouble (5xx), or where nothing moves any more: a line that is slow but
// moves may take as long as it needs. `fields` go along with it. Rejects with TooLarge what is larger than `most` bytes even so.
import { lighter } from "./lighter.js";
import { ask } from "./worker.js";

const PATIENCE = 60000;

export class TooLarge extends Error {}

export async function upload(url, file, token, moved, most = Infinity, fields = {}) {
  const sent = await lighter(file);
  if (sent.size > most) throw new TooLarge();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", sent, sent.name || "photo.jpg");
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    let watch = 0;
    const wait = () => {
      clearTimeout(watch);
      watch = setTimeout(() => request.abort(), PATIENCE);
    };
    request.upload.onprogress = (event) => {
      wait();
      if (event.lengthComputable) moved((100 * event.loaded) / event.total);
    };
    request.onload = () => {
      if (request.status >= 500) return reject(new Error(String(request.status)));
      resolve({ status: request.status, body: parsed(request.responseText) });
    };
    request.onerror = request.onabort = () => reject(new Error("lost"));
    request.onloadend = () => clearTimeout(watch);
    wait();
    request.send(form);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Leaves a file that could not be sent to the worker, which sends it when there is a network: true
// where it did. `replaces` says that a file which waits for this address is not wanted any more.
export async function leaveToWorker(url, file, { fields = {}, replaces = false } = {}) {
  const sent = await lighter(file);
  const page = window.location.pathname;
  return Boolean(await ask({ type: "file", address: url, page, file: sent, name: sent.name, fields, replaces }));
}
