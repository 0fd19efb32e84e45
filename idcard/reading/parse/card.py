"""Parsing of a card's lines into kind and values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from idcard.kinds import IdentityKind
from idcard.reading.lines import Page
from idcard.reading.model import Field, Sign, Value
from idcard.reading.parse import confidence, kinds, values
from idcard.reading.parse.facts import IMPLIED_BY_NIK, facts_of, with_facts_support
from idcard.reading.parse.gaps import read_gaps
from idcard.reading.parse.glyphs import folded
from idcard.reading.parse.heading import headings
from idcard.reading.parse.labels import Compound
from idcard.reading.parse.layout import Labelled, Layout, lay_out
from idcard.reading.parse.line_readings import RepeatedReadings
from idcard.reading.parse.people import outside_tables, people_of
from idcard.reading.parse.plausibility import plausible
from idcard.reading.parse.regional import with_codes
from idcard.reading.parse.span import Passage
from idcard.reading.parse.truncation import has_empty_row_below, lacks_start, may_be_cut
from idcard.reading.parse.unlabelled import NEVER, PASSPORT, unlabelled_values
from idcard.reading.parse.values import Draft

Values = Mapping[Field, Value]
IN_ONE_LINE = (IdentityKind.STAY_PERMIT, IdentityKind.STUDENT_CARD)
"""Kinds that print street, village and more behind one label."""
BEGUN = (
    Field.BIRTH_PLACE, Field.STREET, Field.VILLAGE, Field.DISTRICT, Field.HEAD_OF_FAMILY,
    Field.RELIGION, Field.MARITAL_STATUS, Field.OCCUPATION, Field.GUARANTOR, Field.SCHOOL,
)  # fmt: skip
"""Texts that may lose their first word without any other indication."""
COUNTY = folded("Kabupaten")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Result of parsing a page.

    `signs` are those that follow from words; `figures` are the numbers of labels and lines.
    """

    kind: IdentityKind | None = None
    values: Values = field(default_factory=dict)
    people: tuple[Values, ...] = ()
    signs: frozenset[Sign] = frozenset()
    figures: Mapping[str, float] = field(default_factory=dict)


def parse(page: Page) -> Parsed:
    """Parses kind, values and signs from a page's lines; never raises for any text."""
    lines = [line for line in page.lines if line.text.strip()]
    layout = lay_out(lines)
    figures = {"lines": float(len(lines)), "labels": float(len(layout.labelled))}
    kind = kinds.kind_of(lines, layout)
    if kinds.is_only_text(lines, layout, kind):
        return Parsed(signs=frozenset({Sign.ONLY_TEXT}), figures=figures)
    if kind is None:
        sign = kinds.sign_of(lines, layout)
        return Parsed(signs=frozenset({sign} if sign else ()), figures=figures)
    readings = RepeatedReadings(page)
    people: tuple[Values, ...] = ()
    if kind is IdentityKind.FAMILY_CARD:
        people = people_of(lines, readings)
        layout = lay_out(outside_tables(lines))
    elif more := read_gaps(page, layout):
        layout = lay_out([*lines, *more])
    drafts = _drafts(kind, layout, readings)
    return Parsed(kind, confidence.finished(drafts, readings), people, frozenset(), figures)


def _drafts(kind: IdentityKind, layout: Layout, readings: RepeatedReadings) -> dict[Field, Draft]:
    drafts = _labelled(kind, layout)
    drafts |= unlabelled_values(kind, layout, drafts)
    drafts = {name: draft for name, draft in drafts.items() if name not in NEVER.get(kind, ())}
    used = {span for draft in drafts.values() for span in draft.passage.spans}
    for name, draft in headings(kind, layout, used).items():
        drafts.setdefault(name, draft)
    drafts = plausible(with_codes(drafts))
    if Field.NAME in drafts and may_be_cut(drafts[Field.NAME].passage, layout):
        drafts[Field.NAME] = drafts[Field.NAME].but("cut")
    for name in BEGUN:
        if name in drafts and lacks_start(drafts[name].passage, layout):
            drafts[name] = drafts[name].but("cut")
    if Field.STREET in drafts and _is_half(kind, drafts[Field.STREET], layout):
        drafts[Field.STREET] = drafts[Field.STREET].but("cut")
    return _with_number(kind, layout, drafts, readings)


def _is_half(kind: IdentityKind, street: Draft, layout: Layout) -> bool:
    """Returns True for an address whose second line may be missing.

    It leaves a row empty, or has no village on a card without a row for it.
    """
    alone = kind in IN_ONE_LINE and "," not in street.text
    return alone or has_empty_row_below(street.passage, layout, Field.STREET)


def _labelled(kind: IdentityKind, layout: Layout) -> dict[Field, Draft]:
    drafts: dict[Field, Draft] = {}
    for one in sorted(layout.labelled, key=lambda one: one.label.wrong):
        for name, draft in _of_label(kind, one).items():
            drafts.setdefault(name, draft)
    return drafts


def _of_label(kind: IdentityKind, one: Labelled) -> Mapping[Field, Draft]:
    passage = Passage(one.spans)
    meaning = one.label.meaning
    if not passage or meaning is Compound.IGNORED:
        return {}
    if meaning is Compound.BIRTH:
        return values.birth(passage)
    if meaning is Compound.ISSUED:
        drafts = values.birth(passage)
        pairs = {Field.BIRTH_PLACE: Field.ISSUED_AT, Field.BIRTH_DATE: Field.ISSUED_ON}
        return {pairs[name]: draft for name, draft in drafts.items()}
    if isinstance(meaning, Compound):
        return _number_of_card(kind, meaning, passage)
    if meaning is Field.NUMBER and kind in (IdentityKind.KTP, IdentityKind.KIA):
        return {}
    result = values.parse_value(meaning, passage)
    if result and meaning is Field.REGENCY and folded(one.text) == COUNTY:
        result = result.also("county")
    return {meaning: result} if result else {}


def _number_of_card(
    kind: IdentityKind, meaning: Compound, passage: Passage
) -> Mapping[Field, Draft]:
    """Returns the draft of the number of the card itself."""
    if kind is IdentityKind.STUDENT_CARD and meaning is Compound.STUDENT:
        result = values.digits_only(passage)
    elif kind is IdentityKind.STAY_PERMIT and meaning is Compound.DOCUMENT:
        result = values.document_number(passage)
        if result and PASSPORT.fullmatch(result.text):
            result = result.but("layout")
    elif kind is IdentityKind.FAMILY_CARD and meaning is Compound.DOCUMENT:
        result = values.number(passage)
        return {Field.NUMBER: result, Field.FAMILY_NUMBER: result} if result else {}
    else:
        result = None
    return {Field.NUMBER: result} if result else {}


def _with_number(
    kind: IdentityKind, layout: Layout, drafts: dict[Field, Draft], readings: RepeatedReadings
) -> dict[Field, Draft]:
    """Adds the NIK last, because birth date and sex are needed to confirm it."""
    if kind not in (IdentityKind.KTP, IdentityKind.KIA):
        return with_facts_support(drafts)
    facts = facts_of(drafts)
    passages = [Passage(one.spans) for one in layout.of(Field.NUMBER) if one.spans]
    if Field.NUMBER in drafts:
        passages.append(drafts[Field.NUMBER].passage)
    for passage in passages:
        result = confidence.number(passage, facts, readings)
        if result:
            return with_facts_support(_against_each_other({**drafts, Field.NUMBER: result}))
    return with_facts_support(drafts)


def _against_each_other(drafts: dict[Field, Draft]) -> dict[Field, Draft]:
    """Adds the doubt "number" to birth date and sex where they contradict the NIK.

    Either of them may be misread.
    """
    if "facts" not in drafts[Field.NUMBER].against:
        return drafts
    doubted = {name: drafts[name].but("number") for name in IMPLIED_BY_NIK if name in drafts}
    return {**drafts, **doubted}
