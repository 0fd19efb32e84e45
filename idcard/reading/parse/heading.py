"""Values without a label: region headings, school, and place and date of issue."""

from collections.abc import Collection

from idcard.kinds import IdentityKind
from idcard.reading.model import Field
from idcard.reading.parse import dates, places, values
from idcard.reading.parse.glyphs import folded
from idcard.reading.parse.kinds import has_words
from idcard.reading.parse.layout import Layout
from idcard.reading.parse.span import Passage, Span
from idcard.reading.parse.values import Draft

SCHOOLS = (
    "SD", "SDN", "SMP", "SMPN", "SMA", "SMAN", "SMK", "SMKN", "MI", "MIN", "MTS", "MTSN", "MA",
    "MAN", "SLB", "SLBN", "TK", "SEKOLAH", "MADRASAH", "YAYASAN",
)  # fmt: skip

HEADING = (Field.PROVINCE, Field.REGENCY)
NO_ROW = 0.2
CITY_OPENINGS = (*places.CITY_OPENINGS, places.CITY.strip().upper())


def headings(kind: IdentityKind, layout: Layout, used: Collection[Span]) -> dict[Field, Draft]:
    """Returns values from lines that no label uses: place and date of issue, city, school."""
    drafts: dict[Field, Draft] = _issue(layout, used)
    top = _first_row(layout)
    for span in layout.others:
        if layout.level(span) < top and (city := _city(span)):
            drafts[Field.REGENCY] = city
    if kind is IdentityKind.STUDENT_CARD:
        school = _school(layout)
        if school:
            drafts[Field.SCHOOL] = school
    return drafts


def _first_row(layout: Layout) -> float:
    """Returns where the rows start; everything above is the heading."""
    rows = [one for one in layout.labelled if one.label.meaning not in HEADING]
    return min((layout.level(Span.whole(one.line)) for one in rows), default=NO_ROW)


def _city(span: Span) -> Draft | None:
    """Returns a city's name without "KOTA", also where the space between was lost."""
    text = span.text.upper()
    opening = next((one for one in CITY_OPENINGS if text.startswith(one)), None)
    if opening is None:
        return None
    draft = values.free_text(Passage([span.part(len(opening), len(span.text))]))
    return draft.also("city") if draft and places.regency(draft.text, city=True) else None


def _issue(layout: Layout, used: Collection[Span]) -> dict[Field, Draft]:
    """Returns a date below the portrait, and the place above or before it."""
    for span in sorted(layout.others, key=lambda span: -span.left):
        passage = Passage([span])
        day = None if span in used else dates.last_day(passage.text)
        if day is None:
            continue
        drafts: dict[Field, Draft] = {}
        result = values.day(passage)
        if result:
            drafts[Field.ISSUED_ON] = result
        before = passage.text[: day.start].strip(" ,.:;-")
        place = values.place(passage, 0, len(before)) if len(before) > 2 else _above(span, layout)
        if place:
            drafts[Field.ISSUED_AT] = place
        return drafts
    return {}


def _above(day: Span, layout: Layout) -> Draft | None:
    """Returns the free line directly above the date and centred on it."""
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
    """Returns a line that starts with a kind of school."""
    for span in layout.others:
        first = folded(span.text.split()[0]) if span.text.split() else ""
        is_listed = first in {folded(one) for one in SCHOOLS}
        if is_listed and not has_words(span.text, "KARTU PELAJAR") and len(span.text) > 5:
            return values.free_text(Passage([span]))
    return None
