// [data-copy=TEXT] copies and says so, with the italics of what [data-copy-from] names where it
// has any; [data-print] prints.
import { say } from "./toast.js";

function put(plain, html) {
  if (!html || !window.ClipboardItem) return navigator.clipboard.writeText(plain);
  const as = (type, text) => ({ [type]: new Blob([text], { type }) });
  const both = { ...as("text/plain", plain), ...as("text/html", html) };
  return navigator.clipboard.write([new ClipboardItem(both)]);
}

async function copy(event) {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copyFrom || "");
  try {
    await put(button.dataset.copy, text?.querySelector("i") && text.innerHTML);
    say(button.dataset.copied);
  } catch {
    // No clipboard here (an old browser, or no https): mark the text so that it can be copied.
    if (text) window.getSelection().selectAllChildren(text);
  }
}

export function setUpCopy() {
  document.addEventListener("click", copy);
}

export function setUpPrint() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
}
