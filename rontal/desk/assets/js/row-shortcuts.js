// [data-rows]: J and K focus the link or button of the next and previous row. On an application's
// page they open the next and the previous application.
import { isShortcut } from "../../../ui/assets/js/shortcuts.js";

function focusRow(step) {
  const links = [...document.querySelectorAll("[data-rows] tbody th a, [data-rows] tbody th button")];
  if (!links.length) return false;
  const current = links.indexOf(document.activeElement);
  const next = current < 0 ? 0 : Math.max(0, Math.min(links.length - 1, current + step));
  links[next].focus();
  links[next].scrollIntoView({ block: "nearest" });
  return true;
}

function onKeydown(event) {
  if (!isShortcut(event) || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (key !== "j" && key !== "k") return;
  if (focusRow(key === "j" ? 1 : -1)) return;
  const next = document.querySelector('.case-ways [data-key="n"]');
  if (key === "j" && next) next.click();
  const previous = document.querySelector('.case-ways [data-key="p"]');
  if (key === "k" && previous) previous.click();
}

export function setUpRowShortcuts() {
  document.addEventListener("keydown", onKeydown);
}
