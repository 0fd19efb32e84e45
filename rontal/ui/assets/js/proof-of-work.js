// Altcha's proof of work, version 2 with SHA-256: finds the counter whose derived key starts with
// the required prefix. Returns the payload that the server checks, "" if there is none. Browsers offer
// crypto.subtle on https pages only, so that SHA-256 comes from a package.
import { sha256 } from "@noble/hashes/sha2.js";

const fromHex = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function derive(salt, nonce, counter, cost, length) {
  const data = new Uint8Array(salt.length + nonce.length + 4);
  data.set(salt);
  data.set(nonce, salt.length);
  new DataView(data.buffer).setUint32(data.length - 4, counter);
  let key = sha256(data);
  for (let round = 1; round < cost; round++) key = sha256(key);
  return key.slice(0, length);
}

export function prove(challenge) {
  const { algorithm, salt, nonce, cost, keyLength = 32, keyPrefix } = challenge.parameters;
  if (algorithm !== "SHA-256") return "";
  const started = Date.now();
  const [saltBytes, nonceBytes] = [fromHex(salt), fromHex(nonce)];
  for (let counter = 0; counter < 2 ** 32; counter++) {
    const derivedKey = toHex(derive(saltBytes, nonceBytes, counter, cost, keyLength));
    if (!derivedKey.startsWith(keyPrefix.toLowerCase())) continue;
    const solution = { counter, derivedKey, time: Date.now() - started };
    return btoa(JSON.stringify({ challenge, solution }));
  }
  return "";
}
