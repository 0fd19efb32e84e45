"""Sections of the readable copy (PDF): the same data as the JSON file, in words.

Long tables stop at `MOST` rows, so that a document of any member is made within a second or two;
the JSON file has all rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rontal.accounts.security_history import history_of
from rontal.core.actors import Actor
from rontal.data_requests.labels import SHORT_KINDS, STATES
from rontal.incidents.selectors.kinds import names_of
from rontal.incidents.selectors.persons import notified_of
from rontal.lending.reading_lists import every_listed_of
from rontal.lending.selectors import every_hold_of, every_loan_of
from rontal.membership.models import Application, Member
from rontal.membership.reason_labels import decision_reason
from rontal.membership.rules.form import ApplicationForm
from rontal.notifications.registry import MESSAGES
from rontal.notifications.selectors import every_message_of
from rontal.reading.selectors import every_mark_of, every_place_of
from rontal.web.mydata.automatic_results import findings_in_words
from rontal.web.mydata.purposes import purposes
from rontal.web.mydata.stored_data import stored_data_groups
from rontal.web.mydata.trail import lines_of, own_trail, requests_of
from rontal.web.security_history.lines import lines_of as security_lines

MOST: Final = 300
Text = str | Promise


@dataclass(frozen=True)
class Section:
    """Section of the document: a heading, the column headings of its table, rows, and a remark."""

    title: Text
    columns: Sequence[Text] = ()
    rows: Sequence[Sequence[Text]] = field(default_factory=list)
    remark: Text = ""


def copy_sections(
    application: Application, member: Member | None, form: ApplicationForm, actor: Actor
) -> list[Section]:
    """Returns the sections that have rows."""
    everything = [
        *_stored(application, member, form),
        _consents(application, member, form),
        _decision(application),
        Section(
            _("What our system found"),
            (),
            [[words] for words in findings_in_words(application).values()],
        ),
        *_borrowing(actor),
        *_reading(actor),
        *_contact(application, member),
        _sign_ins(application),
    ]
    return [_shortened(section) for section in everything if section.rows]


def _stored(
    application: Application, member: Member | None, form: ApplicationForm
) -> list[Section]:
    groups = stored_data_groups(application, member, form)
    return [Section(one.title, (), [[row.name, row.value] for row in one.rows]) for one in groups]


def _consents(application: Application, member: Member | None, form: ApplicationForm) -> Section:
    rows = [
        [one.name, _moment(one.consent.given_at) if one.consent else "—"]
        for one in purposes(application, member, form)
    ]
    return Section(_("What you agree to"), (_("For"), _("Since")), rows)


def _decision(application: Application) -> Section:
    if application.decided_at is None:
        return Section(_("Decision"))
    reasons = [[_("Reason"), decision_reason(code)] for code in application.decision_reasons]
    words = [[_("In words"), application.decision_words]] if application.decision_words else []
    by = _("the system, by the library's rules") if application.automatic else _("library staff")
    rows = [[_("When"), _moment(application.decided_at)], [_("Decided by"), by], *reasons, *words]
    return Section(_("Decision"), (), rows)


def _borrowing(actor: Actor) -> list[Section]:
    loans = [
        [row.title.title, _moment(row.started_at), _moment(row.ended_at or row.due_at)]
        for row in every_loan_of(actor)
    ]
    holds = [[row.title.title, _moment(row.placed_at)] for row in every_hold_of(actor)]
    listed = [[row.title.title, _moment(row.since)] for row in every_listed_of(actor)]
    book = _("Book")
    return [
        Section(pgettext("section", "Loans"), (book, _("From"), _("To")), loans),
        Section(_("Places in queues"), (book, _("Since")), holds),
        Section(_("Books that you want to read"), (book, _("Since")), listed),
    ]


def _reading(actor: Actor) -> list[Section]:
    places = [
        [row.title.title, f"{row.fraction:.0%}", _moment(row.updated_at)]
        for row in every_place_of(actor)
    ]
    marks = [
        [title, mark.content.quote, mark.content.note, _moment(mark.made_at)]
        for title, mark in every_mark_of(actor)
    ]
    book, when, read = _("Book"), _("When"), pgettext("part of a book", "Read")
    return [
        Section(_("How far you have read"), (book, read, when), places),
        Section(
            _("Bookmarks, highlights and notes"), (book, _("Marked"), _("Your note"), when), marks
        ),
    ]


def _contact(application: Application, member: Member | None) -> list[Section]:
    requests = requests_of(application)
    asked = [
        [one.code, SHORT_KINDS[one.kind], STATES[one.state], _moment(one.received_at)]
        for one in requests
    ]
    sent = every_message_of(
        account_id=application.user_id,
        application_id=application.pk,
        request_ids=[one.pk for one in requests],
    )
    messages = [[_kind(row.kind), _moment(row.sent_at or row.created_at)] for row in sent]
    seen = [
        [_moment(line.at), line.who, line.what, line.why]
        for line in lines_of(own_trail(application, member, requests, None)[: MOST + 1])
    ]
    when = _("When")
    return [
        Section(_("Requests about your data"), (_("Number"), _("Kind"), _("State"), when), asked),
        Section(_("Messages to you"), (_("Kind"), when), messages),
        _incidents(application),
        Section(_("Who viewed your data"), (when, _("Viewed by"), _("What"), _("Why")), seen),
    ]


def _incidents(application: Application) -> Section:
    told = notified_of(application_id=application.pk, account_id=application.user_id)
    rows = [
        [row.code, "; ".join(names_of(row.kinds)), _moment(row.first_at), _moment(row.queued_at)]
        for row in told
    ]
    heads = (_("Number"), _("Kinds of data"), _("First opened"), _("You were notified"))
    return Section(_("Breaches of your data"), heads, rows)


def _sign_ins(application: Application) -> Section:
    account = application.user_id or 0
    lines = security_lines(history_of(account)[: MOST + 1], account)
    rows = [[_moment(line.at), line.what, line.details] for line in lines]
    heads = (_("When"), _("What happened"), _("In detail"))
    return Section(_("Security history"), heads, rows)


def _kind(code: str) -> Text:
    return MESSAGES[code].label if code in MESSAGES else code


def _shortened(section: Section) -> Section:
    if len(section.rows) <= MOST:
        return section
    remark = _("The newest %(number)s. The file data.json has all.") % {"number": MOST}
    return Section(section.title, section.columns, section.rows[:MOST], remark)


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i") if at else "—"


def as_data(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """Returns sections as plain texts, for the template."""
    return [
        {
            "title": str(one.title),
            "columns": [str(name) for name in one.columns],
            "rows": [[str(cell) for cell in row] for row in one.rows],
            "width": max(len(row) for row in one.rows),
            "remark": str(one.remark),
        }
        for one in sections
    ]
