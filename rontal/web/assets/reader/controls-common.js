// Dialogs and keyboard shortcuts of both readers.
export function setUpDialogs(root) {
  for (const button of root.querySelectorAll("[data-open]"))
    button.addEventListener("click", () => root.getElementById(button.dataset.open).showModal());
  for (const button of root.querySelectorAll("[data-close]"))
    button.addEventListener("click", () => button.closest("dialog").close());
  for (const dialog of root.querySelectorAll("dialog"))
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}

// Sets the text of a live region, which screen readers announce; does not repeat the same text.
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Runs the action of a key, except while typing or for browser shortcuts.
export function onKey(event, actionOf) {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.closest && event.target.closest("input, dialog[open], select, textarea")) return;
  const action = actionOf(event);
  if (!action) return;
  event.preventDefault();
  action();
}

// Setting chosen by a field of the display form.
export function settingOf({ name, type, checked, value }) {
  return { [name]: type === "checkbox" ? (checked ? "on" : "off") : value };
}

// Action of a single-letter shortcut, unless those are disabled.
export function shortcutFor(key, letters, display) {
  return display.chosen.letters === "off" ? null : letters[key.toLowerCase()] || null;
}
