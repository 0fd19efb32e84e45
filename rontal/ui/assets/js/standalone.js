// An app window has no browser bar: [data-back] goes back in the history, or follows its link to
// the parent page if the history is empty. Links to other sites and PDFs open in a new window,
// because such a page would have no way back.
const APP = "(display-mode: standalone), (display-mode: fullscreen)";

export function isStandalone() {
  return navigator.standalone === true || window.matchMedia(APP).matches;
}

function canGoBack() {
  return window.navigation ? navigation.canGoBack : history.length > 1;
}

function goBack(event) {
  if (!event.target.closest("[data-back]") || !canGoBack()) return;
  event.preventDefault();
  history.back();
}

function openInNewWindow(event) {
  const link = event.target.closest("a[href]");
  if (!link || link.target || link.hasAttribute("download") || !/^https?:$/.test(link.protocol)) return;
  if (link.origin === location.origin && !link.pathname.endsWith(".pdf")) return;
  link.target = "_blank";
  link.relList.add("noopener");
}

export function setUpStandalone() {
  document.addEventListener("click", goBack);
  document.addEventListener("click", (event) => isStandalone() && openInNewWindow(event));
}
