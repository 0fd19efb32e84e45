"""The 14 components of a service standard and the conditions for publishing it. Pure functions.

Source: UU 25/2009, article 21, and Permenpan RB 15/2014: six components of the delivery and eight
of the management of a service.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from rontal.core.phones import chat_address, international
from rontal.standard.steps.rules import Step


class Part(StrEnum):
    """Components of the standard, in the order in which they are published."""

    REQUIREMENTS = "requirements"
    PROCEDURE = "procedure"
    TIME = "time"
    FEE = "fee"
    PRODUCT = "product"
    COMPLAINTS = "complaints"
    LEGAL_BASIS = "legal-basis"
    FACILITIES = "facilities"
    COMPETENCE = "competence"
    SUPERVISION = "supervision"
    STAFF_NUMBER = "staff-number"
    SERVICE_GUARANTEE = "service-guarantee"
    SAFETY_GUARANTEE = "safety-guarantee"
    EVALUATION = "evaluation"


DELIVERY = tuple(Part)[:6]
LISTS = frozenset({Part.REQUIREMENTS, Part.PROCEDURE, Part.LEGAL_BASIS, Part.FACILITIES})
"""Components whose lines are entries of a list; those of the procedure are numbered."""
MAX_TEXT_LENGTH = 4000
MAX_NAME_LENGTH = 120
MAX_ROWS = 12
MAX_MINUTES = 60 * 24 * 30
WEB_PLACES = re.compile(r"/[a-z0-9/_-]*|https://[^\s<>\"']{3,180}")
ADDRESS = re.compile(r"[^@\s<>\"']{1,64}@[^@\s<>\"']{3,120}")
NUMBER = re.compile(r"\+?[0-9][0-9 ().-]{4,24}")


class Owner(StrEnum):
    """Party that a part of the time belongs to."""

    APPLICANT = "applicant"
    LIBRARY = "library"


class Channel(StrEnum):
    """Channels for complaints."""

    BOX = "box"
    PERSON = "person"
    PHONE = "phone"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    WEB = "web"


@dataclass(frozen=True)
class TimeRow:
    """Part of the promised time; `step` is the measured step that it corresponds to, or ""."""

    name: str
    name_en: str
    minutes: int
    owner: Owner
    step: str = ""


@dataclass(frozen=True)
class ChannelRow:
    """Complaint channel; `value` is a number, an address or a place."""

    kind: Channel
    value: str

    @property
    def link(self) -> str:
        """Link to the channel: `tel:`, `sms:`, `https://wa.me/`, `mailto:` or the page; "" for a
        box or a person.
        """
        digits = international(self.value)
        if self.kind is Channel.PHONE:
            return f"tel:{digits}"
        if self.kind is Channel.SMS:
            return f"sms:{digits}"
        if self.kind is Channel.WHATSAPP:
            return chat_address(self.value)
        if self.kind is Channel.EMAIL:
            return "mailto:" + quote(self.value, safe="@+")
        return self.value if self.kind is Channel.WEB else ""


@dataclass(frozen=True)
class Component:
    """Text of one component in two languages (English may be empty), and its rows."""

    part: Part
    text: str = ""
    text_en: str = ""
    times: tuple[TimeRow, ...] = ()
    channels: tuple[ChannelRow, ...] = ()
    revision: int = 0

    @property
    def is_empty(self) -> bool:
        """True when the component says nothing: no text, no times or no channels."""
        if self.part is Part.TIME:
            return not self.times
        if self.part is Part.COMPLAINTS:
            return not self.channels
        return not self.text

    @property
    def minutes(self) -> int:
        """Sum of the promised times, in minutes."""
        return sum(row.minutes for row in self.times)

    def text_in(self, language: str) -> str:
        """Returns the text in a language; Indonesian when there is no other."""
        return self.text_en if language.startswith("en") and self.text_en else self.text

    def lines(self, language: str) -> list[str]:
        """Returns the entries of a list or the paragraphs of a text."""
        return [line.strip() for line in self.text_in(language).split("\n") if line.strip()]


@dataclass(frozen=True)
class Head:
    """Head of a version: decree, signatory, and the date from which it is in force."""

    decree_number: str = ""
    decree_date: date | None = None
    in_force_from: date | None = None
    signatory_name: str = ""
    signatory_office: str = ""


def to_rows(component: Component) -> list[dict[str, Any]]:
    """Returns the rows of a component for storage as JSON."""
    if component.part is Part.TIME:
        return [
            {
                "name": row.name,
                "name_en": row.name_en,
                "minutes": row.minutes,
                "owner": row.owner.value,
                "step": row.step,
            }
            for row in component.times
        ]
    return [{"kind": row.kind.value, "value": row.value} for row in component.channels]


def times_of(rows: Sequence[Mapping[str, Any]]) -> tuple[TimeRow, ...]:
    """Builds the parts of the time from stored rows."""
    return tuple(
        TimeRow(
            name=row["name"],
            name_en=row.get("name_en", ""),
            minutes=int(row["minutes"]),
            owner=Owner(row["owner"]),
            step=row.get("step", ""),
        )
        for row in rows
    )


def channels_of(rows: Sequence[Mapping[str, Any]]) -> tuple[ChannelRow, ...]:
    """Builds the complaint channels from stored rows."""
    return tuple(ChannelRow(Channel(row["kind"]), row["value"]) for row in rows)


def faults(component: Component) -> dict[str, str]:
    """Returns why a component cannot be saved: field → code. Empty components are allowed in a
    draft.
    """
    errors = {}
    for name in ("text", "text_en"):
        if len(getattr(component, name)) > MAX_TEXT_LENGTH:
            errors[name] = "standard_too_long"
    rows = len(component.times) + len(component.channels)
    if rows > MAX_ROWS:
        errors["rows"] = "standard_too_many_rows"
    for number, time in enumerate(component.times):
        if code := _time_fault(time):
            errors[f"rows-{number}"] = code
    for number, channel in enumerate(component.channels):
        if not fits(channel):
            errors[f"rows-{number}"] = f"standard_channel_{channel.kind}"
    steps = [time.step for time in component.times if time.step]
    if len(steps) != len(set(steps)):
        errors["rows"] = "standard_step_twice"
    return errors


def _time_fault(row: TimeRow) -> str:
    if not row.name or max(len(row.name), len(row.name_en)) > MAX_NAME_LENGTH:
        return "standard_name_of_time"
    if not 1 <= row.minutes <= MAX_MINUTES:
        return "standard_minutes"
    return "" if row.step in ("", *Step) else "standard_step_unknown"


def fits(row: ChannelRow) -> bool:
    """Returns True when the value fits its kind: a number, an address, a page, or a short text."""
    shapes = {
        Channel.PHONE: NUMBER,
        Channel.SMS: NUMBER,
        Channel.WHATSAPP: NUMBER,
        Channel.EMAIL: ADDRESS,
        Channel.WEB: WEB_PLACES,
    }
    shape = shapes.get(row.kind)
    if shape is None:
        return 1 <= len(row.value) <= MAX_NAME_LENGTH
    return bool(shape.fullmatch(row.value))


def missing(
    head: Head, components: Mapping[Part, Component], *, today: date, decision_minutes: int
) -> dict[str, str]:
    """Returns why a draft cannot be published: field or component → code; empty when it can.

    The decree needs a number, a date and a signatory; its date is not in the future, and the
    standard is not in force before it. None of the 14 components is empty. The time of the decision
    equals the one that due times are computed with, in minutes of working time.
    """
    errors = {
        name: f"standard_no_{name}"
        for name in ("decree_number", "decree_date", "signatory_name", "signatory_office")
        if not getattr(head, name)
    }
    if head.in_force_from is None:
        errors["in_force_from"] = "standard_no_in_force_from"
    elif head.decree_date is not None and head.in_force_from < head.decree_date:
        errors["in_force_from"] = "standard_before_its_decree"
    if head.decree_date is not None and head.decree_date > today:
        errors["decree_date"] = "standard_decree_to_come"
    for part in Part:
        if part not in components or components[part].is_empty:
            errors[part.value] = "standard_component_empty"
    if Part.TIME.value not in errors and _clock_differs(components[Part.TIME], decision_minutes):
        errors[Part.TIME.value] = "standard_clock_differs"
    return errors


def _clock_differs(time: Component, decision_minutes: int) -> bool:
    decision = [row.minutes for row in time.times if row.step == Step.DECISION]
    return decision != [decision_minutes]
