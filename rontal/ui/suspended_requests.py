"""Requests that wait until their person has confirmed that it is them.

A form is kept in the sealed session and goes on by itself afterwards. Where it cannot (it carries a
file, another form was kept since, or it is older than ten minutes), the person comes back to the
page that it stood on. A page that is opened and asks for a confirmation forgets the form.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Final, TypeVar
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows import reauthentication as flow
from allauth.core.internal.httpkit import serialize_request
from allauth.core.internal.urlkit import script_aware_resolve
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from rontal.core import clock
from rontal.ui.middleware import access

PAGES: Final = "suspended_pages"
"""Entry of a session: the page of each form that waits, by the path of the form."""
MAX_PAGES: Final = 5
MAX_AGE: Final = timedelta(minutes=10)
"""Time after which a form no longer goes on by itself."""
SAFE: Final = ("GET", "HEAD")
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def suspend(request: HttpRequest, confirmation: str) -> HttpResponseBase:
    """Keeps a form, and redirects to the page at `confirmation`. Who opens a page has given up the
    form that waited, so that it is forgotten.
    """
    if request.method in SAFE:
        _forget(request)
        return _to(confirmation, request.get_full_path())
    page = page_of(request)
    if request.FILES:
        request.session.pop(flow.STATE_SESSION_KEY, None)
        messages.info(request, _("Confirm that it is you. Then choose the file once more."))
        return _to(confirmation, page)
    request.session[flow.STATE_SESSION_KEY] = {
        "request": serialize_request(request),
        "at": clock.now().timestamp(),
    }
    pages = [*request.session.get(PAGES, {}).items(), (request.path, page)]
    request.session[PAGES] = dict(pages[-MAX_PAGES:])
    return _to(confirmation, request.path)


def resume(request: HttpRequest, url: str) -> HttpResponseBase:
    """Continues with the request that waits for `url`, which is a path of this site."""
    request.GET = QueryDict(urlencode({"next": url}))
    return _back(request, lambda: flow.resume_request(request) or redirect("/"))


def resumes(view: View) -> View:
    """Decorates a view of allauth by which a person confirms that it is them."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _back(request, lambda: view(request, *args, **kwargs))

    return wrapper  # type: ignore[return-value]


def page_of(request: HttpRequest) -> str:
    """Returns the path of the page on which a form was sent; "/" where the browser does not say."""
    referer = request.headers.get("Referer", "")
    host = {request.get_host()}
    if not url_has_allowed_host_and_scheme(referer, host, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(referer)
    return f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"


def _back(request: HttpRequest, go_on: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Returns the response of `go_on`; where that leads to the path of a form that did not go on,
    a redirect to the page of the form.
    """
    _drop_old_or_refused(request)
    pages, waiting = request.session.get(PAGES, {}), _waiting(request)
    response = go_on()
    path = response.headers.get("Location", "") if response.status_code == 302 else ""
    if path not in pages or path == waiting:
        return response
    messages.info(request, _("Thank you. Now press the button once more."))
    return redirect(pages[path])


def _forget(request: HttpRequest) -> None:
    """Removes the form that waits, and the page of a form with the path of this request."""
    request.session.pop(flow.STATE_SESSION_KEY, None)
    pages = request.session.get(PAGES, {})
    if request.path in pages:
        request.session[PAGES] = {
            path: page for path, page in pages.items() if path != request.path
        }


def _drop_old_or_refused(request: HttpRequest) -> None:
    """Removes a form that waits for longer than `MAX_AGE` or without a time, as those of allauth's
    own decorator, and one whose view the person may not use now.
    """
    if path := _waiting(request):
        kept_at = request.session[flow.STATE_SESSION_KEY].get("at", 0)
        is_old = clock.now().timestamp() - kept_at > MAX_AGE.total_seconds()
        if is_old or not _may_use(request, path):
            del request.session[flow.STATE_SESSION_KEY]


def _may_use(request: HttpRequest, path: str) -> bool:
    """Returns True where the access middleware lets the person use the view at `path`: a form goes
    on by a call of its view, which skips the middleware. Its decorators run.
    """
    current, match = request.resolver_match, script_aware_resolve(path)
    request.resolver_match = match
    try:
        check = access(lambda _request: HttpResponse())
        return check.process_view(request, match.func, match.args, match.kwargs) is None
    finally:
        request.resolver_match = current


def _waiting(request: HttpRequest) -> str:
    """Returns the path of the form that goes on after a confirmation, or ""."""
    state = request.session.get(flow.STATE_SESSION_KEY) or {}
    return str(json.loads(state["request"])["path"]) if "request" in state else ""


def _to(confirmation: str, url: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{confirmation}?{urlencode({'next': url})}")
