"""Merging of several readings of the same value."""

from collections.abc import Sequence
from dataclasses import replace

from rontal.verification.reading.parse import apostrophes, stops
from rontal.verification.reading.parse.dates import digits_of
from rontal.verification.reading.parse.glyphs import LETTERS, capitals, distance
from rontal.verification.reading.parse.looks import Looks, bare, breaks, broken
from rontal.verification.reading.parse.spacing import crowded, doubtful, united, usual
from rontal.verification.reading.parse.values import EDGES, Draft

MOST_LOST = 2
"""Number of characters that the first reading may have missed."""
DOUBTED = 0.8
"""Certainty below which a character is replaced where all other readings agree on another."""


def confirmed(draft: Draft, looks: Looks, *, letters: bool) -> Draft:
    """Returns the draft of a free text after comparison with other readings.

    `letters` marks a person's name: it has no digits, but may have apostrophes. Adds support
    "agreed" where every reading has the same characters. Adds doubts: "differs" where readings
    differ, "spacing" where a space may be missing or wrong, "apostrophe" where one may be missing.
    """
    each = looks.each(draft.passage)
    others = [_cleaned(text, letters=letters) for text in each if text]
    voted = _voted(draft, others)
    if "layout" not in draft.against and len(others) > 1 and len(set(map(bare, others))) == 1:
        voted = _outvoted(voted, others[0])
    if letters:
        voted = apostrophes.kept(voted, others)
    text = usual(stops.regained(united(voted, others, draft.passage), others))
    made = replace(draft, text=text, typed=text if draft.typed else "")
    alike = len(bare(text)) == len(bare(draft.text)) or _stopless(text) == _stopless(draft.text)
    whole = bool(others) and len(others) == len(each) and alike
    if whole and all(bare(other) == bare(text) for other in others):
        made = made.also("agreed")
    elif others:
        made = made.but("differs")
    lost = not letters and all(map(crowded, [draft.text, *others]))
    if lost or doubtful(draft.passage, text, [capitals(draft.text), *others]):
        made = made.but("spacing")
    moved = text.count("'") != draft.text.count("'")
    if letters and (moved or apostrophes.may_miss_one(text)):
        made = made.but("apostrophe")
    return made


def seconded(draft: Draft, looks: Looks) -> Draft:
    """Returns the draft of a number or date after comparison with other readings.

    Adds support "agreed" where every reading has the same characters, else the doubt "differs".
    """
    each = looks.each(draft.passage)
    wanted = digits_of(bare(draft.read))
    if each and all(wanted in digits_of(bare(text)) for text in each):
        return draft.also("agreed")
    return draft.but("differs") if each else draft


def _stopless(text: str) -> str:
    return bare(text).replace(".", "")


def _outvoted(text: str, other: str) -> str:
    """Returns the other readings' common text where it only adds characters to the first."""
    lost = len(bare(other)) - len(bare(text))
    return other if 0 < lost <= MOST_LOST and distance(bare(other), bare(text)) == lost else text


def _cleaned(text: str, *, letters: bool) -> str:
    text = text.lstrip(EDGES + ".").rstrip(EDGES.replace("'", "") if letters else EDGES)
    if letters:
        text = "".join(LETTERS.get(char, char) for char in text)
    return capitals(text)


def _voted(draft: Draft, others: Sequence[str]) -> str:
    """Returns the text with uncertain characters replaced where all other readings agree."""
    signs = bare(draft.text)
    rivals = [bare(other) for other in others if len(bare(other)) == len(signs)]
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
