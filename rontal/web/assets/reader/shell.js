// Parts that both readers share: dialogs and keys.
export function watchSheets(root) {
  for (const button of root.querySelectorAll("[data-open]"))
    button.addEventListener("click", () => root.getElementById(button.dataset.open).showModal());
  for (const button of root.querySelectorAll("[data-close]"))
    button.addEventListener("click", () => button.closest("dialog").close());
  for (const dialog of root.querySelectorAll("dialog"))
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}

// Sets a text only if it has changed, so that screen readers announce it once.
export function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Runs the action that `actionOf` returns for a key, unless it is typed into a field or is a
// shortcut of the browser.
export function onKey(event, actionOf) {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.closest && event.target.closest("input, dialog[open], select, textarea")) return;
  const action = actionOf(event);
  if (!action) return;
  event.preventDefault();
  action();
}

// Returns the setting that a field of the display form has chosen.
export function chosenBy({ name, type, checked, value }) {
  return { [name]: type === "checkbox" ? (checked ? "on" : "off") : value };
}

// Returns the action of a single letter, or null if these shortcuts are switched off.
export function letterFor(key, letters, display) {
  return display.chosen.letters === "off" ? null : letters[key.toLowerCase()] || null;
}
