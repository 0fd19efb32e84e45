// Feedback form: uploads files before sending, and stores a draft in this browser.
import { Attachments } from "./feedback/attachments.js";
import { Draft, deleteSentDraft } from "./feedback/draft.js";

if (document.querySelector("[data-draft-sent]")) deleteSentDraft();
document.querySelectorAll("[data-attach]").forEach((box) => {
  const attachments = new Attachments(box);
  const form = box.closest("form[data-draft]");
  if (form) new Draft(form, attachments);
});
