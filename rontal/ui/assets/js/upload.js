// Sends one file as "file", a photo as light as the library keeps it, and tells how far it is, in
// percent. Resolves to {status, body}: the answer's JSON, or null where it is none. Rejects where
// the server is away or in trouble (5xx), or where nothing moves any more: a line that is slow but
// moves may take as long as it needs. Rejects with TooLarge what is larger than `most` bytes even so.
import { lighter } from "./lighter.js";

const PATIENCE = 60000;

export class TooLarge extends Error {}

export async function upload(url, file, token, moved, most = Infinity) {
  const sent = await lighter(file);
  if (sent.size > most) throw new TooLarge();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
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
