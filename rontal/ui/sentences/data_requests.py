"""Sentences of requests about personal data."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "request_taken": _("A colleague has just taken this request."),
    "decided_before": _(
        "This colleague decided the application. Another one must look at the objection again."
    ),
    "not_request_handler": _(
        "Only the colleague who handles this request can do that. Ask the head to assign it to you."
    ),
    "request_over": _("This request is already closed. Reload the page to see its state."),
    "identity_not_checked": _(
        "First record how you checked who sent this request, then close it as done."
    ),
    "request_code_unknown": _(
        "We cannot find this code. Check that you entered all 16 letters and digits."
    ),
    "sent_while_signed_in": _(
        "This person was signed in when they sent the request. Account and identity are known."
    ),
    "request_contact_gone": _("Name and contact details of this request were deleted."),
}
