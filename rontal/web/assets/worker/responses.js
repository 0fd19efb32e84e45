// Distinguishes responses of the server from those of a proxy between it and this device.
const READER = "rontal-reader"; // header of each HTML page of the server (web/offline/middleware.py)
const MAX_BYTES = 3e6; // largest page that is checked for completeness before the browser gets it
const PAGE_END = /<\/html>\s*$/; // of each page of the server
const TRANSPORT = /^(content-encoding|content-length|transfer-encoding)$/;

export class Unreachable extends Error {
  constructor(why) {
    super(why);
    this.why = why; // "network", or "server" if something else answered
  }
}

// Returns the reader for whom the page was made: a keyed hash, "" for nobody, null without the header.
export function readerOf(response) {
  const value = response.headers.get(READER);
  return !value || value === "?" ? null : value === "-" ? "" : value;
}

export const isFromLibrary = (response) => response.headers.has(READER);
export const isPage = (response) => /^text\/html/.test(response.headers.get("content-type") || "");

// Reads a page completely, so that a truncated one is not shown: browsers accept it without a
// Content-Length. Throws Unreachable for truncated pages and for errors that are no page of the server.
export async function completeResponse(response) {
  if (response.type === "opaqueredirect") return response;
  const isError = response.status >= 400;
  if (isError && !(isFromLibrary(response) && isPage(response))) throw new Unreachable("server");
  if (!isPage(response) || Number(response.headers.get("content-length")) > MAX_BYTES) return response;
  const body = await response.arrayBuffer().catch(() => null);
  if (isError && body?.byteLength === 0) throw new Unreachable("server");
  if (!body || (isFromLibrary(response) && !isComplete(body))) throw new Unreachable("network");
  return rebuildResponse(response, body);
}

const isComplete = (body) => PAGE_END.test(new TextDecoder().decode(body.slice(-50)));

export function rebuildResponse(response, body) {
  const headers = [...response.headers].filter(([name]) => !TRANSPORT.test(name));
  return new Response(hasNoBody(response.status) ? null : body, { status: response.status, headers });
}

const hasNoBody = (status) => status === 204 || status === 205 || status === 304;

// Returns the page with its HTML passed through `change`.
export async function rewriteHtml(response, change) {
  return rebuildResponse(response, change(await response.text()));
}
