"""Charts of complaints and suggestions, with the figures that `ui.charts` draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise

from rontal.feedback.selectors.figures import Figure
from rontal.ui import charts


@dataclass(frozen=True)
class Bar(charts.Bar):
    """Bar of a chart with its figure."""

    figure: Figure = Figure("", None)  # noqa: RUF009 - a frozen value


def columns(months: Sequence[Figure]) -> list[Bar]:
    """Returns one column per month."""
    names = [date_format(date(int(one.name[:4]), int(one.name[5:]), 1), "M Y") for one in months]
    return _with_figures(months, charts.columns(_values(months, names)))


def bars(groups: Sequence[Figure], words: Mapping[str, str | Promise]) -> list[Bar]:
    """Returns one bar per group."""
    return _with_figures(
        groups, charts.bars(_values(groups, [str(words[one.name]) for one in groups]))
    )


def _values(figures: Sequence[Figure], names: Sequence[str]) -> list[charts.Value]:
    return [(name, one.received, one.answered) for one, name in zip(figures, names, strict=True)]


def _with_figures(figures: Sequence[Figure], drawn: Sequence[charts.Bar]) -> list[Bar]:
    return [
        Bar(bar.name, bar.length, bar.done, bar.at, one)
        for one, bar in zip(figures, drawn, strict=True)
    ]
