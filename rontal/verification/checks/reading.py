"""Checks of the values read on the card against the form.

An uncertain value never fails; it warns, and a clerk compares it. Evidence holds certainty and edit
distance, never the value.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from idcard import agreement, nik
from idcard.agreement import Agreement, Match
from idcard.kinds import IdentityKind as Kind
from idcard.reading.model import CardReading, Field, Sign, Value, Values
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.form import day as read_day
from rontal.verification.registry import check
from rontal.verification.rules import Evidence, Level, Outcome
from rontal.verification.subject import Subject

UNREADABLE = (
    Sign.NONE, Sign.WORDLESS, Sign.SEVERAL, Sign.BACK, Sign.FOREIGN, Sign.ONLY_TEXT,
)  # fmt: skip
"""Signs after which no value is compared: the photo does not show the front of exactly one card."""
SUSPECTED = (Sign.GREY, Sign.SCREEN)
REGIONS = (Field.PROVINCE, Field.REGENCY, Field.DISTRICT)
ADDRESS = (*REGIONS, Field.VILLAGE)
WITH_REGIONS = frozenset({Kind.KTP, Kind.KIA, Kind.FAMILY_CARD})
WITH_SEX = WITH_REGIONS
WITH_VALIDITY = frozenset({Kind.KTP, Kind.KIA, Kind.STAY_PERMIT})
ALL_KINDS = frozenset(Kind)
CITIZENS = ("WNI", "INDONESIA")
NEAR = {Field.NUMBER: 2 / nik.LENGTH, Field.NAME: 0.25}
"""Largest fraction of number or name that may differ in the person's row of a family card.

Siblings share most digits of the number, and short names most letters, so it must be small.
"""


@dataclass(frozen=True, slots=True)
class _Topic:
    """A value of the form: its field on the card, and how the two are compared.

    `printed_on` are the kinds of card that always print it; `wrong` is the level of a certain
    difference. A value without `printed_on` is not reported when missing, and when uncertain only
    if it differs.
    """

    name: str
    field: Field
    typed: Callable[[ApplicationForm], str]
    match: Callable[[str, str], Match]
    wrong: Level
    printed_on: frozenset[Kind] = frozenset()
    off: str = "off"


NAME = _Topic(
    "name", Field.NAME, lambda form: form.name, agreement.of_names, Level.FAIL, ALL_KINDS,
    "letters_off",
)  # fmt: skip
BIRTH_DATE = _Topic(
    "birth_date",
    Field.BIRTH_DATE,
    lambda form: form.birth_date.isoformat() if form.birth_date else "",
    agreement.of_days,
    Level.FAIL,
    ALL_KINDS,
    "parts_off",
)
TOPICS = (
    NAME,
    BIRTH_DATE,
    _Topic(
        "birth_place", Field.BIRTH_PLACE, lambda form: form.birth_place, agreement.of_places,
        Level.WARN, off="letters_off",
    ),
    _Topic(
        "sex", Field.SEX, lambda form: form.sex.value if form.sex else "", agreement.of_codes,
        Level.FAIL, WITH_SEX,
    ),
    _Topic(
        "village", Field.VILLAGE, lambda form: form.village, agreement.of_places, Level.WARN,
        off="letters_off",
    ),
)  # fmt: skip


@check("card")
def card(subject: Subject) -> Iterator[Outcome]:
    """Checks the card itself, and each of its values against the form."""
    reading = subject.reading()
    if reading is not None:
        yield from findings(reading, subject.form, subject.today)


def findings(reading: CardReading, form: ApplicationForm, today: date) -> Iterator[Outcome]:
    """Yields all findings about a reading."""
    values = of_person(reading, form)
    yield from _signs(reading, values)
    if reading.signs & set(UNREADABLE):
        return
    yield _kind(reading, form)
    if not values and reading.people:
        yield _absent(reading)
        return
    printed = reading.kind if reading.kind is form.identity_kind else None
    outcomes = [*_compared(values, form, printed), *_validity(values, printed, today)]
    yield from outcomes
    yield from _another_person(outcomes)


def _signs(reading: CardReading, values: Values) -> Iterator[Outcome]:
    for sign in UNREADABLE:
        if sign in reading.signs:
            yield Outcome(f"card_{sign.value}", Level.FAIL)
    if Sign.CUT_OFF in reading.signs:
        number = values.get(Field.NUMBER)
        is_certain = number is not None and number.sure
        yield Outcome("card_cut_off", Level.WARN if is_certain else Level.FAIL)
    for sign in SUSPECTED:
        if sign in reading.signs:
            yield Outcome(f"card_{sign.value}", Level.WARN)
    if not reading.signs & {*UNREADABLE, Sign.CUT_OFF}:
        yield Outcome("card_found", Level.PASS)


def _kind(reading: CardReading, form: ApplicationForm) -> Outcome:
    if reading.kind is None:
        return Outcome("kind_unknown", Level.WARN)
    evidence = {"kind": reading.kind.value}
    if reading.kind is form.identity_kind:
        return Outcome("kind_fits", Level.PASS, evidence)
    return Outcome("kind_differs", Level.FAIL, evidence)


def of_person(reading: CardReading, form: ApplicationForm) -> Values:
    """Returns the person's values.

    On a family card these are the best matching row and the address of the sheet; empty where no
    row matches.
    """
    if not reading.people:
        return reading.values
    near = [row for row in reading.people if _is_near(row, form)]
    if not near:
        return {}
    row = min(near, key=lambda row: fmean(_shares(row, form).values()))
    address = {name: reading.values[name] for name in ADDRESS if name in reading.values}
    return {**address, **row}


def _is_near(row: Values, form: ApplicationForm) -> bool:
    return any(share <= NEAR[name] for name, share in _shares(row, form).items())


def _shares(row: Values, form: ApplicationForm) -> dict[Field, float]:
    """Returns the fractions of number and name that differ; 0 for another spelling."""
    shares = {}
    if (number := row.get(Field.NUMBER)) is not None:
        shares[Field.NUMBER] = agreement.of_numbers(number.text, form.number).off / nik.LENGTH
    if (name := row.get(Field.NAME)) is not None:
        match = agreement.of_names(name.text, form.name)
        length = max(len(name.text), len(form.name), 1)
        shares[Field.NAME] = match.off / length if match.differs else 0.0
    return shares


def _absent(reading: CardReading) -> Outcome:
    """Returns the finding that no row matches; only a warning where a row is uncertain."""
    read = [row.get(name) for row in reading.people for name in (Field.NUMBER, Field.NAME)]
    is_certain = all(value is not None and value.sure for value in read)
    evidence: Evidence = {"people": len(reading.people), "read": "sure" if is_certain else "unsure"}
    return Outcome("person_absent", Level.FAIL if is_certain else Level.WARN, evidence)


def _compared(values: Values, form: ApplicationForm, printed: Kind | None) -> Iterator[Outcome]:
    yield from _number(values.get(Field.NUMBER), form, printed)
    for topic in TOPICS:
        yield from _judged(topic, values.get(topic.field), topic.typed(form), printed)
    yield from _region(values, form, printed)


def _number(value: Value | None, form: ApplicationForm, printed: Kind | None) -> Iterator[Outcome]:
    if value is None or not value.text:
        if printed is not None:
            yield Outcome("number_unread", Level.WARN)
        return
    match = agreement.of_numbers(value.typed or value.text, form.number)
    if not value.sure:
        yield Outcome("number_unsure", Level.WARN, _evidence(value, match, "digits_off"))
    elif not match.differs:
        yield Outcome("number_same", Level.PASS, _evidence(value, match, "digits_off"))
    elif form.identity_kind is Kind.STUDENT_CARD and _is_nik(value.text) is not _is_nik(
        form.number
    ):
        yield Outcome("number_of_another_kind", Level.WARN)
    else:
        code = "number_one_off" if match.off == 1 else "number_differs"
        yield Outcome(code, Level.FAIL, _evidence(value, match, "digits_off"))


def _judged(
    topic: _Topic, value: Value | None, typed: str, printed: Kind | None
) -> Iterator[Outcome]:
    if value is None or not value.typed:
        if printed in topic.printed_on:
            yield Outcome(f"{topic.name}_unread", Level.WARN)
        return
    match = topic.match(value.typed, typed)
    evidence = _evidence(value, match, topic.off)
    if not value.sure:
        if match.differs or topic.printed_on:
            yield Outcome(f"{topic.name}_unsure", Level.WARN, evidence)
    elif match.differs:
        yield Outcome(f"{topic.name}_differs", topic.wrong, evidence)
    else:
        ending = "same" if match.agreement is Agreement.EXACT else "alike"
        yield Outcome(f"{topic.name}_{ending}", Level.PASS, evidence)


def _evidence(value: Value, match: Match, off: str) -> Evidence:
    return {"read": "sure" if value.sure else "unsure", off: match.off}


def _region(values: Values, form: ApplicationForm, printed: Kind | None) -> Iterator[Outcome]:
    """Compares province, regency and district, and reports the largest region that differs."""
    typed = {
        Field.PROVINCE: form.province, Field.REGENCY: form.regency, Field.DISTRICT: form.district,
    }  # fmt: skip
    read = {name: values[name] for name in REGIONS if name in values and values[name].typed}
    uncertain = [name for name, value in read.items() if not value.sure]
    for name, value in read.items():
        if value.sure and value.typed != typed[name]:
            yield Outcome("region_differs", Level.WARN, {"read": "sure", "level": name.value})
            return
    if uncertain:
        yield Outcome("region_unsure", Level.WARN, {"read": "unsure", "level": uncertain[0].value})
    elif len(read) == len(REGIONS):
        yield Outcome("region_same", Level.PASS, {"read": "sure"})
    elif printed in WITH_REGIONS:
        missing = next(name for name in REGIONS if name not in read)
        yield Outcome("region_unread", Level.WARN, {"level": missing.value})


def _validity(values: Values, printed: Kind | None, today: date) -> Iterator[Outcome]:
    """Checks the end of validity; a citizen's KTP is valid for life (UU 24/2013, art. 64)."""
    value, citizen = values.get(Field.VALID_UNTIL), _is_citizen(values)
    if printed is Kind.KTP and citizen:
        yield Outcome("validity_for_life", Level.PASS)
    elif value is None or not (value.typed or _is_for_life(value)):
        if printed in WITH_VALIDITY:
            yield Outcome("validity_unread", Level.WARN)
    else:
        ends = citizen is False or printed not in (None, Kind.KTP)
        yield _valid_until(value, today, ends=ends)


def _valid_until(value: Value, today: date, *, ends: bool) -> Outcome:
    """Returns the finding; `ends` is False where the card may be valid for life anyway."""
    last = read_day(value.typed)
    if not value.sure:
        return Outcome("validity_unsure", Level.WARN, {"read": "unsure"})
    if _is_for_life(value):
        return Outcome("validity_for_life", Level.PASS)
    if last is None:
        return Outcome("validity_unread", Level.WARN)
    if last >= today:
        return Outcome("validity_running", Level.PASS)
    if not ends:
        return Outcome("validity_unsure", Level.WARN, {"read": "sure"})
    return Outcome("validity_over", Level.FAIL, {"read": "sure"})


def _is_for_life(value: Value) -> bool:
    return not value.typed and "HIDUP" in value.text.upper()


def _is_citizen(values: Values) -> bool | None:
    """Returns True for an Indonesian citizen; None where it was not read for certain."""
    value = values.get(Field.CITIZENSHIP)
    if value is None or not value.sure or not value.text:
        return None
    return value.text.upper() in CITIZENS


def _another_person(outcomes: list[Outcome]) -> Iterator[Outcome]:
    """Reports another person's card where number, name and birth date all differ."""
    failed = {outcome.code for outcome in outcomes if outcome.level is Level.FAIL}
    if {"number_differs", "name_differs", "birth_date_differs"} <= failed:
        yield Outcome("person_differs", Level.FAIL)


def _is_nik(number: str) -> bool:
    return len(number) == nik.LENGTH and number.isdigit()
