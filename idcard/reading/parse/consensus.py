"""Merging of several readings of the same value."""

from collections.abc import Sequence
from dataclasses import replace

from idcard.reading.parse import apostrophes, full_stops
from idcard.reading.parse.dates import digits_of
from idcard.reading.parse.glyphs import LETTERS, capitals, distance
from idcard.reading.parse.line_readings import RepeatedReadings, breaks, broken, compact
from idcard.reading.parse.spacing import crowded, doubtful, usual, with_spaces
from idcard.reading.parse.values import EDGES, Draft

MAX_LOST = 2
"""Number of characters that the first reading may have missed."""
DOUBTED = 0.8
"""Certainty below which a character is replaced where all other readings agree on another."""


def confirmed(draft: Draft, readings: RepeatedReadings, *, letters: bool) -> Draft:
    """Returns the draft of a free text after comparison with other readings.

    `letters` marks a person's name: it has no digits, but may have apostrophes. Adds support
    "agreed" where every reading has the same characters. Adds doubts: "differs" where readings
    differ, "spacing" where a space may be missing or wrong, "apostrophe" where one may be missing.
    """
    each = readings.each(draft.passage)
    others = [_cleaned(text, letters=letters) for text in each if text]
    voted = _voted(draft, others)
    if "layout" not in draft.against and len(others) > 1 and len(set(map(compact, others))) == 1:
        voted = _common_longer_text(voted, others[0])
    if letters:
        voted = apostrophes.with_confirmed_apostrophes(voted, others)
    text = usual(full_stops.with_full_stops(with_spaces(voted, others, draft.passage), others))
    result = replace(draft, text=text, typed=text if draft.typed else "")
    alike = len(compact(text)) == len(compact(draft.text)) or _without_full_stops(
        text
    ) == _without_full_stops(draft.text)
    is_unanimous = bool(others) and len(others) == len(each) and alike
    if is_unanimous and all(compact(other) == compact(text) for other in others):
        result = result.also("agreed")
    elif others:
        result = result.but("differs")
    lost = not letters and all(map(crowded, [draft.text, *others]))
    if lost or doubtful(draft.passage, text, [capitals(draft.text), *others]):
        result = result.but("spacing")
    moved = text.count("'") != draft.text.count("'")
    if letters and (moved or apostrophes.may_miss_one(text)):
        result = result.but("apostrophe")
    return result


def compared_with_readings(draft: Draft, readings: RepeatedReadings) -> Draft:
    """Returns the draft of a number or date after comparison with other readings.

    Adds support "agreed" where every reading has the same characters, else the doubt "differs".
    """
    each = readings.each(draft.passage)
    digits = digits_of(compact(draft.read))
    if each and all(digits in digits_of(compact(text)) for text in each):
        return draft.also("agreed")
    return draft.but("differs") if each else draft


def _without_full_stops(text: str) -> str:
    return compact(text).replace(".", "")


def _common_longer_text(text: str, other: str) -> str:
    """Returns the other readings' common text where it only adds characters to the first."""
    lost = len(compact(other)) - len(compact(text))
    return (
        other if 0 < lost <= MAX_LOST and distance(compact(other), compact(text)) == lost else text
    )


def _cleaned(text: str, *, letters: bool) -> str:
    text = text.lstrip(EDGES + ".").rstrip(EDGES.replace("'", "") if letters else EDGES)
    if letters:
        text = "".join(LETTERS.get(char, char) for char in text)
    return capitals(text)


def _voted(draft: Draft, others: Sequence[str]) -> str:
    """Returns the text with uncertain characters replaced where all other readings agree."""
    signs = compact(draft.text)
    rivals = [compact(other) for other in others if len(compact(other)) == len(signs)]
    certainties = [
        certainty
        for char, certainty in zip(draft.passage.text, draft.passage.certainties, strict=True)
        if char != " "
    ][-len(signs) :]
    if not rivals or len(rivals) < len(others) or len(certainties) != len(signs):
        return draft.text
    chosen = [
        rivals[0][at]
        if certainties[at] < DOUBTED and len({rival[at] for rival in rivals}) == 1
        else sign
        for at, sign in enumerate(signs)
    ]
    return broken("".join(chosen), breaks(draft.text))
