"""Labels of codes at the desk, with their colours and icons."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rontal.accounts import labels as accounts
from rontal.desk.imports import labels as imports
from rontal.desk.imports.members.labels import IMPORT_PROGRAMS as IMPORT_PROGRAMS
from rontal.desk.imports.members.labels import IMPORT_ROW_STYLES as IMPORT_ROW_STYLES
from rontal.desk.imports.members.labels import IMPORT_ROWS as IMPORT_ROWS
from rontal.desk.imports.titles import labels as title_imports
from rontal.desk.selectors.card_comparison import Verdict
from rontal.desk.selectors.filters import Shelf
from rontal.imports.labels import STATES as STATES_OF_IMPORTS
from rontal.membership import labels as membership
from rontal.membership import reason_labels as reasons
from rontal.membership.states import ApplicationState as S
from rontal.notifications import labels as messages
from rontal.notifications import registry
from rontal.notifications.purposes import CHANNEL_LABELS
from rontal.notifications.states import MessageState
from rontal.standard import labels as standard
from rontal.standard.rules import Punctuality
from rontal.verification import labels as verification
from rontal.verification.rules import Level, Recommendation

Words = Mapping[str, str | Promise]

IMPORT_STATES, IMPORT_STATE_STYLES = STATES_OF_IMPORTS, imports.STATE_STYLES
TITLE_IMPORT_STATES, IMPORT_KINDS = title_imports.STATES, title_imports.KINDS
IMPORT_OUTCOMES, IMPORT_OUTCOME_STYLES = title_imports.OUTCOMES, title_imports.OUTCOME_STYLES

SHELVES: Words = {
    Shelf.DECIDE: _("To decide"),
    Shelf.CHECKING: _("The system is checking"),
    Shelf.APPLICANT: _("Waiting for a correction"),
    Shelf.ACTIVATION: _("Waiting for activation"),
    Shelf.APPROVED: _("Approved"),
    Shelf.REJECTED: _("Rejected"),
    Shelf.ENDED: _("Expired or withdrawn"),
}
STATES: Words = membership.APPLICATION_STATES
STATE_STYLES: Mapping[str, tuple[str, str]] = {
    S.IN_REVIEW: ("open", "eye"),
    S.CHECKING: ("", "refresh"),
    S.NEEDS_CORRECTION: ("care", "pencil"),
    S.APPROVED: ("good", "check"),
    S.REJECTED: ("wrong", "cross"),
}
PUNCTUALITY: Words = standard.PUNCTUALITY
PUNCTUALITY_STYLES: Mapping[str, tuple[str, str]] = {
    Punctuality.ON_TIME: ("good", "clock"),
    Punctuality.AT_RISK: ("care", "clock"),
    Punctuality.LATE: ("wrong", "warn"),
}
RECOMMENDATIONS: Words = verification.RECOMMENDATIONS
RECOMMENDATION_STYLES: Mapping[str, tuple[str, str]] = {
    Recommendation.APPROVE: ("good", "check"),
    Recommendation.LOOK_CLOSER: ("care", "eye"),
    Recommendation.ASK_CORRECTION: ("care", "pencil"),
}
LEVELS: Words = verification.LEVELS
LEVEL_STYLES: Mapping[str, tuple[str, str]] = {
    Level.PASS: ("good", "check"),
    Level.WARN: ("care", "eye"),
    Level.FAIL: ("wrong", "cross"),
    Level.UNABLE: ("open", "info"),
}
KINDS: Words = membership.IDENTITY_KINDS
SEXES: Words = membership.SEXES
RELATIONS: Words = membership.RELATIONS
SLOTS: Words = membership.SLOTS
PURPOSES: Words = membership.CONSENT_PURPOSES
MESSAGES: Words = {code: entry.label for code, entry in registry.MESSAGES.items()}
CHANNELS: Words = {name.value: label for name, label in CHANNEL_LABELS.items()}
MESSAGE_STATES: Words = messages.STATES
MESSAGE_STYLES: Mapping[str, tuple[str, str]] = {
    MessageState.QUEUED: ("open", "clock"),
    MessageState.SENT: ("good", "check"),
    MessageState.FAILED: ("wrong", "warn"),
}
MESSAGE_ERRORS: Words = messages.DELIVERY_ERRORS
ROLES: Words = accounts.ROLES
CORRECTIONS: Words = reasons.CORRECTION_REASONS
REJECTIONS: Words = reasons.REJECTION_REASONS
ADVICE: Words = verification.ADVICE
LINES: Words = {
    "document": _("Document"),
    "number": _("Number"),
    "name": _("Name"),
    "birth_place": _("Place of birth"),
    "birth_date": _("Date of birth"),
    "sex": _("Sex"),
    "street": _("Street"),
    "village": _("Village"),
    "district": _("District"),
    "regency": _("Regency"),
    "province": _("Province"),
    "valid_until": _("Valid until"),
}
VERDICTS: Words = {
    Verdict.SAME: _("Same"),
    Verdict.ALIKE: _("Other spelling"),
    Verdict.DIFFERS: _("Differs"),
    Verdict.UNSURE: _("Not read clearly"),
    Verdict.OTHER_WORDS: _("Different wording"),
    Verdict.NOT_READ: _("Not read"),
    Verdict.SILENT: "",
}
VERDICT_STYLES: Mapping[str, tuple[str, str]] = {
    Verdict.SAME: ("good", "check"),
    Verdict.ALIKE: ("good", "check"),
    Verdict.DIFFERS: ("wrong", "cross"),
    Verdict.UNSURE: ("care", "eye"),
    Verdict.OTHER_WORDS: ("open", "info"),
    Verdict.NOT_READ: ("open", "info"),
}
FACES: Words = verification.FACE_RESULTS
FACE_STYLES: Mapping[str, tuple[str, str]] = {
    "faces_match": ("good", "check"),
    "faces_unsure": ("care", "eye"),
    "faces_differ": ("wrong", "cross"),
    "faces_not_on_card": ("open", "info"),
    "faces_not_in_photo": ("open", "info"),
    "faces_no_portrait": ("open", "info"),
    "face_not_compared": ("open", "lock"),
    "face_none": ("wrong", "cross"),
}
BULK_OUTCOMES: Words = {
    "approved": _("Approved"),
    "decided": _("Skipped"),
    "changed": _("Skipped"),
    "not_looked_at": _("Skipped"),
    "refused": _("Skipped"),
}
BULK_OUTCOME_STYLES: Mapping[str, tuple[str, str]] = {
    "approved": ("good", "check")
} | dict.fromkeys(("decided", "changed", "not_looked_at", "refused"), ("care", "info"))
BULK_OUTCOME_REASONS: Words = {
    "decided": _(
        "This can no longer be decided: a colleague was first, or the applicant withdrew."
    ),
    "changed": _("The system has checked it again. Review it again."),
    "not_looked_at": _("You have not viewed the two photos. View them first."),
}
UNABLE: Words = verification.UNABLE


def time_left(left: timedelta) -> str:
    """Returns working time as text: "3 h 20 min left", or "1 h 5 min over" where it is negative."""
    minutes = abs(round(left.total_seconds() / 60))
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        span = gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
    elif hours:
        span = gettext("%(hours)s h") % {"hours": hours}
    else:
        span = gettext("%(minutes)s min") % {"minutes": rest}
    sentence = gettext("%(span)s overdue") if left < timedelta() else gettext("%(span)s left")
    return sentence % {"span": span}
