"""Version of the standard prepared for page and PDF, in the active language."""

from dataclasses import dataclass

from django.utils.translation import get_language

from rontal.standard import labels as wording
from rontal.standard.publication.rules import DELIVERY, LISTS, Component, Part
from rontal.standard.publication.selectors import Version
from rontal.web import service_time_chart


@dataclass(frozen=True)
class Channel:
    """Complaint channel, with its link or ""."""

    name: str
    value: str
    link: str


@dataclass(frozen=True)
class DisplayedComponent:
    """Component with its lines; `kind` is "steps", "list" or "text"."""

    number: int
    part: Part
    name: str
    lines: list[str]
    kind: str
    language: str
    hours: service_time_chart.Bar | None
    channels: list[Channel]

    @property
    def anchor(self) -> str:
        """Id on the page; that of complaints is fixed because other pages link to it."""
        return "pengaduan" if self.part is Part.COMPLAINTS else self.part.value


def components(version: Version) -> tuple[list[DisplayedComponent], list[DisplayedComponent]]:
    """Returns the components of service delivery and those of management."""
    displayed = [_displayed(number, version[part]) for number, part in enumerate(Part, start=1)]
    return displayed[: len(DELIVERY)], displayed[len(DELIVERY) :]


def _displayed(number: int, component: Component) -> DisplayedComponent:
    language = get_language() or "id"
    part = component.part
    kind = "list" if part in LISTS else "text"
    channels = [
        Channel(str(wording.CHANNELS[row.kind]), row.value, row.link) for row in component.channels
    ]
    return DisplayedComponent(
        number=number,
        part=part,
        name=str(wording.PARTS[part]),
        lines=component.lines(language),
        kind="steps" if part is Part.PROCEDURE else kind,
        language="en" if language.startswith("en") and component.text_en else "id",
        hours=service_time_chart.bar(component.times) if component.times else None,
        channels=channels,
    )
