// The form for complaints and suggestions: uploads files in advance, stores a draft on the device.
import { Attach } from "./feedback/attach.js";
import { Draft, letGo } from "./feedback/draft.js";

if (document.querySelector("[data-draft-sent]")) letGo();
document.querySelectorAll("[data-attach]").forEach((box) => {
  const attach = new Attach(box);
  const form = box.closest("form[data-draft]");
  if (form) new Draft(form, attach);
});
