"""Registries of the events that record access to personal data: of their subject, or of many people
at once.

Apps above this one register such events where they declare them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class AccessTexts:
    """Labels of an access for the person: what was opened, and why."""

    what: Text
    why: Text


ACCESS_EVENTS: Final[set[str]] = set()
BULK_ACCESS_EVENTS: Final[set[str]] = set()
ACCESS_TEXTS: Final[dict[str, AccessTexts]] = {}


REPRESENTATIVE_EVENTS: Final[set[str]] = set()
"""Those among them in which a guardian opened the data, whom the person is told of, too."""


REPRESENTATIVE_COPIES: Final[set[str]] = set()
"""Codes of what was opened (`purpose`) in those events that mean the download of a copy."""


def register_access_event(
    name: str,
    *,
    texts: AccessTexts | None = None,
    by_representative: bool = False,
    copies: Iterable[str] = (),
) -> str:
    """Registers a declared event as an access to the personal data of its subject. Events without
    texts hold codes of what was opened and why; `copies` are those of downloads by a guardian.
    """
    REPRESENTATIVE_COPIES.update(copies)
    ACCESS_EVENTS.add(name)
    if texts:
        ACCESS_TEXTS[name] = texts
    if by_representative:
        REPRESENTATIVE_EVENTS.add(name)
    return name


def register_bulk_access_event(name: str, *, texts: AccessTexts) -> str:
    """Registers a declared event as an access to the personal data of many people, whom it does not
    name.
    """
    BULK_ACCESS_EVENTS.add(name)
    ACCESS_TEXTS[name] = texts
    return name
