"""Parts of the copy of a person's data about sign-in, messages, devices and the application's way.

Like `document`: the same keys in every language, no key, hash or name of staff.
"""

from collections.abc import Iterable
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Model

from rontal.accounts.models import User
from rontal.accounts.security_history import history_of
from rontal.accounts.session_list import sessions_of
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.data_requests.models import DataRequest
from rontal.incidents.selectors.persons import notified_of
from rontal.lending.selectors import every_hold_of
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Application, Draft, Guardian, Member
from rontal.membership.selectors.drafts import COLUMNS
from rontal.membership.selectors.links import pending_email
from rontal.notifications.selectors import every_message_of
from rontal.reading.offline.selectors import leases_of

PHOTO_NAMES: Final = {"card_photo": "card", "face_photo": "face", "extra_document": "document"}


def account(user: User, member: Member | None) -> dict[str, Any]:
    """Returns what is stored for signing in; never a password, key or secret."""
    addresses = EmailAddress.objects.filter(user=user).order_by("pk")
    factors = Authenticator.objects.filter(user=user).order_by("pk")
    change = pending_email(member) if member else None
    return {
        **columns(user, "login_name name email language is_active date_joined last_login"),
        "first_password_until": user.first_password_until,
        "confirmed_addresses": [columns(row, "email verified primary") for row in addresses],
        "unconfirmed_address": change.addresses.reveal().get("new") if change else None,
        "proofs": [columns(row, "type created_at last_used_at") for row in factors],
        "sessions": [
            {
                "browser": line.browser,
                "signed_in_at": line.signed_in_at,
                "last_used_at": line.last_used_at,
            }
            for line in sessions_of(user.pk, current_key=None)
        ],
        "history": [_security_event(event) for event in history_of(user.pk)],
    }


def way_of_application(application: Application) -> dict[str, Any]:
    """Returns how the application went besides its own columns: guardian, hand-over, counter,
    reminders, a correction that is not sent yet, and the origin of an imported member.
    """
    guardian = Guardian.objects.filter(application=application).first()
    visit = getattr(application, "visit", None)
    imported = getattr(getattr(application, "member", None), "imported", None)
    draft = Draft.objects.filter(corrects=application).first()
    hand_over = HandOver.objects.filter(application=application).first()
    times = "decides asked_at reminders consented_at refused_at ended_at"
    steps = "asked_at answer_by reminders paused_at taken_over_at"
    notices = application.notices.order_by("pk")
    return {
        "guardian": columns(guardian, times) if guardian else None,
        "hand_over": columns(hand_over, steps) if hand_over else None,
        "counter_visit": columns(visit, "at saw_card in_person") if visit else None,
        "delays": [columns(row, "kind due_at new_due_at at") for row in notices],
        "unsent_correction": (
            {"typed": draft.data.reveal(), **columns(draft, "created_at updated_at expires_at")}
            if draft
            else None
        ),
        "imported": (
            columns(imported, "former_number invited_at claimed_at") if imported else None
        ),
    }


def photos(application: Application) -> list[dict[str, Any]]:
    """Returns the photos that are still stored, as the copy names their files."""
    stored = [
        (name, getattr(application, name))
        for name in COLUMNS.values()
        if getattr(application, f"{name}_id")
    ]
    return [
        {"file": file_name(name, file.content_type), "stored_at": file.created_at}
        for name, file in stored
    ]


def file_name(column: str, content_type: str) -> str:
    """Returns the name of a photo's file in the copy."""
    suffix = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
    return f"photos/{PHOTO_NAMES[column]}.{suffix.get(content_type, 'bin')}"


def holds(actor: Actor) -> list[dict[str, Any]]:
    """Returns the places in queues, also former ones that are still stored."""
    names = "state placed_at ready_until misses reminded_at stranded_at ended_at"
    return [{"title": row.title.title} | columns(row, names) for row in every_hold_of(actor)]


def messages(application: Application, requests: Iterable[DataRequest]) -> list[dict[str, Any]]:
    """Returns which messages were sent, by which channel and when; their texts are not stored."""
    rows = every_message_of(
        account_id=application.user_id,
        application_id=application.pk,
        request_ids=[request.pk for request in requests],
    )
    return [columns(row, "kind channel state created_at sent_at") for row in rows]


def incidents(application: Application) -> list[dict[str, Any]]:
    """Returns the breaches of personal data that the person was notified of."""
    rows = notified_of(application_id=application.pk, account_id=application.user_id)
    names = "kinds openings first_at last_at queued_at has_email returned_at printed_at letter_at"
    return [{"incident": row.code} | columns(row, names) for row in rows]


def saved_books(actor: Actor) -> list[dict[str, Any]]:
    """Returns which books are saved on devices."""
    return [{"title": row.loan.title.title, "since": row.since} for row in leases_of(actor)]


def columns(row: Model, names: str) -> dict[str, Any]:
    """Returns these columns of a row by name."""
    return {name: getattr(row, name) for name in names.split()}


def _security_event(event: Event) -> dict[str, Any]:
    known = ("how", "what", "after", "attempts", "new_browser", "provider", "roles", "fields")
    data = {name: event.data[name] for name in known if name in event.data}
    return {"at": event.at, "event": event.name, **data}
