"""Data of one child on the guardians' page: nothing of searches, places, marks or notes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from rontal.core.actors import Actor
from rontal.lending.selectors import counts_of, loans_of
from rontal.membership.labels import (
    APPLICATION_STATES,
    CONSENT_MEANINGS_FOR_GUARDIAN,
    CONSENT_PURPOSES_FOR_PERSON,
    MEMBER_STATES,
    PHOTO_PURPOSES,
)
from rontal.membership.models import Consent
from rontal.membership.rules.kinds import ConsentPurpose
from rontal.membership.selectors.drafts import COLUMNS
from rontal.membership.selectors.guardianship import Child, consents_for_guardian
from rontal.membership.selectors.opened_details import form_of
from rontal.privacy.labels import ACTORS_FOR_GUARDIAN
from rontal.privacy.selectors import DataAccess
from rontal.verification.selectors import latest_report
from rontal.web.mydata.access_log import NEWEST, SUBJECTS, AccessLine, line_of, own_openings
from rontal.web.mydata.document import document

Text = str | Promise
IN_COPY: Final = frozenset(
    {"library", "made_at", "details", "application", "membership", "consents", "machine",
     "decision", "openings"}
)  # fmt: skip
"""Parts of the copy of a person's data that a guardian gets: those about the membership, none about
reading, messages, requests or devices."""

OWN_CONTACT: Final = ("email", "phone")
"""Details that are not in it: by these the library reaches the young person alone."""
SUBJECTS_FOR_GUARDIAN: Final[Mapping[str, Text]] = {
    **SUBJECTS,
    **PHOTO_PURPOSES,
    "": _("Your child's details"),
    "member_page": _("Member page"),
    "guardian_list": _("List of your children"),
    "guardian_child": _("This page"),
    "guardian_copy": _("Copy of the data"),
}


@dataclass(frozen=True)
class GivenConsent:
    """Consent of the guardian for one purpose; `is_given` is False once it is withdrawn."""

    row: Consent

    @property
    def name(self) -> Text:
        return CONSENT_PURPOSES_FOR_PERSON[ConsentPurpose(self.row.purpose)]

    @property
    def meaning(self) -> Text:
        """Sentence on what the consent permits, for the guardian."""
        return CONSENT_MEANINGS_FOR_GUARDIAN[ConsentPurpose(self.row.purpose)]

    @property
    def is_given(self) -> bool:
        return self.row.withdrawn_at is None

    @property
    def ends_everything(self) -> bool:
        """True where withdrawing ends the membership."""
        return self.row.purpose == ConsentPurpose.MEMBERSHIP


def state_of(child: Child) -> Text:
    """Returns the state of the card, or of the application before there is one."""
    if child.member is not None:
        return MEMBER_STATES[child.member.state]
    return APPLICATION_STATES[child.application.state]


def context_of(child: Child) -> dict[str, Any]:
    """Returns what the page of a child shows. The titles on loan only where policy and age allow;
    else they are not even read."""
    application, member = child.application, child.member
    loans = counts_of([member.pk])[member.pk][0] if member else 0
    report = latest_report(application.pk)
    return {
        "child": child,
        "state": state_of(child),
        "loans": loans,
        "titles": titles_on_loan(child),
        "consents": _consents(child),
        "has_photos": any(getattr(application, f"{name}_id") for name in COLUMNS.values()),
        "checked_at": report.examination.at if report else None,
        "lines": [_line(one) for one in own_openings(application, limit=NEWEST)],
    }


def _consents(child: Child) -> list[GivenConsent]:
    """Returns the guardian's consents in the order of the purposes."""
    rows = consents_for_guardian(child.application)
    order = list(ConsentPurpose)
    rows.sort(key=lambda row: order.index(ConsentPurpose(row.purpose)))
    return [GivenConsent(row) for row in rows]


def titles_on_loan(child: Child) -> list[str]:
    """Returns the titles that the child has on loan now, where the guardian may see them."""
    if child.member is None or not child.shows_titles:
        return []
    return [loan.title.title for loan in loans_of(Actor.person(child.member.user_id))]


def copy_of(child: Child) -> dict[str, Any]:
    """Returns the copy of the child's data for the guardian; the caller records it."""
    application = child.application
    form = form_of(application)
    actor = Actor.person(application.user_id or 0)
    whole = document(application, child.member, form, actor)
    copy = {name: value for name, value in whole.items() if name in IN_COPY}
    copy["details"] = {k: v for k, v in copy["details"].items() if k not in OWN_CONTACT}
    return copy | {"titles_on_loan": titles_on_loan(child)} if child.shows_titles else copy


def _line(opening: DataAccess) -> AccessLine:
    """Returns an access as text for the guardian."""
    what = SUBJECTS_FOR_GUARDIAN.get(opening.purpose)
    who = ACTORS_FOR_GUARDIAN[opening.by]
    line = line_of(opening)
    return replace(line, who=who, what=capfirst(str(line.what if what is None else what)))
