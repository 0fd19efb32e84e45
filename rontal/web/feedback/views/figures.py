"""Public statistics of complaints and suggestions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rontal.feedback.labels import CATEGORIES, CHANNELS, KINDS
from rontal.feedback.rules.kinds import MIN_GROUP_SIZE
from rontal.feedback.selectors.figures import figures
from rontal.ui.access import public
from rontal.ui.page_cache import cached_page
from rontal.web.feedback.chart import bars, columns


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
