"""Pictures of figures: numbers of pixels that templates draw as SVG, with the table behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise

from rontal.feedback.selectors.figures import Figure

HEIGHT, WIDTH, STEP = 120, 720, 60


@dataclass(frozen=True)
class Bar:
    """A figure with its name in words and its lengths in units of the picture."""

    figure: Figure
    name: str
    length: int
    done: int
    at: int = 0

    @property
    def top(self) -> int:
        """Where a column of this length begins, from the top."""
        return HEIGHT - self.length

    @property
    def done_top(self) -> int:
        """Where the answered part of a column begins."""
        return HEIGHT - self.done


def columns(months: Sequence[Figure]) -> list[Bar]:
    """A column a month."""
    most = _most(months)
    return [
        Bar(
            one,
            date_format(date(int(one.name[:4]), int(one.name[5:]), 1), "M Y"),
            _part(one.received, most, HEIGHT),
            _part(one.answered, most, HEIGHT),
            number * STEP + 6,
        )
        for number, one in enumerate(months)
    ]


def bars(groups: Sequence[Figure], words: Mapping[str, str | Promise]) -> list[Bar]:
    """A bar a group, the longest of 100."""
    most = _most(groups)
    return [
        Bar(
            one,
            str(words[one.name]),
            _part(one.received, most, 100),
            _part(one.answered, most, 100),
        )
        for one in groups
    ]


def _most(figures: Sequence[Figure]) -> int:
    return max((one.received or 0 for one in figures), default=0) or 1


def _part(number: int | None, most: int, length: int) -> int:
    return round((number or 0) * length / most)
