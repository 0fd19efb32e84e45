"""Public pages that say what the library is: front page, data and rules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rontal.ui.access import public
from rontal.ui.constant import constant, constant_until_news
from rontal.web import promise


@public
@constant_until_news
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this is, one thing to do, and how it goes."""
    return render(request, "web/home.html", {"hours": promise.bar()})


@public
@constant
@require_safe
def data_and_rules(request: HttpRequest) -> HttpResponse:
    """What happens to people's data, and the rules of membership, in plain words."""
    return render(request, "web/privacy.html")
