"""Labels of reply templates, and their previews."""

from collections.abc import Mapping

from django.utils.functional import Promise

from rontal.desk.reply_forms import ReplyForm
from rontal.membership.policies import MembershipPolicies
from rontal.standard.replies import labels as replies
from rontal.standard.replies.rules import ReplyKind, fill
from rontal.standard.selectors import library

Words = Mapping[str, str | Promise]

KINDS: Mapping[ReplyKind, str | Promise] = replies.REPLY_KINDS
SLUGS: Mapping[str, ReplyKind] = {
    "perbaikan": ReplyKind.CORRECTION,
    "penolakan": ReplyKind.REJECTION,
    "pengaduan": ReplyKind.TICKET,
    "data": ReplyKind.DATA_REQUEST,
}
MEANS: Words = replies.PLACEHOLDER_LABELS


def previews(form: ReplyForm) -> list[tuple[str, str, str]]:
    """Returns (language code, language name, text filled in for a sample person) per language."""
    values = {
        "name": "Ni Wayan Sari",
        "code": "TB7K2M9P",
        "library": library().name,
        "days": str(MembershipPolicies.current().correction_lapse_days),
    }
    return [
        (language, name, fill(str(form[field].value() or ""), values))
        for language, name, field in (
            ("id", "Bahasa Indonesia", "words"),
            ("en", "English", "words_en"),
        )
        if form[field].value()
    ]
