"""Labels of titles, their fields and their history."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.catalogue import labels as catalogue
from rontal.catalogue.labels import AUDIENCES, ROLES, language_name
from rontal.catalogue.states import TitleState

Words = Mapping[str, str | Promise]

SHELVES: Words = {
    "semua": _("All"),
    "tampil": pgettext_lazy("titles", "Published"),
    "draf": pgettext_lazy("titles", "Drafts"),
    "ditarik": pgettext_lazy("titles", "Withdrawn"),
}
STATES: Words = catalogue.STATES
STATE_STYLES: Mapping[str, tuple[str, str]] = {
    TitleState.PUBLIC: ("good", "check"),
    TitleState.DRAFT: ("care", "pencil"),
    TitleState.WITHDRAWN: ("", "cross"),
    TitleState.JOINED: ("", "copy"),
}
FAULTS: Words = catalogue.FAULTS
FORMATS: Words = catalogue.FORMATS
KINDS: Words = catalogue.AGENT_KINDS
SCHEMES: Words = catalogue.SCHEMES
FIELDS: Words = catalogue.TITLE_FIELDS
ACTS: Words = catalogue.ACTS
FEATURES: Words = catalogue.ACCESSIBILITY_FEATURES
PICTURE: str | Promise = _("a picture")
MAX_LENGTH = 160


def value(field: str, what: object) -> str:
    """Returns a field's value in a revision as text, cut to 160 characters; "" for an empty one."""
    if what is None or what == "" or what == [] or what == {}:
        return ""
    text = _LISTS[field](what) if field in _LISTS else str(what)
    return text if len(text) <= MAX_LENGTH else f"{text[: MAX_LENGTH - 1]}…"


def _credits(what: object) -> str:
    assert isinstance(what, list)
    return "; ".join(f"{one[0]} ({ROLES.get(one[2], one[2])})" for one in what)


def _numbers(what: object) -> str:
    assert isinstance(what, list)
    return "; ".join(f"{SCHEMES.get(scheme, scheme)} {text}" for scheme, text in what)


def _features(what: object) -> str:
    assert isinstance(what, dict)
    return "; ".join(", ".join(map(str, values)) for values in what.values())


_LISTS: Mapping[str, Callable[[Any], str]] = {
    "credits": _credits,
    "numbers": _numbers,
    "subjects": lambda what: "; ".join(map(str, what)),
    "files": lambda what: ", ".join(map(str, what)),
    "accessibility": _features,
    "language": lambda what: language_name(str(what)) or str(what),
    "audience": lambda what: str(AUDIENCES.get(what, what)),
    "state": lambda what: str(STATES.get(str(what), what)),
    "cover": lambda what: str(PICTURE),
}
STAFF = _("Staff")
SYSTEM = _("The system")
