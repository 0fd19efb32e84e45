"""Confidence of values, calibrated on drawn cards (`bench/verification.py`).

A sure value needs support besides the recogniser's certainty: a list, the NIK and the rest of the
card in agreement, or a second reading with the same characters. In a free text also every word must
be known, since all readings may lose the same space.
"""

from collections.abc import Mapping

from idcard.reading.model import Field, Value
from idcard.reading.parse import full_stops, values
from idcard.reading.parse.addresses import all_known
from idcard.reading.parse.consensus import compared_with_readings, confirmed
from idcard.reading.parse.line_readings import RepeatedReadings
from idcard.reading.parse.numbers import Facts
from idcard.reading.parse.spacing import suspicious
from idcard.reading.parse.span import Passage
from idcard.reading.parse.values import Draft

CERTAIN = 0.95
CLEAR = 0.995
"""Certainty from which a NIK that fits the rest of the card is not read again."""
EXACT = 0.08
"""Factor of doubt where the text is one of few, and no other one is similar."""
SETTLED = frozenset({"facts", "agreed"})
UNSEEN = 0.94
"""Factor for values without support besides their reading; they are never sure."""
MIN_LENGTH = 4
"""Length of a name below which it may be a scribble."""
PEOPLES = frozenset({Field.NAME, Field.HEAD_OF_FAMILY})
STOPPED = PEOPLES | {Field.STREET}
"""Fields printed with abbreviations."""
ENDING = frozenset({Field.STREET, Field.SCHOOL})
"""Fields that must continue after certain words."""
FREE = frozenset({
    Field.STREET, Field.VILLAGE, Field.SCHOOL, Field.GRADE, Field.GUARANTOR, Field.BIRTH_PLACE,
    Field.ISSUED_AT, Field.OCCUPATION, Field.CITIZENSHIP, Field.RELIGION, Field.MARITAL_STATUS,
})  # fmt: skip
COUNTED = frozenset({
    Field.PASSPORT, Field.BIRTH_CERTIFICATE, Field.POSTAL_CODE, Field.RT_RW, Field.FAMILY_NUMBER,
    Field.NUMBER, Field.BIRTH_DATE, Field.ISSUED_ON, Field.VALID_UNTIL,
})  # fmt: skip
"""Numbers and dates."""
ONE_SIGN = frozenset({Field.SEX, Field.BLOOD_TYPE})
"""Fields that may be a single letter, which is always similar to another one of its list."""
PENALTIES: Mapping[str, float] = {
    "structure": 0.3, "facts": 0.5, "number": 0.9, "differs": 0.6, "spacing": 0.85, "unlisted": 0.7,
    "apostrophe": 0.9, "cut": 0.9, "longer": 0.94,
    "unlabelled": 0.7, "joined": 0.7, "layout": 0.6,
}  # fmt: skip
READ_AGAIN_FIRST = (
    Field.NAME, Field.NUMBER, Field.BIRTH_DATE, Field.VALID_UNTIL, Field.STREET, Field.GRADE,
    Field.HEAD_OF_FAMILY,
)  # fmt: skip
"""Order in which lines are read again, as the number of readings is limited."""


def finished(drafts: Mapping[Field, Draft], readings: RepeatedReadings) -> dict[Field, Value]:
    """Returns the values with their confidence; reads lines again where that helps."""
    rank = len(READ_AGAIN_FIRST)
    order = sorted(
        drafts,
        key=lambda name: (READ_AGAIN_FIRST.index(name) if name in READ_AGAIN_FIRST else rank, name),
    )
    done = {name: _finished(name, drafts[name], readings) for name in order}
    return {name: done[name] for name in drafts}


def number(passage: Passage, facts: Facts, readings: RepeatedReadings) -> Draft | None:
    """Returns the draft of a NIK.

    Reads it again where a digit is uncertain or contradicts the rest of the card, and more closely
    where readings still disagree.
    """
    first = values.number_with(passage, facts)
    if first and first.typed and "facts" in first.support and first.certainty > CLEAR:
        return first
    others = readings.read_again(passage)
    second = values.number_with(passage, facts, others) or first
    if second is None or second.support >= SETTLED:
        return second
    return values.number_with(passage, facts, [*others, *readings.reread(passage)])


def _finished(name: Field, draft: Draft, readings: RepeatedReadings) -> Value:
    if name in COUNTED and not draft.support & {"listed", "facts", "agreed"}:
        draft = compared_with_readings(draft, readings)
    elif _is_worth_rereading(name, draft):
        draft = confirmed(draft, readings, letters=name in PEOPLES)
    confidence = confidence_of(name, draft)
    return draft.value(confidence, sure=confidence >= CERTAIN)


def _is_worth_rereading(name: Field, draft: Draft) -> bool:
    """Returns True for names and streets, and for other free texts that may have lost a space."""
    if name in (Field.NAME, Field.STREET):
        return True
    is_complete = len(draft.read) > 0.7 * len(draft.passage.text)
    if name not in FREE | PEOPLES or "listed" in draft.support or not is_complete:
        return False
    return (
        name is Field.GRADE
        or _lacks_space_after_stop(draft.text)
        or suspicious(draft.passage, draft.text)
    )


def _lacks_space_after_stop(text: str) -> bool:
    """Returns True where a full stop or a comma has no space after it."""
    return any(
        sign in ".," and after.isalnum() for sign, after in zip(text, text[1:], strict=False)
    )


def confidence_of(name: Field, draft: Draft) -> float:
    """Returns a confidence (0 to 1) from the characters' certainty, and from support and doubts."""
    doubt = 1 - letters_certainty(draft, marks=name in FREE | PEOPLES)
    if "exact" in draft.support:
        doubt *= EXACT
    elif "listed" in draft.support or "facts" in draft.support:
        doubt *= 0.3
    if "agreed" in draft.support:
        doubt *= 0.4
    confidence = 1 - doubt
    for reason in draft.against:
        confidence *= PENALTIES.get(reason, 0.6)
    if name in ENDING and (
        full_stops.ends_in_abbreviation(draft.text) or full_stops.runs_on(draft.text)
    ):
        confidence *= 0.8
    if name in STOPPED and full_stops.may_miss_one(draft.text):
        confidence *= 0.94
    if name in PEOPLES and (len(draft.text) < MIN_LENGTH or full_stops.is_clipped(draft.text)):
        confidence *= 0.9
    if not _is_supported(name, draft):
        confidence *= UNSEEN
    return max(0.0, min(1.0, confidence))


def _is_supported(name: Field, draft: Draft) -> bool:
    """Returns True where the value has support besides the certainty of its characters."""
    if name in ONE_SIGN and len(draft.text) == 1:
        return bool(draft.support & {"facts"})
    if name in FREE and "listed" not in draft.support:
        return "agreed" in draft.support and all_known(draft.text)
    return bool(draft.support & {"listed", "facts", "agreed"})


def letters_certainty(draft: Draft, *, marks: bool) -> float:
    """Returns the certainty of the least certain letter or digit, without spaces.

    `marks` includes punctuation that belongs to the value.
    """
    text, certainties = draft.passage.text, draft.passage.certainties
    start = text.find(draft.read)
    selected = [
        certainty
        for char, certainty in zip(
            draft.read, certainties[start : start + len(draft.read)], strict=False
        )
        if char.isalnum() or (marks and char != " ")
    ]
    return min(selected, default=draft.certainty)
