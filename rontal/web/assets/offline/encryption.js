// Encrypts parts of a book with the key of its loan: AES-256-GCM, bound to loan and part number.
const LENGTH = 4; // bytes of the field with the length of the head
const TRANSPORT = /^(content-encoding|content-length|date|server|vary)$/;

const additionalData = (loan, number) => new TextEncoder().encode(`${loan}/${number}`);

export async function encryptPart(book, number, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: "AES-GCM", iv, additionalData: additionalData(book.loan, number) };
  return { loan: book.loan, number, iv, bytes: await crypto.subtle.encrypt(algorithm, book.key, bytes) };
}

export function decryptPart(book, { number, iv, bytes }) {
  const algorithm = { name: "AES-GCM", iv, additionalData: additionalData(book.loan, number) };
  return crypto.subtle.decrypt(algorithm, book.key, bytes);
}

// Serialises a response: status and headers (with the content security policy), then the body.
export async function packResponse(response) {
  const headers = [...response.headers].filter(([name]) => !TRANSPORT.test(name));
  const head = new TextEncoder().encode(JSON.stringify({ status: response.status, headers }));
  const body = new Uint8Array(await response.arrayBuffer());
  const whole = new Uint8Array(LENGTH + head.length + body.length);
  new DataView(whole.buffer).setUint32(0, head.length);
  whole.set(head, LENGTH);
  whole.set(body, LENGTH + head.length);
  return whole;
}

export function unpackResponse(bytes, change = (body) => body) {
  const end = LENGTH + new DataView(bytes).getUint32(0);
  const { status, headers } = JSON.parse(new TextDecoder().decode(bytes.slice(LENGTH, end)));
  return new Response(change(bytes.slice(end)), { status, headers });
}
