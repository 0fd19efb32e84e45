// Feedback form: uploads files before sending, and stores a draft in this browser.
import { Attach } from "./feedback/attach.js";
import { Draft, letGo } from "./feedback/draft.js";

if (document.querySelector("[data-draft-sent]")) letGo();
document.querySelectorAll("[data-attach]").forEach((box) => {
  const attach = new Attach(box);
  const form = box.closest("form[data-draft]");
  if (form) new Draft(form, attach);
});
