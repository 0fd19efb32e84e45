"""Reading list of titles that the member wants to read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rontal.catalogue import browsing
from rontal.catalogue.states import TitleState
from rontal.core.errors import DomainError, NotFound
from rontal.lending import services
from rontal.lending.errors import NotAMember
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of
from rontal.web.shelf import my_list as shown

ON_LIST = "daftar"


@signed_in
@private
@require_safe
def my_list(request: HttpRequest) -> HttpResponse:
    """Shows the list, available titles first."""
    return _render_list(request)


@signed_in
@require_http_methods(["GET", "POST"])
def put_on_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a title to the list; GET (after signing in) redirects to the title's page."""
    if request.method != "POST":
        return redirect("title", slug)
    try:
        services.add_to_list(title_id=browsing.title_by_slug(slug).id, actor=actor_of(request))
    except NotFound:
        raise
    except NotAMember:
        messages.info(request, _("You can start a list once your membership is active."))
    except DomainError as error:
        messages.error(request, sentences.of(error))
    else:
        messages.success(request, _("Added to your list."))
    return redirect("my_list") if _from_list(request) else redirect("title", slug)


@signed_in
@private
@require_http_methods(["GET", "HEAD", "POST"])
def take_off_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Removes a title from the list; the list then offers to undo it."""
    if request.method != "POST":
        return redirect("my_list")
    title = browsing.title_by_slug(slug)
    went = services.remove_from_list(title_id=title.id, actor=actor_of(request))
    if _from_list(request):
        return _render_list(request, undo=slug if went and title.state is TitleState.PUBLIC else "")
    if went:
        messages.success(request, _("Removed from your list."))
    return redirect("title", slug)


def _from_list(request: HttpRequest) -> bool:
    return request.POST.get("dari") == ON_LIST


def _render_list(request: HttpRequest, undo: str = "") -> HttpResponse:
    context = {"groups": shown.groups_of(actor_of(request)), "undo": undo}
    return render(request, "web/shelf/my_list.html", context)
