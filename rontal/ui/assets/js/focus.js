// [data-focus]: focuses the summary of errors, so that it is read first.
export function setUpFocus(root) {
  const summary = root.querySelector("[data-focus]");
  if (summary) summary.focus();
}
