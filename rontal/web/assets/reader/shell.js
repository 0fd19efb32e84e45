// What both readers do around their pages: sheets that open and close, and keys.
export function watchSheets(root) {
  for (const button of root.querySelectorAll("[data-open]"))
    button.addEventListener("click", () => root.getElementById(button.dataset.open).showModal());
  for (const button of root.querySelectorAll("[data-close]"))
    button.addEventListener("click", () => button.closest("dialog").close());
  for (const dialog of root.querySelectorAll("dialog"))
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}

// Says something anew, so that screen readers say it too; what stands there already is not repeated.
export function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// A key does what `actionOf` says, unless somebody types or means the browser.
export function onKey(event, actionOf) {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.closest && event.target.closest("input, dialog[open], select, textarea")) return;
  const action = actionOf(event);
  if (!action) return;
  event.preventDefault();
  action();
}

// What a field of the display's form chooses.
export function chosenBy({ name, type, checked, value }) {
  return { [name]: type === "checkbox" ? (checked ? "on" : "off") : value };
}

// What a single letter does, where letters are not switched off.
export function letterFor(key, letters, display) {
  return display.chosen.letters === "off" ? null : letters[key.toLowerCase()] || null;
}
