// [data-copy=TEXT] copies and says so; [data-print] prints.
import { say } from "./toast.js";

async function copy(event) {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say(button.dataset.copied);
  } catch {
    // No clipboard here (an old browser, or no https): mark the text so that it can be copied.
    const text = document.getElementById(button.dataset.copyFrom || "");
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
