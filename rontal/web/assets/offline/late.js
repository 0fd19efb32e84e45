// What was marked and read without network, and whose book has not been opened since: it is sent from
// the shelf. Only what the library has said that it holds is let go.
import { Drawer } from "../reader/drawer.js";
import { bookOf } from "./store.js";

const MARKS = "rontal-marks:";
const PLACE = "rontal-place:";
const MOST_AT_ONCE = 20;
const GONE = 410;
const KEPT = 204;

export async function sendLate(storage, token) {
  for (const key of Object.keys(storage)) {
    if (key.startsWith(MARKS)) await sendMarks(new Drawer(storage, key), key.slice(MARKS.length), token);
    if (key.startsWith(PLACE)) await sendPlace(new Drawer(storage, key), key.slice(PLACE.length), token);
  }
}

async function sendMarks(drawer, address, token) {
  const some = (drawer.get() || []).slice(0, MOST_AT_ONCE);
  if (!some.length) return;
  const told = some.map((change) => (change.gone ? { key: change.key, at: change.at, gone: true } : change));
  if ((await post(address, { tanda: JSON.stringify(told) }, token)) !== KEPT) return;
  const sent = (change) => some.some((one) => one.key === change.key && one.at === change.at);
  const left = (drawer.get() || []).filter((change) => !sent(change));
  drawer.put(left.length ? left : null);
  await sendMarks(drawer, address, token);
}

// The place in a book that is kept stays: without network the book opens there.
async function sendPlace(drawer, address, token) {
  const place = drawer.get();
  if (!place || (await bookOf(Number(address.split("/")[2])))) return;
  const given = { tempat: place.cfi, bagian: place.fraction.toFixed(5), pukul: place.at };
  const status = await post(address, given, token);
  if (status === 200 || status === GONE) drawer.put(null);
}

async function post(address, given, token) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, ...given });
  const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
  return answer && !answer.redirected ? answer.status : 0;
}
