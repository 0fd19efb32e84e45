"""Member's loan history: switched on, off, or erased by the member."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rontal.lending import history as past
from rontal.lending import services
from rontal.reading import services as reading
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of
from rontal.ui.responses import perform

LOANS_SHOWN: Final = 500


@signed_in
@private
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Lists past loans, as far as they are stored."""
    actor = actor_of(request)
    context = {
        "keeps": past.keeps_history(actor),
        "loans": past.past_loans_of(actor, LOANS_SHOWN),
    }
    return render(request, "web/shelf/history.html", context)


@signed_in
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    return _act_and_redirect(
        request, services.keep_history, _("We will keep your history from now on.")
    )


@signed_in
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Switches the history off."""
    return _act_and_redirect(request, services.stop_history, _("We no longer keep your history."))


@signed_in
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Erases the history at once."""
    return _act_and_redirect(request, reading.erase_history, _("Your history is deleted."))


def _act_and_redirect(
    request: HttpRequest, act: Callable[..., object], success: str
) -> HttpResponse:
    perform(request, lambda: act(actor=actor_of(request)), success)
    return redirect("history")
