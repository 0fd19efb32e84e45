"""Public pages that say what the library is: front page, data and rules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rontal.standard.steps.rules import Period, Step
from rontal.ui.access import public
from rontal.ui.constant import constant, constant_until
from rontal.web import promise
from rontal.web.collection import shelves
from rontal.web.standard.kept import recent


@public
@constant_until("catalogue", "events")
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this is, one thing to do, and how it goes."""
    hours = promise.bar()
    [decided] = [one.overall for one in recent(Period.MONTH) if one.step == Step.DECISION]
    context = {"hours": hours, "decided": decided, "shelf": shelves.newest()}
    return render(request, "web/home.html", context)


@public
@constant
@require_safe
def data_and_rules(request: HttpRequest) -> HttpResponse:
    """What happens to people's data, and the rules of membership, in plain words."""
    return render(request, "web/privacy.html")
