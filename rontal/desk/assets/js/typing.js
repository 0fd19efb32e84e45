// True where a key belongs to the field that is typed into, or to the browser.
const FIELDS = "input:not([type=checkbox]):not([type=radio]), textarea, select";

export function isTyping(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  return Boolean(event.target.closest && event.target.closest(FIELDS));
}
