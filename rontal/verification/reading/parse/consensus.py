"""One text out of several looks at the same value."""

from collections.abc import Sequence
from dataclasses import replace

from rontal.verification.reading.parse.glyphs import LETTERS, capitals
from rontal.verification.reading.parse.looks import Looks, bare, breaks, broken
from rontal.verification.reading.parse.spacing import suspicious, united, usual
from rontal.verification.reading.parse.values import EDGES, Draft

DOUBTED = 0.8
"""Below this certainty a sign gives way to another one that all other looks have."""


def confirmed(draft: Draft, looks: Looks, *, letters: bool) -> Draft:
    """The draft of a free text, compared with other looks at it.

    `letters` tells that no digits can stand in it. Support "agreed": every look has these signs.
    Against: "differs" where a look has others, "spacing" where a space may be missing or was put
    in without having been seen.
    """
    others = [_cleaned(text, letters=letters) for text in looks.again(draft.passage)]
    voted = _voted(draft, others)
    seen = united(voted, others, draft.passage)
    text = usual(seen)
    made = replace(draft, text=text, typed=text if draft.typed else "")
    if others and all(bare(other) == bare(text) for other in others):
        made = made.also("agreed")
    elif others:
        made = made.but("differs")
    if text != seen or suspicious(draft.passage, text):
        made = made.but("spacing")
    return made


def _cleaned(text: str, *, letters: bool) -> str:
    text = text.strip(EDGES)
    if letters:
        text = "".join(LETTERS.get(char, char) for char in text)
    return capitals(text)


def _voted(draft: Draft, others: Sequence[str]) -> str:
    """The text with doubtful signs as all other looks have them."""
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
