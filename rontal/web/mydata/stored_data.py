"""Data stored about a person, as a readable list."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rontal.membership.labels import RELATIONS, SLOTS_FOR_PERSON
from rontal.membership.models import Application, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import Slot
from rontal.membership.selectors.drafts import COLUMNS
from rontal.ui.registration.choice_labels import IDENTITY_KINDS, SEXES
from rontal.verification.selectors import latest_report
from rontal.web.mydata.automatic_results import stored_readings, values_read

Text = str | Promise
UNMASKED_DIGITS = 4


@dataclass(frozen=True)
class Row:
    """Label and value of one item."""

    name: Text
    value: Text


@dataclass(frozen=True)
class Group:
    """Items of one kind; `anchor` is the group's id on the page."""

    anchor: str
    title: Text
    rows: list[Row]


def stored_data_groups(
    application: Application, member: Member | None, form: ApplicationForm
) -> list[Group]:
    """Returns all stored items by kind; empty ones are omitted."""
    groups = [
        Group("who", _("Who you are"), _identity_rows(application, form)),
        Group("reach", _("How we contact you"), _contact_rows(application, form)),
        Group("guardian", _("Your parent or guardian"), _guardian_rows(form)),
        Group("photos", _("Your photos"), _photo_rows(application)),
        Group("machine", _("What our system found"), _reading_rows(application)),
        Group("membership", _("Your membership"), _membership_rows(application, member)),
    ]
    filled = [Group(g.anchor, g.title, [row for row in g.rows if row.value]) for g in groups]
    return [group for group in filled if group.rows]


def masked(number: str) -> str:
    """Masks an identity number except for its last four digits, or half of a short one."""
    unmasked = min(UNMASKED_DIGITS, len(number) // 2)
    return "•" * (len(number) - unmasked) + number[len(number) - unmasked :]


def address_of(form: ApplicationForm) -> str:
    """Returns the postal address in one line."""
    parts = (form.street, form.village, form.district_name, form.regency_name, form.province_name)
    return ", ".join(filter(None, parts))


def _identity_rows(application: Application, form: ApplicationForm) -> list[Row]:
    born = date_format(form.birth_date, "j F Y") if form.birth_date else ""
    kind = IDENTITY_KINDS.get(application.identity_kind)
    return [
        Row(_("Name"), application.name),
        Row(_("Kind of card"), kind.name if kind else ""),
        Row(_("Number on the card"), masked(form.number)),
        Row(_("Born"), ", ".join(filter(None, (form.birth_place, born)))),
        Row(_("Sex"), SEXES[form.sex] if form.sex else ""),
    ]


def _contact_rows(application: Application, form: ApplicationForm) -> list[Row]:
    return [
        Row(_("Email"), application.email),
        Row(_("Phone"), form.phone),
        Row(_("Address"), address_of(form)),
    ]


def _guardian_rows(form: ApplicationForm) -> list[Row]:
    if form.guardian is None:
        return []
    relation = form.guardian.relation
    return [
        Row(_("Name"), form.guardian.name),
        Row(_("Relation"), RELATIONS[relation] if relation else ""),
        Row(_("Email"), form.guardian.email),
    ]


def _photo_rows(application: Application) -> list[Row]:
    stored = [slot for slot, column in COLUMNS.items() if getattr(application, f"{column}_id")]
    if not stored:
        return [Row(_("Photos"), _("We no longer have any: they have been deleted."))]
    return [Row(SLOTS_FOR_PERSON[slot], _deletion_sentence(application)) for slot in stored]


def _reading_rows(application: Application) -> list[Row]:
    """Returns what was read from photos (until the decision) and the findings' date."""
    readings = stored_readings(application)
    report = latest_report(application.pk)
    rows = []
    if Slot.CARD in readings and (card := readings[Slot.CARD].card):
        count = values_read(card)
        sentence = ngettext(
            "%(count)s value, stored encrypted until the decision",
            "%(count)s values, stored encrypted until the decision",
            count,
        )
        rows.append(Row(_("Read from your card"), sentence % {"count": count}))
    if report is not None:
        day = date_format(timezone.localtime(report.examination.at), "j F Y")
        sentence = _("On %(day)s; your copy below shows the result") % {"day": day}
        rows.append(Row(_("Compared with your form"), sentence))
    return rows


def _deletion_sentence(application: Application) -> str:
    days = MembershipPolicies.current().photo_days_after_decision
    if application.ended_at is None:
        sentence = ngettext(
            "Stored encrypted; deleted %(days)s day after the decision.",
            "Stored encrypted; deleted %(days)s days after the decision.",
            days,
        )
        return sentence % {"days": days}
    last = timezone.localtime(application.ended_at + timedelta(days=days))
    sentence = _("Stored encrypted until %(day)s, then deleted.")
    return sentence % {"day": date_format(last, "j F Y")}


def _membership_rows(application: Application, member: Member | None) -> list[Row]:
    sent = date_format(timezone.localtime(application.submitted_at), "j F Y")
    rows = [Row(_("Application"), f"{application.code} · {sent}")]
    if member is None:
        return rows
    return [
        *rows,
        Row(_("Member number"), member.number),
        Row(_("Member since"), date_format(member.joined_on, "j F Y")),
        Row(_("Valid until"), date_format(member.valid_until, "j F Y")),
    ]
