// Progressive enhancement: each page works without this script.
import { setUpAltcha } from "./altcha.js";
import { setUpAutosave } from "./autosave.js";
import { setUpCopy, setUpPrint } from "./copy.js";
import { setUpCounters } from "./character-counter.js";
import { setUpDialogs } from "./dialog.js";
import { setUpDrafts } from "./drafts.js";
import { setUpFocus } from "./focus.js";
import { setUpInstall } from "./install.js";
import { setUpShortcuts } from "./shortcuts.js";
import { setUpMenus } from "./menu.js";
import { setUpSubmitOnce } from "./submit-once.js";
import { setUpShare } from "./share.js";
import { setUpStandalone } from "./standalone.js";
import { setUpSubmitInPlace } from "./submit-in-place.js";
import { setUpTheme } from "./theme.js";
import { setUpServiceWorker } from "./service-worker.js";

function setUp(root) {
  for (const part of [setUpAutosave, setUpAltcha, setUpCounters, setUpFocus]) {
    part(root);
  }
}

document.documentElement.dataset.script = "on";
setUp(document);
for (const setUpPage of [
  setUpSubmitOnce,
  setUpTheme, // before submit-in-place: a change of theme needs no request of the page
  setUpSubmitInPlace,
  setUpDrafts,
  setUpDialogs,
  setUpShortcuts,
  setUpCopy,
  setUpPrint,
  setUpMenus,
  setUpShare,
  setUpStandalone,
  setUpInstall,
  setUpServiceWorker,
]) {
  setUpPage();
}
// Sets up content that htmx inserts later.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) setUp(event.target);
});
