// Parts of a book under the key of its loan: AES-256-GCM, bound to their place in the book.
const LENGTH = 4; // bytes that say how long the head is
const TRANSPORT = /^(content-encoding|content-length|date|server|vary)$/;

const named = (loan, number) => new TextEncoder().encode(`${loan}/${number}`);

export async function sealed(book, number, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv, additionalData: named(book.loan, number) };
  return { loan: book.loan, number, iv, bytes: await crypto.subtle.encrypt(how, book.key, bytes) };
}

export function unsealed(book, { number, iv, bytes }) {
  const how = { name: "AES-GCM", iv, additionalData: named(book.loan, number) };
  return crypto.subtle.decrypt(how, book.key, bytes);
}

// An answer of the library as bytes: status and headers, which hold the content policy, then the body.
export async function packed(answer) {
  const headers = [...answer.headers].filter(([name]) => !TRANSPORT.test(name));
  const head = new TextEncoder().encode(JSON.stringify({ status: answer.status, headers }));
  const body = new Uint8Array(await answer.arrayBuffer());
  const whole = new Uint8Array(LENGTH + head.length + body.length);
  new DataView(whole.buffer).setUint32(0, head.length);
  whole.set(head, LENGTH);
  whole.set(body, LENGTH + head.length);
  return whole;
}

export function unpacked(bytes, change = (body) => body) {
  const end = LENGTH + new DataView(bytes).getUint32(0);
  const { status, headers } = JSON.parse(new TextDecoder().decode(bytes.slice(LENGTH, end)));
  return new Response(change(bytes.slice(end)), { status, headers });
}
