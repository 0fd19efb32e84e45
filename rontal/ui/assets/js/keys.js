// [data-key=J]: that key presses the link or button. "?" opens dialog[data-keys].
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest && event.target.closest(TYPING)) return;
  const dialog = document.querySelector("dialog[open]");
  if (event.key === "?" && !dialog) {
    const help = document.querySelector("dialog[data-keys]");
    if (help && help.showModal) help.showModal();
    return;
  }
  const root = dialog || document;
  const wanted = event.key.toLowerCase();
  for (const target of root.querySelectorAll("[data-key]")) {
    if (target.dataset.key.toLowerCase() !== wanted || target.closest("[hidden]")) continue;
    event.preventDefault();
    if (target.matches("input, select, textarea")) target.focus();
    else target.click();
    return;
  }
}

export function setUpKeys() {
  document.addEventListener("keydown", press);
}
