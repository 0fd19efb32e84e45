// Scripts of the desk: photo viewer, keyboard navigation of lists, decisions by keyboard.
import { setUpPhotoChecks } from "../../ui/assets/registration/photo-checks.js";
import { setUpDecisionTemplates } from "./js/decision-templates.js";
import { setUpImportUploads } from "./js/import-upload.js";
import { setUpTitleSelections } from "./js/title-selection.js";
import { setUpDecisions } from "./js/decisions.js";
import { setUpLockRenewal } from "./js/renew-lock.js";
import { setUpAuthorityFields } from "./js/authority-fields.js";
import { scrollToCurrentPage } from "./js/navigation.js";
import { setUpImagePreviews } from "./js/image-preview.js";
import { setUpRowShortcuts } from "./js/row-shortcuts.js";
import { setUpPhotoViewers } from "./js/photo-viewer.js";

setUpPhotoViewers();
setUpRowShortcuts();
setUpDecisions();
setUpDecisionTemplates();
setUpLockRenewal();
scrollToCurrentPage();
setUpPhotoChecks(document);
setUpTitleSelections();
setUpAuthorityFields();
setUpImagePreviews();
setUpImportUploads();
