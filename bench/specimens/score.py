"""Compares the result of the models with the truth, and counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.specimens.models_only import Bare
from bench.specimens.outcome import Cost, Examined, Judged
from bench.specimens.sample import Application
from bench.specimens.truth import Facts, Truth, codes_of
from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading, Field, Sign, Value, Values
from idcard.specimen import residents
from idcard.specimen.camera.degradations import Degradation
from rontal.membership.rules import ages

FORGED = {Degradation.SCREEN: Sign.SCREEN, Degradation.GREY_COPY: Sign.GREY}
NOTHING_READ: Values = {}
WITH_NIK = (IdentityKind.KTP, IdentityKind.KIA, IdentityKind.FAMILY_CARD)


@dataclass(frozen=True, slots=True)
class FieldError:
    """A field that was not read as it is printed. `read` is None if nothing was read."""

    field: str
    printed: str
    read: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of one application. `nik` is None for cards without one. `errors` are all missing
    or wrong fields, including optional ones; `exact` and `printed` count fields that the card
    prints; `sure` counts values that were marked as sure.
    """

    seed: int
    kind: IdentityKind
    kind_recognised: bool
    nik: bool | None
    name: bool
    birth_date: bool
    exact: int
    printed: int
    sure: int
    errors: tuple[FieldError, ...]
    forged: Sign | None
    suspected: frozenset[Sign]
    plain: bool
    drawn: bool
    genuine: Judged
    impostor: Judged | None
    cost: Cost
    bare: Bare | None

    @property
    def wrong_but_sure(self) -> int:
        """Number of values that were marked as sure and are wrong."""
        return sum(mistake.sure and mistake.read is not None for mistake in self.errors)


def score(application: Application, examined: Examined, bare: Bare | None) -> Score:
    truth, reading = application.truth, examined.reading or CardReading()
    rows = _matched(truth, reading.people)
    holder = reading.values if truth.person is None else rows[truth.person]
    mistakes = tuple(_field_errors(truth, reading, rows))
    values = [
        *reading.values.values(),
        *(value for row in reading.people for value in row.values()),
    ]
    counted = [(truth.facts, reading.values), *zip(truth.people, rows, strict=True)]

    def right(name: Field) -> bool:
        return truth.holder[name].is_read(holder.get(name))

    return Score(
        seed=application.seed,
        kind=application.card.kind,
        kind_recognised=bool(reading.kind) and reading.kind == application.card.kind.value,
        nik=right(Field.NUMBER) if application.card.kind in WITH_NIK else None,
        name=right(Field.NAME),
        birth_date=right(Field.BIRTH_DATE),
        exact=sum(_exact(facts, got) for facts, got in counted),
        printed=sum(len(facts) for facts, _ in counted),
        sure=sum(value.sure for value in values),
        errors=mistakes,
        forged=next((FORGED[each] for each in application.plan if each in FORGED), None),
        suspected=reading.signs & set(FORGED.values()),
        plain=is_unproblematic(application),
        drawn=application.drawn,
        genuine=examined.genuine,
        impostor=examined.impostor,
        cost=examined.cost,
        bare=bare,
    )  # fmt: skip


def _matched(truth: Truth, people: Sequence[Values]) -> list[Values]:
    """Returns for every row of a family card the best fitting row of the reading, each once."""
    fits = [
        (_agreeing(facts, row), number, place)
        for number, facts in enumerate(truth.people)
        for place, row in enumerate(people)
    ]
    matched: dict[int, int] = {}
    for agreeing, number, place in sorted(fits, reverse=True):
        if agreeing and number not in matched and place not in matched.values():
            matched[number] = place
    return [
        people[matched[number]] if number in matched else NOTHING_READ
        for number in range(len(truth.people))
    ]


def _agreeing(facts: Facts, row: Values) -> int:
    return sum(name in row and fact.is_read(row[name]) for name, fact in facts.items())


def _field_errors(
    truth: Truth, reading: CardReading, rows: Sequence[Values]
) -> Iterator[FieldError]:
    yield from _differences(truth.facts, truth.also, reading.values)
    for number, row in enumerate(rows):
        further = truth.people_also[number]
        yield from _differences(truth.people[number], further, row, f"row {number + 1} ")
    if truth.people:
        used = [id(row) for row in rows]
        spare = [row for row in reading.people if id(row) not in used]
    else:
        spare = list(reading.people)
    for row in spare:
        yield from (_field_error(f"no row {name}", "", value) for name, value in row.items())


def _differences(
    facts: Facts, also: Facts, values: Values, place: str = ""
) -> Iterator[FieldError]:
    for name, fact in facts.items():
        if not fact.is_read(values.get(name)):
            yield _field_error(f"{place}{name}", fact.text, values.get(name))
    for name, value in values.items():
        alternatives = also.get(name)
        if name not in facts and not (alternatives and alternatives.is_read(value)):
            yield _field_error(f"{place}{name}", alternatives.text if alternatives else "", value)


def _field_error(name: str, printed: str, value: Value | None) -> FieldError:
    if value is None:
        return FieldError(name, printed, None, sure=False)
    return FieldError(name, printed, f"{value.text} [{value.typed}]", value.sure)


def _exact(facts: Facts, values: Values) -> int:
    return sum(fact.is_read(values.get(name)) for name, fact in facts.items())


def is_unproblematic(application: Application) -> bool:
    """True if nothing in the person's own data needs a clerk: the card has a portrait, and the NIK
    was issued where the person lives.
    """
    card = application.card
    if not card.with_photo or not ages.face_comparable(card.holder.birth_date, residents.TODAY):
        return False
    number = card.number if len(card.number) == 16 else card.holder.nik
    carries = card.kind in (IdentityKind.KTP, IdentityKind.KIA)
    return not carries or number[:4] == codes_of(card)["regency"]
