// What a kept book is: its first part, number 0, names it and says at which address each part lies.
import { partOf } from "./store.js";
import { unsealed } from "./seal.js";

export const INDEX = 0;
const PICTURE = /\/\d+\.webp$/; // of a page: one width is kept and stands for all of them

export async function indexOf(book) {
  const part = await partOf(book.loan, INDEX);
  return part ? JSON.parse(new TextDecoder().decode(await unsealed(book, part))) : null;
}

function bare(address) {
  const picture = address.replace(PICTURE, "/picture");
  try {
    return decodeURIComponent(picture); // browsers and the library escape other signs
  } catch {
    return picture;
  }
}

// The number of the part at an address, 0 for none.
export function numberAt(index, address) {
  const wanted = bare(address);
  return 1 + index.parts.findIndex((one) => bare(one) === wanted);
}
