"""Labels of reply templates: their kinds, and the placeholders in them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.standard.replies.rules import ReplyKind

Words = Mapping[str, str | Promise]
REPLY_KINDS: Mapping[ReplyKind, str | Promise] = {
    ReplyKind.CORRECTION: _("For asking for a correction"),
    ReplyKind.REJECTION: _("For rejecting"),
    ReplyKind.TICKET: _("For answering complaints and suggestions"),
    ReplyKind.DATA_REQUEST: _("For answering requests about personal data"),
}
PLACEHOLDER_LABELS: Words = {
    "name": _("the applicant's name"),
    "code": _("the code of the application, ticket or request"),
    "library": _("the library's name"),
    "days": _("how many days the applicant has for the correction"),
}
