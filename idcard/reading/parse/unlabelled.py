"""Values without a label, recognised by their form or their row."""

import re
from collections.abc import Mapping

from idcard.kinds import IdentityKind
from idcard.reading.model import Field
from idcard.reading.parse import dates, numbers, values, vocabulary
from idcard.reading.parse.labels import Compound, Meaning
from idcard.reading.parse.layout import Layout
from idcard.reading.parse.span import Passage, Span
from idcard.reading.parse.values import Draft

LISTS: Mapping[Field, tuple[str, ...]] = {
    Field.SEX: tuple(vocabulary.SEXES),
    Field.RELIGION: vocabulary.RELIGIONS,
    Field.MARITAL_STATUS: vocabulary.MARITAL_STATUSES,
    Field.OCCUPATION: vocabulary.OCCUPATIONS,
    Field.CITIZENSHIP: ("WNI", "WNA"),
    Field.VALID_UNTIL: (vocabulary.FOR_LIFE,),
}
NEVER: Mapping[IdentityKind, tuple[Field, ...]] = {
    IdentityKind.STUDENT_CARD: (Field.OCCUPATION, Field.MARITAL_STATUS),
    IdentityKind.KIA: (Field.OCCUPATION, Field.MARITAL_STATUS),
    IdentityKind.FAMILY_CARD: (
        Field.NAME, Field.BIRTH_PLACE, Field.BIRTH_DATE, Field.SEX, Field.BLOOD_TYPE,
        Field.RELIGION, Field.MARITAL_STATUS, Field.OCCUPATION, Field.CITIZENSHIP,
    ),
}  # fmt: skip
"""Fields that a kind does not print.

The title on a student's card is no occupation, and on a family card only the tables describe
persons.
"""
NEIGHBOURS: tuple[tuple[Meaning, Field, Meaning], ...] = (
    (Field.NUMBER, Field.NAME, Compound.BIRTH),
    (Field.SEX, Field.STREET, Field.RT_RW),
    (Field.RT_RW, Field.VILLAGE, Field.DISTRICT),
    (Field.VILLAGE, Field.DISTRICT, Field.RELIGION),
)
"""Fields of free text, each with the labels of the rows before and after."""
PASSPORT = re.compile("[A-Z]{1,2}[0-9]{6,7}")
"""Format of passport numbers, which differs from that of permits."""
PERMIT = re.compile("[0-9][A-Z][0-9]{2}[A-Z]{2}[0-9]{4,5}-?[0-9A-Z]{1,2}")
"""Format of permit numbers."""
NAME = re.compile("[A-Z][A-Z' .-]{2,}")
PRINTED = re.compile("INDONESIA|IMIGRASI|IMMIGRATION|KARTU|PERMIT|SPESIM")
"""Other printed text of a stay permit."""
LEFT_HALF = 0.45
"""Limit of the left half; the date of issue is in the right half of a stay permit."""
ROWS = (IdentityKind.KTP, IdentityKind.KIA)
"""Kinds with labels beside their values."""


def unlabelled_values(
    kind: IdentityKind, layout: Layout, labelled: Mapping[Field, Draft]
) -> dict[Field, Draft]:
    """Returns values from lines without a label, for fields that have no value yet."""
    drafts: dict[Field, Draft] = {}
    if kind is IdentityKind.FAMILY_CARD:
        return drafts
    for span in layout.others:
        for name, draft in _by_form(kind, Passage([span])).items():
            if name not in labelled:
                drafts.setdefault(name, draft.but("unlabelled"))
    if kind is IdentityKind.STAY_PERMIT and Field.NAME not in labelled:
        drafts |= _only_name(layout, drafts)
    if kind in ROWS:
        drafts |= _by_row(layout, labelled, drafts)
    return drafts


def _by_row(
    layout: Layout, labelled: Mapping[Field, Draft], assigned: Mapping[Field, Draft]
) -> dict[Field, Draft]:
    """Returns free texts between the rows of the fields before and after."""
    drafts: dict[Field, Draft] = {}
    for before, name, after in NEIGHBOURS:
        if name in labelled or name in assigned:
            continue
        upper, lower = (next(layout.of(one), None) for one in (before, after))
        if upper is None or lower is None or not upper.spans:
            continue
        rows = layout.level(Span.whole(upper.line)), layout.level(Span.whole(lower.line))
        spans = [
            span
            for span in layout.others
            if rows[0] + 0.5 * layout.height < layout.level(span) < rows[1] - 0.5 * layout.height
            and abs(span.left - upper.spans[0].left) < 3 * layout.height
        ]
        result = values.parse_value(name, Passage(spans)) if spans else None
        if result:
            drafts[name] = result.but("unlabelled")
    return drafts


def _only_name(layout: Layout, labelled: Mapping[Field, Draft]) -> dict[Field, Draft]:
    """Returns the name on a stay permit, where only one free line in the value column fits."""
    lefts = [span.left for one in layout.labelled for span in one.spans[:1]]
    lefts += [draft.passage.spans[0].left for draft in labelled.values()]
    named = [
        span
        for span in layout.others
        if NAME.fullmatch(span.text.strip())
        and not PRINTED.search(span.text)
        and any(abs(span.left - left) < 1.5 * layout.height for left in lefts)
        and not _by_form(IdentityKind.STAY_PERMIT, Passage([span]))
    ]
    result = values.parse_value(Field.NAME, Passage(named)) if len(named) == 1 else None
    return {Field.NAME: result.but("unlabelled")} if result else {}


def _of_permit(passage: Passage, text: str) -> dict[Field, Draft]:
    """Returns a value of a stay permit recognised by its form, as its labels are in small print."""
    name: Field | None = None
    day = dates.last_day(text)
    if PASSPORT.fullmatch(text):
        name = Field.PASSPORT
    elif PERMIT.fullmatch(text):
        number = values.document_number(passage)
        return {Field.NUMBER: number} if number else {}
    elif vocabulary.nearest(text, vocabulary.COUNTRIES):
        name = Field.CITIZENSHIP
    elif text.startswith(vocabulary.ADDRESSES):
        name = Field.STREET
    elif text.startswith(vocabulary.COMPANIES):
        name = Field.GUARANTOR
    elif day and not day.start and passage.spans[0].left < LEFT_HALF:
        name = Field.VALID_UNTIL
    result = values.parse_value(name, passage) if name else None
    return {name: result} if name and result else {}


def _by_form(kind: IdentityKind, passage: Passage) -> dict[Field, Draft]:
    text = passage.text.strip(values.EDGES)
    if kind is IdentityKind.STAY_PERMIT and (permit := _of_permit(passage, text)):
        return permit
    day = dates.last_day(text)
    if day is not None:
        return dict(values.birth(passage)) if day.start > 3 else {}
    if (
        kind in ROWS
        and (number := numbers.long_number(passage.text, passage.certainties))
        and number.whole
    ):
        result = values.number(passage)
        return {Field.NUMBER: result} if result else {}
    if re.fullmatch(r"\d{3}/\d{3}", text):
        result = values.rt_rw(passage)
        return {Field.RT_RW: result} if result else {}
    for name, choices in LISTS.items():
        if name in NEVER.get(kind, ()):
            continue
        if vocabulary.nearest(text, choices):
            result = values.parse_value(name, passage)
            return {name: result} if result else {}
    return {}
