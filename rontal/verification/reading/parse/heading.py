"""What stands on a card without a label: region headings, school, place and date of issue."""

from collections.abc import Collection

from rontal.membership.rules.kinds import IdentityKind
from rontal.verification.reading.model import Field
from rontal.verification.reading.parse import dates, places, values
from rontal.verification.reading.parse.glyphs import folded
from rontal.verification.reading.parse.kinds import has_words
from rontal.verification.reading.parse.layout import Layout
from rontal.verification.reading.parse.span import Passage, Span
from rontal.verification.reading.parse.values import Draft

SCHOOLS = (
    "SD", "SDN", "SMP", "SMPN", "SMA", "SMAN", "SMK", "SMKN", "MI", "MIN", "MTS", "MTSN", "MA",
    "MAN", "SLB", "SLBN", "TK", "SEKOLAH", "MADRASAH", "YAYASAN",
)  # fmt: skip


def headings(kind: IdentityKind, layout: Layout, used: Collection[Span]) -> dict[Field, Draft]:
    """Values that no label of the card's rows names, out of lines that were not used yet."""
    found: dict[Field, Draft] = _issue(layout, used)
    for span in layout.others:
        text = span.text.upper()
        city = next((one for one in places.CITY_OPENINGS if text.startswith(one)), None)
        if city and layout.level(span) < 0.2:
            name = Passage([span.part(len(city), len(span.text))])
            draft = values.words(name)
            if draft and places.regency(draft.text, city=True):
                found[Field.REGENCY] = draft.also("city")
    if kind is IdentityKind.STUDENT_CARD:
        school = _school(layout)
        if school:
            found[Field.SCHOOL] = school
    return found


def _issue(layout: Layout, used: Collection[Span]) -> dict[Field, Draft]:
    """A date below the photo, and the place above it or before it."""
    for span in sorted(layout.others, key=lambda span: -span.left):
        passage = Passage([span])
        day = None if span in used else dates.last_day(passage.text)
        if day is None:
            continue
        found: dict[Field, Draft] = {}
        made = values.day(passage)
        if made:
            found[Field.ISSUED_ON] = made
        before = passage.text[: day.start].strip(" ,.:;-")
        place = values.place(passage, 0, len(before)) if len(before) > 2 else _above(span, layout)
        if place:
            found[Field.ISSUED_AT] = place
        return found
    return {}


def _above(day: Span, layout: Layout) -> Draft | None:
    """The free line right over the date, with its middle over the date's."""
    reach = max(day.line.height, layout.height)
    centre = (day.left + day.right) / 2
    over = [
        span
        for span in layout.others
        if 0.4 * reach < layout.level(day) - layout.level(span) < 1.8 * reach
        and abs((span.left + span.right) / 2 - centre) < 2 * reach
    ]
    if not over:
        return None
    return values.birth_place(Passage([max(over, key=layout.level)]))


def _school(layout: Layout) -> Draft | None:
    """A line that begins as schools' names do."""
    for span in layout.others:
        first = folded(span.text.split()[0]) if span.text.split() else ""
        known = first in {folded(one) for one in SCHOOLS}
        if known and not has_words(span.text, "KARTU PELAJAR") and len(span.text) > 5:
            return values.words(Passage([span]))
    return None
