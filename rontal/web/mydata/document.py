"""Copy of a person's data as JSON, with the same keys in every language."""

from dataclasses import asdict
from typing import Any

from allauth.socialaccount.models import SocialAccount

from rontal.accounts.reading_apps.models import AppPassword
from rontal.accounts.reading_apps.selectors import every_app_of
from rontal.accounts.single_sign_on.selectors import links_of
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.data_requests.models import DataRequest
from rontal.data_requests.selectors.follow import OpenedEntry, threads_of
from rontal.feedback.survey.selectors import stored_data
from rontal.lending.history import keeps_history
from rontal.lending.models import Listed, Loan
from rontal.lending.reading_lists import every_listed_of
from rontal.lending.selectors import every_loan_of
from rontal.membership.models import Application, Consent, Member
from rontal.membership.reason_labels import decision_reason
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.selectors.members import suspension_of
from rontal.notifications.selectors import stored_data_of
from rontal.reading.models import Position
from rontal.reading.selectors import OwnMark, every_mark_of, every_place_of
from rontal.standard.selectors import library
from rontal.web.mydata import further_data as further
from rontal.web.mydata.automatic_results import automatic_results
from rontal.web.mydata.trail import openings_of, own_trail, requests_of


def document(
    application: Application, member: Member | None, form: ApplicationForm, actor: Actor
) -> dict[str, Any]:
    """Returns all data stored about the actor; without keys, hashes and passwords."""
    requests = requests_of(application)
    return {
        "library": library().name,
        "made_at": clock.now(),
        "details": _details(application, form),
        "application": _application(application),
        "membership": _membership(member),
        "consents": [_consent(row) for row in application.consents.order_by("given_at", "pk")],
        "machine": automatic_results(application),
        "decision": _decision(application),
        "account": further.account(application.user, member) if application.user else None,
        "way_of_application": further.way_of_application(application),
        "photos": further.photos(application),
        "holds": further.holds(actor),
        "messages": further.messages(application, requests),
        "incidents": further.incidents(application),
        "books_on_devices": further.saved_books(actor),
        "openings": openings_of(own_trail(application, member, requests, None)),
        "keeps_history_of_loans": keeps_history(actor),
        "loans": [_loan(row) for row in every_loan_of(actor)],
        "wants_to_read": [_list_entry(row) for row in every_listed_of(actor)],
        "places": [_reading_position(row) for row in every_place_of(actor)],
        "marks": [_mark(title, mark) for title, mark in every_mark_of(actor)],
        "reading_apps": [_app(row) for row in every_app_of(application.user_id or 0)],
        "sign_in_services": [_link(row) for row in links_of(application.user_id or 0)],
        "notifications": stored_data_of(actor),
        "requests": [_data_request(*one) for one in threads_of(requests)],
        "survey": stored_data(application.user_id) if application.user_id else None,
    }


def _details(application: Application, form: ApplicationForm) -> dict[str, str]:
    typed = {k: v for k, v in forms.write(form).items() if k not in forms.CONSENT_FIELDS}
    regions = {
        "district_name": form.district_name,
        "regency_name": form.regency_name,
        "province_name": form.province_name,
    }
    columns = {"name": application.name, "email": application.email}
    return typed | regions | columns | {"identity_kind": application.identity_kind}


def _application(application: Application) -> dict[str, Any]:
    names = (
        "code state origin language resident submitted_at activated_at checked_at due_at lapse_at"
        " clock_started_at working_seconds_used ended_at erased_at"
    )
    return further.columns(application, names)


def _membership(member: Member | None) -> dict[str, Any] | None:
    if member is None:
        return None
    names = ("number", "name", "state", "joined_on", "valid_until", "closed_at")
    return {name: getattr(member, name) for name in names} | {"suspension": _suspension(member)}


def _suspension(member: Member) -> dict[str, Any] | None:
    suspension = suspension_of(member)
    names = {"since", "until", "reason"}
    return (
        {"words": suspension.text} | {name: getattr(suspension, name) for name in names}
        if suspension
        else None
    )


def _consent(row: Consent) -> dict[str, Any]:
    names = ("purpose", "by", "form", "signed_on", "text_version", "given_at", "withdrawn_at")
    return {name: getattr(row, name) for name in names}


def _decision(application: Application) -> dict[str, Any] | None:
    if application.decided_at is None:
        return None
    return {
        "decided_at": application.decided_at,
        "automatic": application.automatic,
        "reasons": [
            {"code": code, "words": decision_reason(code)} for code in application.decision_reasons
        ],
        "words": application.decision_words,
    }


def _app(row: AppPassword) -> dict[str, Any]:
    names = ("name", "by_browser", "created_at", "last_used_on", "revoked_at")
    return {name: getattr(row, name) for name in names}


def _link(row: SocialAccount) -> dict[str, Any]:
    return {"provider": row.provider, "subject": row.uid, "since": row.date_joined}


def _loan(row: Loan) -> dict[str, Any]:
    dates = {name: getattr(row, name) for name in ("started_at", "due_at", "ended_at")}
    return {"title": row.title.title, "state": row.state, "copied": row.copied} | dates


def _list_entry(row: Listed) -> dict[str, Any]:
    return {"title": row.title.title, "since": row.since}


def _reading_position(row: Position) -> dict[str, Any]:
    details = {"cfi": row.cfi, "part": row.fraction, "at": row.updated_at, "seconds": row.seconds}
    return {"title": row.title.title} | details


def _data_request(row: DataRequest, entries: list[OpenedEntry]) -> dict[str, Any]:
    names = ("code", "kind", "state", "received_at", "due_at", "closed_at", "acts", "refusal")
    messages = [{"kind": one.kind, "words": one.words, "at": one.at} for one in entries]
    return {name: getattr(row, name) for name in names} | {"messages": messages}


def _mark(title: str, mark: OwnMark) -> dict[str, Any]:
    times = {"made_at": mark.made_at, "changed_at": mark.changed_at}
    return {"title": title} | asdict(mark.content) | times
