// [data-key=J]: pressing that key clicks or focuses the element. "?" opens dialog[data-keys]. The
// switch in [data-keys-switch] turns keys off, for people who use speech input or hit keys by
// accident (WCAG 2.1.4); this browser stores the choice.
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
const STORAGE_KEY = "rontal-keys";
const page = document.documentElement;

// True if a key press is a shortcut: keys are on, no field has the focus, no Ctrl, Alt or Meta.
export function isShortcut(event) {
  if (page.dataset.keys === "off") return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  return !(event.target.closest && event.target.closest(TYPING));
}

function onKeydown(event) {
  if (!isShortcut(event)) return;
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
    if (target.checkVisibility && !target.checkVisibility()) continue;
    event.preventDefault();
    if (target.matches("input, select, textarea")) target.focus();
    else target.click();
    return;
  }
}

function storedChoice() {
  try {
    return localStorage.getItem(STORAGE_KEY) === "off" ? "off" : "on";
  } catch {
    return "on";
  }
}

function storeChoice(choice) {
  try {
    localStorage.setItem(STORAGE_KEY, choice);
  } catch {
    // storage is full or blocked: the choice holds until the page is left
  }
}

function applyChoice(choice) {
  page.dataset.keys = choice;
  for (const element of document.querySelectorAll("[data-keys-switch]")) {
    element.hidden = false;
    element.querySelector("input").checked = choice === "on";
  }
  for (const target of document.querySelectorAll("[data-key]")) {
    if (choice === "off") target.removeAttribute("aria-keyshortcuts");
    else if (/^[a-z]$/.test(target.dataset.key)) target.setAttribute("aria-keyshortcuts", target.dataset.key);
  }
}

export function setUpShortcuts() {
  applyChoice(storedChoice());
  document.addEventListener("keydown", onKeydown);
  document.addEventListener("change", (event) => {
    if (!event.target.closest("[data-keys-switch]")) return;
    storeChoice(event.target.checked ? "on" : "off");
    applyChoice(event.target.checked ? "on" : "off");
  });
  // Another tab of the same browser changed the choice.
  window.addEventListener("storage", (event) => {
    if (event.key === STORAGE_KEY) applyChoice(storedChoice());
  });
}
