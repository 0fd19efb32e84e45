"""Log of accesses to a person's data, as texts without names of staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.core.actors import ActorKind
from rontal.membership.models import Application
from rontal.membership.selectors.drafts import COLUMNS
from rontal.privacy.selectors import MAX_LENGTH, DataAccess, data_accesses

Text = str | Promise

ACTORS: Final[Mapping[ActorKind, Text]] = {
    ActorKind.STAFF: _("Library staff"),
    ActorKind.SYSTEM: _("The system"),
}
SUBJECTS: Final[Mapping[str, Text]] = {
    "": _("Your details"),
    "application_card": _("Photo of your card"),
    "application_face": _("Photo of your face"),
    "application_extra": _("Your other document"),
}
REASONS: Final[Mapping[str, Text]] = {
    "case_review": _("To decide on your application"),
    "member_asks": _("To help you"),
    "check_identity": _("To compare your details with your card"),
    "find_duplicate": _("To see whether you have two memberships"),
    "member_loans": _("To view your loans"),
    "reach_member": _("To contact you"),
    "member_correction": _("To correct your data"),
    "member_joining": _("To see whether you have two memberships"),
    "reading": _("To read your photo automatically and fill in the form"),
    "examination": _("To check your application automatically"),
    "duplicate_comparison": _("To see whether another application has the same photo"),
}


@dataclass(frozen=True)
class AccessLine:
    """One access as text; a reason without a label is shown as its code."""

    at: datetime
    who: Text
    what: Text
    why: Text


def own_openings(application: Application, *, limit: int = MAX_LENGTH) -> list[DataAccess]:
    """Returns the accesses to a person's details and to the photos still stored."""
    photos = [getattr(application, f"{column}_id") for column in COLUMNS.values()]
    return data_accesses(application, filter(None, photos), limit=limit)


def access_lines(application: Application) -> list[AccessLine]:
    """Returns the newest accesses as texts."""
    return [
        AccessLine(
            at=opening.at,
            who=ACTORS[opening.by],
            what=SUBJECTS.get(opening.purpose, opening.purpose),
            why=REASONS.get(opening.reason, opening.reason),
        )
        for opening in own_openings(application)
    ]
