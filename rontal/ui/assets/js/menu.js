// details[data-menu]: Escape, Android's back and a press elsewhere close it.
function closeAll(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

function close(menu) {
  menu.open = false;
  menu.querySelector("summary").focus();
}

// A browser that has close requests (Chrome, Edge, Samsung Internet) sends one for the back gesture;
// dialogs get theirs from the browser.
function watch({ target: menu }) {
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
  document.addEventListener("toggle", watch, true); // toggle does not bubble
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details[data-menu][open]");
    if (menu) close(menu);
  });
}
