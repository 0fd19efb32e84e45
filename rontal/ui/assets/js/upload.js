// Sends one file as "file" and tells how far it is, in percent. Resolves to {status, body}: the
// answer's JSON, or null where it is none. Rejects where the server is away or in trouble (5xx).
const PATIENCE = 120000;

export function upload(url, file, token, moved) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name || "photo.jpg");
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) moved((100 * event.loaded) / event.total);
    };
    request.onload = () => {
      if (request.status >= 500) return reject(new Error(String(request.status)));
      resolve({ status: request.status, body: parsed(request.responseText) });
    };
    request.onerror = request.ontimeout = () => reject(new Error("lost"));
    request.timeout = PATIENCE;
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
