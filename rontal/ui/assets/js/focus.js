// [data-focus]: what went wrong is read first.
export function setUpFocus(root) {
  const place = root.querySelector("[data-focus]");
  if (place) place.focus();
}
