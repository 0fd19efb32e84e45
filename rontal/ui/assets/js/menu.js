// details[data-menu]: Escape, Android's back gesture and a click elsewhere close it.
function closeAll(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

function close(menu) {
  menu.open = false;
  menu.querySelector("summary").focus();
}

// CloseWatcher receives the back gesture in Chrome, Edge and Samsung Internet. Dialogs need none:
// the browser closes them itself.
function updateCloseWatcher({ target: menu }) {
  if (!menu.matches?.("details[data-menu]") || !window.CloseWatcher) return;
  if (!menu.open) {
    menu.watcher?.destroy();
    return;
  }
  menu.watcher = new CloseWatcher();
  menu.watcher.onclose = () => close(menu);
}

export function setUpMenus() {
  document.addEventListener("click", (event) => closeAll(event.target.closest("details[data-menu]")));
  document.addEventListener("toggle", updateCloseWatcher, true); // toggle does not bubble
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details[data-menu][open]");
    if (menu) close(menu);
  });
}
