// Scripts of the desk: photo viewer, keyboard navigation of lists, decisions by keyboard.
import { setUpPhotoChecks } from "../../ui/assets/registration/photo-checks.js";
import { setUpBeginnings } from "./js/begin.js";
import { setUpBundles } from "./js/bundle.js";
import { setUpChoosers } from "./js/chooser.js";
import { setUpDecisions } from "./js/decisions.js";
import { setUpKeeping } from "./js/keep.js";
import { setUpLookUps } from "./js/lookup.js";
import { showWhere } from "./js/nav.js";
import { setUpPreviews } from "./js/preview.js";
import { setUpRows } from "./js/rows.js";
import { setUpViewers } from "./js/viewer.js";

setUpViewers();
setUpRows();
setUpDecisions();
setUpBeginnings();
setUpKeeping();
showWhere();
setUpPhotoChecks(document);
setUpChoosers();
setUpLookUps();
setUpPreviews();
setUpBundles();
