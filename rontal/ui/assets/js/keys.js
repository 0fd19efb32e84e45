// [data-key=J]: pressing that key clicks or focuses the element. "?" opens dialog[data-keys]. The
// switch in [data-keys-switch] turns keys off, for people who use speech input or hit keys by
// accident (WCAG 2.1.4); this browser stores the choice.
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
const NAME = "rontal-keys";
const page = document.documentElement;

// True if a key press is a shortcut: keys are on, no field has the focus, no Ctrl, Alt or Meta.
export function isForPage(event) {
  if (page.dataset.keys === "off") return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  return !(event.target.closest && event.target.closest(TYPING));
}

function press(event) {
  if (!isForPage(event)) return;
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

function kept() {
  try {
    return localStorage.getItem(NAME) === "off" ? "off" : "on";
  } catch {
    return "on";
  }
}

function keep(choice) {
  try {
    localStorage.setItem(NAME, choice);
  } catch {
    // storage is full or blocked: the choice holds until the page is left
  }
}

function show(choice) {
  page.dataset.keys = choice;
  for (const place of document.querySelectorAll("[data-keys-switch]")) {
    place.hidden = false;
    place.querySelector("input").checked = choice === "on";
  }
  for (const target of document.querySelectorAll("[data-key]")) {
    if (choice === "off") target.removeAttribute("aria-keyshortcuts");
    else if (/^[a-z]$/.test(target.dataset.key)) target.setAttribute("aria-keyshortcuts", target.dataset.key);
  }
}

export function setUpKeys() {
  show(kept());
  document.addEventListener("keydown", press);
  document.addEventListener("change", (event) => {
    if (!event.target.closest("[data-keys-switch]")) return;
    keep(event.target.checked ? "on" : "off");
    show(event.target.checked ? "on" : "off");
  });
  // Another tab of the same browser changed the choice.
  window.addEventListener("storage", (event) => {
    if (event.key === NAME) show(kept());
  });
}
