"""What happens around every request: language, doors, and errors as sentences."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property

from rontal.accounts import selectors
from rontal.accounts.address import full_address
from rontal.accounts.models import User
from rontal.accounts.sessions import SessionStore
from rontal.kernel.actors import Actor
from rontal.kernel.errors import DomainError, NotAllowed, NotFound, TooMany
from rontal.kernel.packing import taken
from rontal.lending.errors import OpenElsewhere
from rontal.ui import sentences, tongues
from rontal.ui.access import Access, Door, numbers_exist, of
from rontal.ui.headers import (
    FOR_DOCUMENTS,
    PublicPicture,
    is_for_part_of_page,
    part_missing,
    with_wait,
)

Next = Callable[[HttpRequest], HttpResponse]
STATUS = {NotFound.code: 404, NotAllowed.code: 403, TooMany.code: 429, OpenElsewhere.code: 423}
STATUS_OTHERWISE = 409
ARE_PACKED = (
    "image/webp", "image/jpeg", "image/png", "image/gif", "font/woff", "audio/", "video/",
    "application/epub+zip", "application/pdf", "application/zip", "application/vnd.comicbook+zip",
    "application/vnd.openxmlformats",
)  # fmt: skip
NO_SENSES = "camera=(), microphone=(), geolocation=()"


def language(get_response: Next) -> Next:
    """Speaks the language of `ui.tongues`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = tongues.of(request)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


class packing(GZipMiddleware):  # noqa: N801
    """Packs answers, but for pictures, typefaces, sounds and books, which are packed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The answer, packed where that makes it smaller and whoever asks does not refuse it."""
        if str(response.headers.get("Content-Type", "")).startswith(ARE_PACKED):
            return response
        if "gzip" not in taken(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ["Accept-Encoding"])
            return response
        return super().process_response(request, response)


def lean_pictures(get_response: Next) -> Next:
    """Sends public pictures without the headers that only documents need."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, PublicPicture):
            for name in FOR_DOCUMENTS:
                response.headers.pop(name, None)
        return response

    return middleware


class content_policy(CSPMiddleware):  # noqa: N801
    """Sends the content policy of the settings, written once; one that a view changes is built by
    `csp`, at each answer."""

    @cached_property
    def _usual(self) -> str:
        return build_policy()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The answer with its policy."""
        if settings.DEBUG or self.get_policy_parts(request, response) != PolicyParts():
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response


class authentication(AuthenticationMiddleware):  # noqa: N801
    """Tells who is signed in as Django does, and mostly with one question less: the session's own
    statement brings the account along."""

    def process_request(self, request: HttpRequest) -> None:
        """Sets `request.user` to who it is, not to something that finds out at each look."""
        super().process_request(request)
        if not request.session.session_key:
            request.user = AnonymousUser()
        else:
            request.user = _user_of(request)


def _user_of(request: HttpRequest) -> User | AnonymousUser:
    session = cast(SessionStore, request.session)
    return session.account() or get_user(request)


class access:  # noqa: N801
    """Opens a view's door only to whom the view declares."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on; the check needs the view and so is in `process_view`.

        A page that does not ask for camera, microphone or place has none of them. What somebody
        who is signed in sees is not kept by browsers: the next person at the same computer would
        see it by going back.
        """
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NO_SENSES)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, parts: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """None where the person may enter, else the answer at the door. Behind those of people
        nothing has a number that no column holds; machines are told so in their own words."""
        needs = of(view)
        if needs is None:
            raise ImproperlyConfigured(f"{view!r} does not declare who may enter")
        if needs.door is Door.MACHINE:
            return None
        if not numbers_exist(parts):
            raise Http404
        if needs.door is Door.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if must_choose_password(request) and not _is_about_sign_in(request):
            return to_password(request)
        if needs.door is Door.STAFF and not _holds_role(request, needs):
            # Not raised: Django asks no middleware about an error from here, and says 500.
            return _refused(request, NotAllowed())
        return None


class domain_errors:  # noqa: N801
    """Turns a DomainError that a view let through into a page that says what to do."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of the error's code."""
        return _refused(request, error) if isinstance(error, DomainError) else None


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request; asked of the database once."""
    kept = getattr(request, "_rontal_actor", None)
    if kept is None:
        user = request.user
        kept = selectors.actor_of(user) if user.is_authenticated else Actor.visitor()
        kept = kept.at(full_address(request))
        request._rontal_actor = kept  # type: ignore[attr-defined]
    return cast(Actor, kept)


def must_choose_password(request: HttpRequest) -> bool:
    """True for whoever signed in with a first password that the library handed over."""
    return getattr(request.user, "first_password_until", None) is not None


def to_password(request: HttpRequest) -> HttpResponse:
    """Leads to the page where another password is chosen, and then back here."""
    path = reverse("account_change_password")
    return redirect_to_login(request.get_full_path(), login_url=path)


def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    status = STATUS.get(error.code, STATUS_OTHERWISE)
    if is_for_part_of_page(request):
        return with_wait(part_missing(status), error)
    context = {"sentence": sentences.of(error), "code": error.code, "status": status}
    return with_wait(render(request, "ui/refused.html", context, status=status), error)


def _is_about_sign_in(request: HttpRequest) -> bool:
    """Where somebody with a password from the library may go: to choose another, or away."""
    match = request.resolver_match
    return match is not None and match.url_name in (
        "account_change_password", "account_logout", "account_reauthenticate",
    )  # fmt: skip


def _holds_role(request: HttpRequest, needs: Access) -> bool:
    return actor_of(request).has_any(*needs.roles)
