"""Log of accesses to a person's data, as texts without names of staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.membership.labels import PHOTO_PURPOSES_FOR_PERSON
from rontal.membership.models import Application
from rontal.membership.selectors.drafts import photo_ids
from rontal.privacy.access_reasons import REASONS
from rontal.privacy.labels import ACTORS
from rontal.privacy.selectors import MAX_LENGTH, DataAccess, data_accesses

Text = str | Promise
NEWEST: Final = 10

SUBJECTS: Final[Mapping[str, Text]] = {
    "": _("Your details"),
    "member_page": _("Your member page"),
    "identity_search": _("Search by identity number"),
    "guardian_list": _("List of children, on the page for guardians"),
    "guardian_child": _("Page about you, for guardians"),
    "guardian_copy": _("Copy of your data, downloaded by your guardian"),
    **PHOTO_PURPOSES_FOR_PERSON,
}


@dataclass(frozen=True)
class AccessLine:
    """One access as text; a reason without a label is shown as its code."""

    at: datetime
    who: Text
    what: Text
    why: Text


def own_openings(application: Application, *, limit: int = MAX_LENGTH) -> list[DataAccess]:
    """Returns the accesses to a person's details and photos, also photos that are erased."""
    return data_accesses(application, photo_ids(application), limit=limit)


def access_lines(application: Application) -> list[AccessLine]:
    """Returns the newest accesses as texts; `trail` has all."""
    return [line_of(opening) for opening in own_openings(application, limit=NEWEST)]


def line_of(opening: DataAccess) -> AccessLine:
    """Returns an access as text."""
    return AccessLine(
        at=opening.at,
        who=ACTORS[opening.by],
        what=SUBJECTS.get(opening.purpose, opening.purpose),
        why=_why(opening.reason),
    )


def _why(code: str) -> Text:
    reason = REASONS.get(code)
    return reason.for_person if reason else code
