"""Decorators of all OPDS views: errors become documents that programs can read, responses for one
reader are not cached for others, and reading apps that run on pages of other sites may read
them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from records.errors import RecordsError
from rontal.core.errors import CodedError, DomainError
from rontal.interop.authentication import document
from rontal.interop.authentication.reader import SignInNeeded
from rontal.interop.opds.errors import (
    BadQuery,
    CrossSiteRequest,
    NoSuchPage,
    SearchNotReady,
    TitleGone,
)
from rontal.interop.problems import problem
from rontal.interop.xml_responses import allow_cross_origin
from rontal.ui.access import machine

View = Callable[..., HttpResponseBase]
SAFE: Final = ("GET", "HEAD")
STATUS: Final = {
    NoSuchPage.code: 404,
    CrossSiteRequest.code: 403,
    SearchNotReady.code: 503,
    TitleGone.code: 410,
}
BAD_REQUEST: Final = 400
RETRY_AFTER: Final = "5"
"""Seconds after which an app should retry while the search index is being built."""
OTHER_SITES: Final = frozenset(("cross-site", "same-site"))


def opds_view(view: View, *, methods: tuple[str, ...] = SAFE) -> View:
    """Decorates an OPDS view: methods, errors, and no caching for signed-in readers."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _call_view(view, request, *args, **kwargs)
        patch_vary_headers(response, ["Authorization", "Accept-Language"])
        if "HTTP_AUTHORIZATION" in request.META:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return _with_cors(wrapped, methods)


def public_file_view(view: View) -> View:
    """Decorates a view whose response is the same for everybody in any language: pictures and open
    books.

    Apps send their password with every request. These responses are cached all the same, by apps
    and by proxies.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _call_view(view, request, *args, **kwargs)

    return _with_cors(wrapped, SAFE)


def refuse_cross_site(request: HttpRequest) -> None:
    """Raises CrossSiteRequest for a request from a page of another site, and for a prefetch. Apps
    send neither header; a browser that stores Basic credentials would send them with requests that
    other sites trigger."""
    is_prefetch = "prefetch" in request.headers.get(
        "Sec-Purpose", request.headers.get("Purpose", "")
    )
    if is_prefetch or request.headers.get("Sec-Fetch-Site", "") in OTHER_SITES:
        raise CrossSiteRequest


def _with_cors(view: View, methods: tuple[str, ...]) -> View:
    """Decorates a view to ignore cookies and to support CORS, preflight included."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _preflight_response(methods)
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        return allow_cross_origin(view(request, *args, **kwargs))

    return machine(csrf_exempt(wrapped))


def _preflight_response(methods: tuple[str, ...]) -> HttpResponse:
    """Answers a CORS preflight request, which precedes a request with a password."""
    response = HttpResponse(status=204, headers={"Allow": ", ".join(methods)})
    response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
    response.headers["Access-Control-Allow-Headers"] = "Authorization, Range"
    response.headers["Access-Control-Max-Age"] = "86400"
    return allow_cross_origin(response)


def _call_view(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except SignInNeeded:
        return document.answer(request, status=401)
    except BadQuery as error:
        return problem(error, BAD_REQUEST)
    except (DomainError, RecordsError) as error:
        return _problem(error)


def _problem(error: CodedError) -> HttpResponse:
    response = problem(error, STATUS.get(error.code))
    if isinstance(error, SearchNotReady):
        response.headers["Retry-After"] = RETRY_AFTER
    return response
