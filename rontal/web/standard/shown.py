"""Version of the standard prepared for page and PDF, in the active language."""

from dataclasses import dataclass

from django.utils.translation import get_language

from rontal.standard.publication.rules import DELIVERY, LISTS, Component, Part
from rontal.standard.publication.selectors import Version
from rontal.ui import service_words as wording
from rontal.web import promise


@dataclass(frozen=True)
class Channel:
    """Complaint channel, with its link or ""."""

    name: str
    value: str
    link: str


@dataclass(frozen=True)
class Shown:
    """Component with its lines; `kind` is "steps", "list" or "text"."""

    number: int
    part: Part
    name: str
    lines: list[str]
    kind: str
    language: str
    hours: promise.Bar | None
    channels: list[Channel]

    @property
    def anchor(self) -> str:
        """Id on the page; that of complaints is fixed because other pages link to it."""
        return "pengaduan" if self.part is Part.COMPLAINTS else self.part.value


def components(version: Version) -> tuple[list[Shown], list[Shown]]:
    """Returns the components of service delivery and those of management."""
    found = [_shown(number, version[part]) for number, part in enumerate(Part, start=1)]
    return found[: len(DELIVERY)], found[len(DELIVERY) :]


def _shown(number: int, component: Component) -> Shown:
    language = get_language() or "id"
    part = component.part
    kind = "list" if part in LISTS else "text"
    channels = [
        Channel(str(wording.CHANNELS[row.kind]), row.value, row.link) for row in component.channels
    ]
    return Shown(
        number=number,
        part=part,
        name=str(wording.PARTS[part]),
        lines=component.lines(language),
        kind="steps" if part is Part.PROCEDURE else kind,
        language="en" if language.startswith("en") and component.text_en else "id",
        hours=promise.bar(component.times) if component.times else None,
        channels=channels,
    )
