"""Protection against nested `use` in SVG, which can expand exponentially.

Ten levels of ten references are ten thousand million elements, which blocks a browser.
"""

from collections.abc import Mapping
from typing import Final

from lxml import etree

from rontal.reading.sanitise.vocabulary import SVG, XLINK

MAX_ELEMENTS: Final = 200_000
"""Maximum number of elements that all `use` of a document may show."""
MAX_DEPTH: Final = 50
"""Maximum depth of nested references."""
USE: Final = f"{{{SVG}}}use"
EMPTY: Final = f"{{{SVG}}}g"
_LINKS: Final = ("href", f"{{{XLINK}}}href")


def limit_uses(root: etree._Element) -> None:
    """Replaces each `use` that would exceed the limit by an empty group."""
    uses = list(root.iter(USE))
    shown = {_name(use) for use in uses}
    named = {node.get("id", ""): node for node in root.iter("*") if node.get("id", "") in shown}
    weights, left = _expanded_counts(named), MAX_ELEMENTS
    for use in uses:
        weight = weights.get(_name(use), 0)
        if weight > left:
            use.tag = EMPTY
        else:
            left -= weight


def _name(use: etree._Element) -> str:
    return next((use.get(link, "") for link in _LINKS if use.get(link)), "").removeprefix("#")


def _expanded_counts(named: Mapping[str, etree._Element]) -> dict[str, int]:
    """Returns the number of elements that each id shows, including nested `use`.

    Cyclic references count as more than the limit.
    """
    own = {name: sum(1 for _node in node.iter("*")) for name, node in named.items()}
    shows = {name: [_name(use) for use in node.iter(USE)] for name, node in named.items()}
    totals = dict(own)
    for _step in range(MAX_DEPTH):
        before = totals
        totals = {
            name: min(MAX_ELEMENTS + 1, own[name] + sum(before.get(one, 0) for one in shows[name]))
            for name in own
        }
        if totals == before:
            return totals
    return {
        name: weight if weight == before[name] else MAX_ELEMENTS + 1
        for name, weight in totals.items()
    }
