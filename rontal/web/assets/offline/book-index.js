// Index of an offline book: part number 0, with its title, language and the address of each part.
import { partOf } from "./book-store.js";
import { decryptPart } from "./encryption.js";

export const INDEX_NUMBER = 0;
const PAGE_IMAGE = /\/\d+\.webp$/; // of a page: one width is stored and serves all of them

export async function readIndex(book) {
  const part = await partOf(book.loan, INDEX_NUMBER);
  return part ? JSON.parse(new TextDecoder().decode(await decryptPart(book, part))) : null;
}

function normalised(address) {
  const picture = address.replace(PAGE_IMAGE, "/picture");
  try {
    return decodeURIComponent(picture); // browsers and the server escape different characters
  } catch {
    return picture;
  }
}

// The number of the part at an address, 0 for none.
export function partNumber(index, address) {
  const wanted = normalised(address);
  return 1 + index.parts.findIndex((one) => normalised(one) === wanted);
}
