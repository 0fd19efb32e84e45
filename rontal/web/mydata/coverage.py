"""Which personal columns are in the copy of a person's data, and why others are not.

`tests/web/mydata/test_coverage.py` fails on a personal column that stands in neither list.
"""

from collections.abc import Mapping
from typing import Final

COPIED: Final[Mapping[str, Mapping[str, str]]] = {
    "accounts.user": {
        "account": "login_name name email language is_active date_joined last_login"
        " first_password_until"
    },
    "account.emailaddress": {"account": "email verified primary"},
    "accounts.opensession": {"account": "signed_in_at last_used_at"},
    "mfa.authenticator": {"account": "type created_at last_used_at"},
    "accounts.apppassword": {"reading_apps": "name by_browser created_at last_used_on revoked_at"},
    "socialaccount.socialaccount": {"sign_in_services": "provider uid date_joined"},
    "core.event": {"openings": "at name actor_kind data", "account": "at name data"},
    "data_requests.datarequest": {
        "requests": "code kind state received_at due_at closed_at acts refusal"
    },
    "data_requests.requestentry": {"requests": "kind words at"},
    "feedback.asking": {"survey": "asked_on declined"},
    "feedback.invitation": {"survey": "occasion expires_on"},
    "incidents.affectedperson": {
        "incidents": "incident kinds openings first_at last_at queued_at has_email returned_at"
        " printed_at letter_at"
    },
    "lending.hold": {
        "holds": "title state placed_at ready_until misses reminded_at stranded_at ended_at"
    },
    "lending.kepthistory": {"keeps_history_of_loans": "since"},
    "lending.listed": {"wants_to_read": "title since"},
    "lending.loan": {"loans": "title state copied started_at due_at ended_at"},
    "membership.application": {
        "details": "name email identity_kind details",
        "application": "code origin state language resident submitted_at activated_at checked_at"
        " ended_at erased_at clock_started_at working_seconds_used due_at lapse_at",
        "decision": "decided_at automatic decision_reasons decision_words",
        "photos": "card_photo face_photo extra_document",
    },
    "membership.consent": {
        "consents": "purpose by form signed_on text_version given_at withdrawn_at"
    },
    "membership.countervisit": {"way_of_application": "at saw_card in_person"},
    "membership.draft": {"way_of_application": "data created_at updated_at expires_at"},
    "membership.emailchange": {"account": "addresses"},
    "membership.guardian": {
        "details": "details",
        "way_of_application": "decides asked_at reminders consented_at refused_at ended_at",
    },
    "membership.handover": {
        "way_of_application": "asked_at answer_by reminders paused_at taken_over_at"
    },
    "membership.importedmember": {"way_of_application": "former_number invited_at claimed_at"},
    "membership.member": {"membership": "number name state joined_on valid_until closed_at"},
    "membership.notice": {"way_of_application": "kind due_at new_due_at at"},
    "membership.suspension": {"membership": "reason words until since"},
    "notifications.channelconsent": {
        "notifications": "purpose text_version given_at withdrawn_at channel"
    },
    "notifications.choice": {"notifications": "purpose channel on"},
    "notifications.follow": {"notifications": "agent subject"},
    "notifications.message": {"messages": "kind channel state created_at sent_at"},
    "notifications.newtitle": {"notifications": "title"},
    "notifications.preference": {"notifications": "show_titles"},
    "notifications.subscription": {"notifications": "family created_at last_success_at"},
    "notifications.whatsappnumber": {"notifications": "number"},
    "reading.lease": {"books_on_devices": "loan since"},
    "reading.mark": {"marks": "title kind cfi fraction colour words made_at changed_at"},
    "reading.position": {"places": "title cfi fraction updated_at seconds"},
    "verification.examination": {"machine": "recommendation at sampled"},
    "verification.finding": {"machine": "code level evidence"},
    "verification.photoreading": {"machine": "slot found hints"},
}
"""Columns in the copy, by model and by the part of the copy (a key of `data.json`)."""

_OWNER: Final = "whose row it is: everything in the copy is the person's"
_KEY: Final = "a secret, hash or random key: it says nothing about the person and opens doors"
_STAFF: Final = "who of the staff did it: another person's data; the trail shows the role"
_WORK: Final = "how staff share out their work; notes for colleagues are given out on request only"
_STAFF_ONLY: Final = "about staff, who have no page of their own data here"
_OTHERS: Final = "about authors, visitors or organisations, not about members"
_BY_CODE: Final = (
    "linked to no account: families share addresses. Its sender opens it by its code or a request"
)
_NOBODY: Final = "linked to nobody"
_INTERNAL: Final = "internal reference without a meaning outside the database"

NOT_COPIED: Final[Mapping[str, str]] = {
    "account.emailaddress.user": _OWNER,
    "account.emailconfirmation": "never used: links of Rontal confirm addresses",
    "accounts.appcode": _KEY,
    "accounts.apppassword.digest": _KEY,
    "accounts.apppassword.user": _OWNER,
    "accounts.apptoken": _KEY,
    "accounts.opensession.session": _KEY,
    "accounts.opensession.user": _OWNER,
    "accounts.signonsession": "the same sessions as in `account`, by the provider's secret names",
    "accounts.user.password": _KEY,
    "accounts.user.roles": _STAFF_ONLY,
    "catalogue": _OTHERS,
    "core.counter": "rate limits under keyed hashes, gone within a day",
    "core.erasure": _NOBODY,
    "core.event.actor_id": _STAFF,
    "core.event.actor_name": _STAFF,
    "core.event.subject_id": _INTERNAL,
    "core.event.subject_type": _INTERNAL,
    "data_requests.datarequest.account": _OWNER,
    "data_requests.datarequest.channel": "always the account: others are opened by their code",
    "data_requests.datarequest.contact": "name and address as in `details` at that time",
    "data_requests.datarequest.erased_at": _INTERNAL,
    "data_requests.datarequest.handler": _STAFF,
    "data_requests.datarequest.has_email": _INTERNAL,
    "data_requests.datarequest.identity_check": "always the sign-in",
    "data_requests.datarequest.identity_checked_at": "always the moment of sending",
    "data_requests.datarequest.identity_checked_by": _STAFF,
    "data_requests.datarequest.language": "the language of the account",
    "data_requests.datarequest.news": _WORK,
    "data_requests.datarequest.submit_key": _KEY,
    "data_requests.requestentry.request": _OWNER,
    "data_requests.requestentry.staff": _STAFF,
    "data_requests.requestfollowkey": _KEY,
    "feedback.asking.account": _OWNER,
    "feedback.asking.key": _KEY,
    "feedback.asking.last_event": _INTERNAL,
    "feedback.asking.stop_hash": _KEY,
    "feedback.attachment": _BY_CODE,
    "feedback.entry": _BY_CODE,
    "feedback.followkey": _KEY,
    "feedback.invitation.account": _OWNER,
    "feedback.invitation.token_hash": _KEY,
    "feedback.mailseen": _BY_CODE,
    "feedback.remark": _NOBODY,
    "feedback.ticket": _BY_CODE,
    "feedback.upload": _BY_CODE,
    "incidents.affectedperson.account": _OWNER,
    "incidents.affectedperson.application": _OWNER,
    "incidents.affectedperson.data_request": "of persons without an application, by their code",
    "incidents.affectedperson.has_address": _INTERNAL,
    "incidents.affectedperson.ticket": _BY_CODE,
    "incidents.incident": "about many people; each one's part is in `incidents` after the notice",
    "lending.hold.member": _OWNER,
    "lending.kepthistory.member": _OWNER,
    "lending.listed.member": _OWNER,
    "lending.loan.end_reason": "shown on the shelf; a library's act, with the message about it",
    "lending.loan.in_library": "follows from the title's licence",
    "lending.loan.member": _OWNER,
    "lending.loan.reminded_at": "the reminder is in `messages`",
    "lending.loan.renewals": "follows from the times of the loan",
    "lending.sitting": "which session has a book open, gone within minutes",
    "membership.application.decided_by": _STAFF,
    "membership.application.nik_hash": _KEY,
    "membership.application.user": _OWNER,
    "membership.assignment": _WORK,
    "membership.caselease": _WORK,
    "membership.consent.application": _OWNER,
    "membership.consent.noted_by": _STAFF,
    "membership.countervisit.application": _OWNER,
    "membership.countervisit.staff": _STAFF,
    "membership.draft.card_photo": "a photo of the correction; sent, it is in `photos`",
    "membership.draft.corrects": _OWNER,
    "membership.draft.extra_document": "a photo of the correction; sent, it is in `photos`",
    "membership.draft.face_photo": "a photo of the correction; sent, it is in `photos`",
    "membership.draft.language": "the language of the account",
    "membership.draft.staff": _STAFF,
    "membership.draft.step": _INTERNAL,
    "membership.emailchange.asked_at": "its event is in `account`",
    "membership.emailchange.confirmed_at": "its event is in `account`",
    "membership.emailchange.expires_at": _INTERNAL,
    "membership.emailchange.key": _KEY,
    "membership.emailchange.member": _OWNER,
    "membership.emailchange.token_hash": _KEY,
    "membership.emailreversal": "former address of a change, for the link in the mail to it alone",
    "membership.guardian.application": _OWNER,
    "membership.guardian.email_hash": _KEY,
    "membership.handover.application": _OWNER,
    "membership.handover.guardian_hash": _KEY,
    "membership.import": _STAFF_ONLY,
    "membership.importedmember.member": _OWNER,
    "membership.importrow": "the row became the membership; the file is erased after its period",
    "membership.member.application": _OWNER,
    "membership.member.joined_into": _INTERNAL,
    "membership.member.nik_hash": _KEY,
    "membership.member.user": _OWNER,
    "membership.note": _WORK,
    "membership.notice.application": _OWNER,
    "membership.oneuselink": _KEY,
    "membership.savedview": _STAFF_ONLY,
    "membership.suspension.by": _STAFF,
    "membership.suspension.member": _OWNER,
    "mfa.authenticator.data": _KEY,
    "mfa.authenticator.user": _OWNER,
    "notifications.channelconsent.account": _OWNER,
    "notifications.choice.account": _OWNER,
    "notifications.choice.changed_at": _INTERNAL,
    "notifications.follow.member": _OWNER,
    "notifications.follow.since": _INTERNAL,
    "notifications.message.account": _OWNER,
    "notifications.message.affected": _OWNER,
    "notifications.message.application": _OWNER,
    "notifications.message.data_request": _OWNER,
    "notifications.message.event_id": _INTERNAL,
    "notifications.message.incident": "messages to the agency and to staff",
    "notifications.message.receipt": _INTERNAL,
    "notifications.message.staff": _STAFF,
    "notifications.message.subscription": _INTERNAL,
    "notifications.message.ticket": _BY_CODE,
    "notifications.newtitle.batch": _INTERNAL,
    "notifications.newtitle.found_at": _INTERNAL,
    "notifications.newtitle.member": _OWNER,
    "notifications.preference.account": _OWNER,
    "notifications.preference.declined_at": _INTERNAL,
    "notifications.subscription.account": _OWNER,
    "notifications.subscription.endpoint_hash": _KEY,
    "notifications.subscription.keys": _KEY,
    "notifications.whatsappnumber.account": _OWNER,
    "privacy": _STAFF_ONLY,
    "reading.lease.device": _KEY,
    "reading.mark.key": _KEY,
    "reading.mark.member": _OWNER,
    "reading.mark.removed_at": "removed marks have no content",
    "reading.position.device": _KEY,
    "reading.position.member": _OWNER,
    "sessions.session": _KEY,
    "socialaccount.socialaccount.extra_data": "always empty",
    "socialaccount.socialaccount.last_login": "sign-ins are in `account`",
    "socialaccount.socialaccount.user": _OWNER,
    "socialaccount.socialtoken": _KEY,
    "standard": _STAFF_ONLY,
    "verification.examination.application": _OWNER,
    "verification.examination.run": _INTERNAL,
    "verification.finding.examination": _OWNER,
    "verification.photohash": "a fingerprint that only finds the same picture",
    "verification.photoreading.file": _OWNER,
    "verification.photoreading.unable": "the failure of a machine, not about the person",
}
"""Personal columns that are not in the copy, with the reason: an app, a model or a column."""


def is_copied(model: str, column: str) -> bool:
    """Returns True for a column in the copy."""
    return any(column in names.split() for names in COPIED.get(model, {}).values())


def reason_against(model: str, column: str) -> str:
    """Returns why a column is not in the copy; "" where nothing says so."""
    keys = (f"{model}.{column}", model, model.split(".")[0])
    return next((NOT_COPIED[key] for key in keys if key in NOT_COPIED), "")
