// Uploads one file as "file", a photo reduced to the size that the library stores, together with
// `fields`, and calls `moved` with the progress in percent. Resolves to {status, body}: `body` is
// the parsed JSON, or null if the response is no JSON. Rejects with TooLarge if the reduced file is
// larger than `most` bytes, with Error on a network failure, a 5xx, or no progress for a minute
// (PATIENCE). A slow connection that makes progress may take as long as it needs.
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

// Gives a file that could not be uploaded to the service worker, which uploads it once there is a
// network. Resolves to true if the worker stored it. `replaces` discards a file that already waits
// for the same address.
export async function leaveToWorker(url, file, { fields = {}, replaces = false } = {}) {
  const sent = await lighter(file);
  const page = window.location.pathname;
  return Boolean(await ask({ type: "file", address: url, page, file: sent, name: sent.name, fields, replaces }));
}
