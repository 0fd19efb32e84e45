"""Requests that wait until their person has confirmed that it is them.

A form is kept in the sealed session and goes on by itself afterwards. Where it cannot (it carries a
file, or another form was kept since), the person comes back to the page that it stood on.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows import reauthentication as flow
from allauth.core.internal.httpkit import serialize_request
from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

PAGES: Final = "suspended_pages"
"""Entry of a session: the page of each form that waits, by the path of the form."""
MAX_PAGES: Final = 5
SAFE: Final = ("GET", "HEAD")
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def suspend(request: HttpRequest, confirmation: str) -> HttpResponseBase:
    """Keeps a request, and redirects to the page at `confirmation`."""
    if request.method in SAFE:
        return _to(confirmation, request.get_full_path())
    page = page_of(request)
    if request.FILES:
        request.session.pop(flow.STATE_SESSION_KEY, None)
        messages.info(request, _("Confirm that it is you. Then choose the file once more."))
        return _to(confirmation, page)
    request.session[flow.STATE_SESSION_KEY] = {"request": serialize_request(request)}
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
    pages, waiting = request.session.get(PAGES, {}), _waiting(request)
    response = go_on()
    path = response.headers.get("Location", "") if response.status_code == 302 else ""
    if path not in pages or path == waiting:
        return response
    messages.info(request, _("Thank you. Now press the button once more."))
    return redirect(pages[path])


def _waiting(request: HttpRequest) -> str:
    """Returns the path of the form that goes on after a confirmation, or ""."""
    state = request.session.get(flow.STATE_SESSION_KEY) or {}
    return str(json.loads(state["request"])["path"]) if "request" in state else ""


def _to(confirmation: str, url: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{confirmation}?{urlencode({'next': url})}")
