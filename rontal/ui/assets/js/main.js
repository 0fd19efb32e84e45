// Progressive enhancement: each page works without this script.
import { setUpAltcha } from "./altcha.js";
import { setUpAutosave } from "./autosave.js";
import { setUpCopy, setUpPrint } from "./copy.js";
import { setUpCounters } from "./counter.js";
import { setUpDialogs } from "./dialog.js";
import { setUpDrafts } from "./drafts.js";
import { setUpFocus } from "./focus.js";
import { setUpInstall } from "./install.js";
import { setUpKeys } from "./keys.js";
import { setUpMenus } from "./menu.js";
import { setUpOnce } from "./once.js";
import { setUpShare } from "./share.js";
import { setUpApp } from "./standalone.js";
import { setUpStay } from "./stay.js";
import { setUpTheme } from "./theme.js";
import { setUpWorker } from "./worker.js";

function setUp(root) {
  for (const part of [setUpAutosave, setUpAltcha, setUpCounters, setUpFocus]) {
    part(root);
  }
}

document.documentElement.dataset.script = "on";
setUp(document);
for (const once of [
  setUpOnce,
  setUpTheme, // before `stay`: a change of theme needs no request of the page
  setUpStay,
  setUpDrafts,
  setUpDialogs,
  setUpKeys,
  setUpCopy,
  setUpPrint,
  setUpMenus,
  setUpShare,
  setUpApp,
  setUpInstall,
  setUpWorker,
]) {
  once();
}
// Sets up content that htmx inserts later.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) setUp(event.target);
});
