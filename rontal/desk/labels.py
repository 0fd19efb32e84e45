"""Labels of codes at the desk, with their colours and icons."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rontal.accounts import labels as accounts
from rontal.desk.event_labels import EVENTS as EVENTS
from rontal.desk.imports import labels as imports
from rontal.desk.imports.members.labels import IMPORT_PROGRAMS as IMPORT_PROGRAMS
from rontal.desk.imports.members.labels import IMPORT_ROW_STYLES as IMPORT_ROW_STYLES
from rontal.desk.imports.members.labels import IMPORT_ROWS as IMPORT_ROWS
from rontal.desk.imports.titles import labels as title_imports
from rontal.desk.selectors.card_comparison import Verdict
from rontal.desk.selectors.filters import Shelf
from rontal.imports.labels import STATES as STATES_OF_IMPORTS
from rontal.membership import labels as membership
from rontal.membership.states import ApplicationState as S
from rontal.notifications import registry
from rontal.notifications.labels import message_states as messages
from rontal.notifications.purposes import CHANNEL_LABELS
from rontal.notifications.states import MessageState
from rontal.standard import labels as standard
from rontal.standard.rules import Punctuality
from rontal.verification import labels as verification
from rontal.verification.rules import Level, Outcome, Recommendation

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
STATES: Words = {
    S.AWAITING_ACTIVATION: _("Waiting for activation"),
    S.CHECKING: _("The system is checking"),
    S.IN_REVIEW: _("To decide"),
    S.NEEDS_CORRECTION: _("Waiting for a correction"),
    S.APPROVED: _("Approved"),
    S.REJECTED: _("Rejected"),
    S.LAPSED: _("Lapsed"),
    S.WITHDRAWN: _("Withdrawn by the applicant"),
}
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
MESSAGE_ERRORS: Words = {
    "address_refused": _("The mail server rejected the address."),
    "mail_server_away": _("The mail server is not responding."),
    "push_service_away": _("The browser's push service is not responding."),
    "push_refused": _("The browser's push service rejected the message."),
    "whatsapp_away": _("WhatsApp is not responding or asks us to try later."),
    "not_on_whatsapp": _("The number cannot be reached by WhatsApp; an email was sent instead."),
    "whatsapp_refused": _("WhatsApp rejected it: check the template, token and account."),
    "whatsapp_uncertain": _("Interrupted while sending by WhatsApp. An email was sent instead."),
}
ROLES: Words = accounts.ROLES
CORRECTIONS: Words = membership.CORRECTION_REASONS
REJECTIONS: Words = membership.REJECTION_REASONS
ADVICE: Words = {
    Recommendation.APPROVE: _("Compare the two faces, then approve."),
    Recommendation.LOOK_CLOSER: _("Check the following. You decide."),
    Recommendation.ASK_CORRECTION: _(
        "The applicant can correct this. The reasons are selected for you."
    ),
}
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
FACES: Words = {
    "faces_match": _("The faces match"),
    "faces_unsure": _("Possibly the same face"),
    "faces_differ": _("Different faces"),
    "faces_not_on_card": _("No face found on the card"),
    "faces_not_in_photo": _("No face found in the photo"),
    "faces_no_portrait": _("This card has no photo"),
    "face_not_compared": _("Not compared: no consent"),
    "face_none": _("No face found in the photo"),
}
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
UNABLE: Words = {
    "crashed": _("it failed"),
    "timed_out": _("it took too long"),
    "out_of_memory": _("it needed too much memory"),
    "unreadable": _("the photo cannot be opened"),
    "failed": _("it had an error"),
}
FINDING_ORDER = (
    "person_differs",
    "identity_is_member",
    "identity_elsewhere",
    "photo_elsewhere",
    "photo_used_twice",
    "faces_differ",
    "examination_failed",
    "check_unable",
)
"""Codes of findings that are listed first among findings of the same level."""
# Maps a finding to the line of the form that it is about, which the page then highlights.
FIELDS: Mapping[str, str] = {
    "nik_malformed": "number",
    "nik_region_differs": "regency",
    "nik_region_unknown": "number",
    "nik_birth_differs": "birth_date",
    "nik_sex_differs": "sex",
    "birth_in_future": "birth_date",
    "document_early": "document",
    "document_too_young": "document",
    "guardian_absent": "guardian",
    "identity_is_member": "number",
    "identity_elsewhere": "number",
    "kind_differs": "document",
    "kind_unknown": "document",
    "number_one_off": "number",
    "number_differs": "number",
    "number_of_another_kind": "number",
    "number_unsure": "number",
    "number_unread": "number",
    "name_differs": "name",
    "name_unsure": "name",
    "name_unread": "name",
    "birth_date_differs": "birth_date",
    "birth_date_unsure": "birth_date",
    "birth_date_unread": "birth_date",
    "birth_place_differs": "birth_place",
    "birth_place_unsure": "birth_place",
    "sex_differs": "sex",
    "sex_unsure": "sex",
    "sex_unread": "sex",
    "village_differs": "village",
    "village_unsure": "village",
    "validity_over": "valid_until",
    "validity_unsure": "valid_until",
    "validity_unread": "valid_until",
}


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


def line_of_finding(outcome: Outcome) -> str:
    """Returns the line of the form that a finding is about, or "".

    For a finding about a region, its evidence names the level (province, regency or district).
    """
    if outcome.code in ("region_differs", "region_unsure", "region_unread"):
        return str(outcome.evidence.get("level", "regency"))
    return FIELDS.get(outcome.code, "")
