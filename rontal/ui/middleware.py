"""Middleware for every request: language, compression, access, errors."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property

from rontal.accounts import security_log, selectors
from rontal.accounts.address import full_address
from rontal.accounts.models import User
from rontal.core.actors import Actor
from rontal.core.compression import accepted_codings
from rontal.core.errors import CodedError, DecodersBusy, NotAllowed, NotFound, TooMany
from rontal.lending.errors import OpenElsewhere
from rontal.ui import request_language, sentences
from rontal.ui.access import Access, AccessKind, numbers_exist, of
from rontal.ui.headers import (
    FOR_DOCUMENTS,
    PublicPicture,
    is_for_part_of_page,
    part_missing,
    with_wait,
)
from rontal.ui.second_factors import lacks_required_factor, redirect_to_factors
from rontal.ui.unsent_form import redirect_to_sign_in

Next = Callable[[HttpRequest], HttpResponse]
STATUS = {
    NotFound.code: 404, NotAllowed.code: 403, TooMany.code: 429, OpenElsewhere.code: 423,
    DecodersBusy.code: 503,
}  # fmt: skip
STATUS_OTHERWISE = 409
COMPRESSED_TYPES = (
    "image/webp", "image/jpeg", "image/png", "image/gif", "font/woff", "audio/", "video/",
    "application/epub+zip", "application/pdf", "application/zip", "application/vnd.comicbook+zip",
    "application/vnd.openxmlformats",
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""Methods that any view may take; TRACE would else be answered like GET."""
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=()"


def language(get_response: Next) -> Next:
    """Middleware that activates the language of `ui.request_language`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = request_language.of(request)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


class CompressionMiddleware(GZipMiddleware):
    """GZip middleware that skips images, fonts, media and books, which are compressed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compresses the response where that is useful and the client accepts it."""
        if str(response.headers.get("Content-Type", "")).startswith(COMPRESSED_TYPES):
            return response
        if "gzip" not in accepted_codings(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ["Accept-Encoding"])
            return response
        return super().process_response(request, response)


def remove_picture_headers(get_response: Next) -> Next:
    """Middleware that removes document headers from public images."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, PublicPicture):
            for name in FOR_DOCUMENTS:
                response.headers.pop(name, None)
        return response

    return middleware


class content_policy(CSPMiddleware):  # noqa: N801
    """CSP middleware that builds the default policy once per process.

    A policy changed by a view is built for each response.
    """

    @cached_property
    def _usual(self) -> str:
        return build_policy()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if settings.DEBUG or self.get_policy_parts(request, response) != PolicyParts():
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response


class access:  # noqa: N801
    """Middleware that enforces the access which each view declares."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sets default headers; the access check itself is in `process_view`.

        Camera, microphone and location are disabled by default. Pages of signed-in users are not
        cached, so that the next person at a shared computer cannot go back to them.
        """
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, parts: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """Returns None where access is granted, else a redirect or an error page.

        Raises Http404 for an integer larger than any column holds, except on machine views,
        which answer that in their own protocol.
        """
        needs = of(view)
        if needs is None:
            raise ImproperlyConfigured(f"{view!r} does not declare who may enter")
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if needs.door is AccessKind.MACHINE:
            return None
        if not numbers_exist(parts):
            raise Http404
        if needs.door is AccessKind.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_sign_in(request)
        if must_choose_password(request) and not _is_about_sign_in(request):
            return redirect_to_password_change(request)
        if needs.door is AccessKind.STAFF and not _holds_role(request, needs):
            # Rendered instead of raised: an error raised here would skip `process_exception` (500).
            return _refused(request, NotAllowed())
        if needs.door is AccessKind.STAFF:
            roles = frozenset(actor_of(request).roles)
            return redirect_to_factors(request) if lacks_required_factor(request, roles) else None
        return None


class domain_errors:  # noqa: N801
    """Middleware that turns a CodedError raised by a view into an error page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Returns the page for the error's code; None for other errors."""
        return _refused(request, error) if isinstance(error, CodedError) else None


def actor_of(request: HttpRequest) -> Actor:
    """Returns the actor of the request, cached on the request."""
    actor = getattr(request, "_rontal_actor", None)
    if actor is None:
        user = request.user
        actor = selectors.actor_of(user) if user.is_authenticated else Actor.visitor()
        actor = actor.at(full_address(request))
        request._rontal_actor = actor  # type: ignore[attr-defined]
    return cast(Actor, actor)


def must_choose_password(request: HttpRequest) -> bool:
    """Returns True for an account that still has the first password from the library."""
    return getattr(request.user, "first_password_until", None) is not None


def redirect_to_password_change(request: HttpRequest) -> HttpResponse:
    """Redirects to the password change, which then returns to this page."""
    path = reverse("account_change_password")
    return redirect_to_login(request.get_full_path(), login_url=path)


def _refused(request: HttpRequest, error: CodedError) -> HttpResponse:
    status = STATUS.get(error.code, STATUS_OTHERWISE)
    if isinstance(error, NotAllowed) and isinstance(request.user, User) and request.resolver_match:
        security_log.record_refusal(user=request.user, page=request.resolver_match.view_name)
    if is_for_part_of_page(request):
        return with_wait(part_missing(status), error)
    context = {"sentence": sentences.of(error), "code": error.code, "status": status}
    return with_wait(render(request, "ui/refused.html", context, status=status), error)


def _is_about_sign_in(request: HttpRequest) -> bool:
    """Returns True for the pages allowed before the first password is changed."""
    match = request.resolver_match
    return match is not None and match.url_name in (
        "account_change_password", "account_logout", "account_reauthenticate",
    )  # fmt: skip


def _holds_role(request: HttpRequest, needs: Access) -> bool:
    return actor_of(request).has_any(*needs.roles)
