"""Public statistics of complaints and suggestions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from rontal.feedback.labels import CATEGORIES, CHANNELS, KINDS
from rontal.feedback.rules.kinds import MIN_GROUP_SIZE
from rontal.feedback.selectors.figures import Figure, figures
from rontal.ui import charts
from rontal.ui.access import public
from rontal.ui.page_cache import cached_page


@dataclass(frozen=True)
class Bar(charts.Bar):
    figure: Figure = Figure("", None)  # noqa: RUF009 - a frozen value


def columns(months: Sequence[Figure]) -> list[Bar]:
    names = [date_format(date(int(one.name[:4]), int(one.name[5:]), 1), "M Y") for one in months]
    return _with_figures(months, charts.columns(_values(months, names)))


def bars(groups: Sequence[Figure], words: Mapping[str, str | Promise]) -> list[Bar]:
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


@public
@cached_page("events")
@require_safe
def figures_page(request: HttpRequest) -> HttpResponse:
    """Shows the tickets of the last year, and the share answered within the promised time."""
    totals = figures()
    context = {
        "found": totals,
        "smallest": MIN_GROUP_SIZE,
        "months": columns(totals.months),
        "groups": [
            ("kinds", bars(totals.kinds, KINDS)),
            ("categories", bars(totals.categories, CATEGORIES)),
            ("channels", bars(totals.channels, CHANNELS)),
        ],
    }
    return render(request, "web/feedback/figures.html", context)
