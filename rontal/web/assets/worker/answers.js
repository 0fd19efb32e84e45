// Tells responses of the library from those of a proxy between it and this device.
const READER = "rontal-reader"; // on each HTML page of ours (web/offline/middleware.py)
const MOST = 3e6; // bytes of a page that are waited for before the browser gets any of it
const END = /<\/html>\s*$/; // of each page of ours
const UNPACKED = /^(content-encoding|content-length|transfer-encoding)$/;

export class Unreachable extends Error {
  constructor(why) {
    super(why);
    this.why = why; // "network", or "server" where something answered in its place
  }
}

// Reader for whom the page was made: a keyed hash, "" for nobody, null where it does not say.
export function readerOf(response) {
  const said = response.headers.get(READER);
  return !said || said === "?" ? null : said === "-" ? "" : said;
}

export const isOurs = (response) => response.headers.has(READER);
export const isPage = (response) => /^text\/html/.test(response.headers.get("content-type") || "");

// A page as a whole, so that one that breaks off in the middle is not shown: without a length in its
// headers that is no error for the browser. Throws Unreachable for errors that are no page of ours,
// since a browser shows its own in place of an empty one.
export async function whole(response) {
  if (response.type === "opaqueredirect") return response;
  const trouble = response.status >= 400;
  if (trouble && !(isOurs(response) && isPage(response))) throw new Unreachable("server");
  if (!isPage(response) || Number(response.headers.get("content-length")) > MOST) return response;
  const body = await response.arrayBuffer().catch(() => null);
  if (trouble && body?.byteLength === 0) throw new Unreachable("server");
  if (!body || (isOurs(response) && !isComplete(body))) throw new Unreachable("network");
  return rebuilt(response, body);
}

const isComplete = (body) => END.test(new TextDecoder().decode(body.slice(-50)));

export function rebuilt(response, body) {
  const headers = [...response.headers].filter(([name]) => !UNPACKED.test(name));
  return new Response(nothing(response.status) ? null : body, { status: response.status, headers });
}

const nothing = (status) => status === 204 || status === 205 || status === 304;

// The page with `change` made to its HTML.
export async function rewritten(response, change) {
  return rebuilt(response, change(await response.text()));
}
