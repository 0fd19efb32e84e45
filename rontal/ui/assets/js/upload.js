// Uploads one file as "file", a photo reduced to the size that the library stores, together with
// `fields`, and calls `onProgress` with the progress in percent. Resolves to {status, body}: `body` is
// the parsed JSON, or null if the response is no JSON. Rejects with TooLarge if the reduced file is
// larger than `maxBytes` bytes, with Error on a network failure, a 5xx, or no progress for a minute
// (STALL_TIMEOUT). A slow connection that makes progress may take as long as it needs.
import { shrinkPhoto } from "./shrink-photo.js";
import { askWorker } from "./service-worker.js";

const STALL_TIMEOUT = 60000;

export class TooLarge extends Error {}

export async function upload(url, file, token, onProgress, maxBytes = Infinity, fields = {}) {
  const shrunk = await shrinkPhoto(file);
  if (shrunk.size > maxBytes) throw new TooLarge();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", shrunk, shrunk.name || "photo.jpg");
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    let timer = 0;
    const restartTimer = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), STALL_TIMEOUT);
    };
    request.upload.onprogress = (event) => {
      restartTimer();
      if (event.lengthComputable) onProgress((100 * event.loaded) / event.total);
    };
    request.onload = () => {
      if (request.status >= 500) return reject(new Error(String(request.status)));
      resolve({ status: request.status, body: parseJson(request.responseText) });
    };
    request.onerror = request.onabort = () => reject(new Error("lost"));
    request.onloadend = () => clearTimeout(timer);
    restartTimer();
    request.send(form);
  });
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Passes a file that could not be uploaded to the service worker, which uploads it once there is a
// network. Resolves to true if the worker stored it. `replaces` discards a file that already waits
// for the same address.
export async function queueInWorker(url, file, { fields = {}, replaces = false } = {}) {
  const shrunk = await shrinkPhoto(file);
  const page = window.location.pathname;
  return Boolean(
    await askWorker({ type: "file", address: url, page, file: shrunk, name: shrunk.name, fields, replaces }),
  );
}
