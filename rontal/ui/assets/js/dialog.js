// [data-dialog=ID] opens a dialog; [data-close] inside it or a click on the backdrop closes it.
function openDialog(event) {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (!dialog || !dialog.showModal) return;
  event.preventDefault();
  dialog.showModal();
}

function closeDialog(event) {
  const inside = event.target.closest("[data-close]");
  const dialog = inside ? inside.closest("dialog") : event.target;
  if (dialog && dialog.nodeName === "DIALOG" && dialog.open) dialog.close();
}

export function setUpDialogs() {
  document.addEventListener("click", openDialog);
  document.addEventListener("click", closeDialog);
}
