// [data-focus]: focuses the summary of errors, so that it is read first.
export function setUpFocus(root) {
  const place = root.querySelector("[data-focus]");
  if (place) place.focus();
}
