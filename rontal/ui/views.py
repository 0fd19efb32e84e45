"""Views for theme and language, and error pages."""

import sys
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rontal.ui import headers, themes
from rontal.ui.access import public
from rontal.ui.unsent_form import typed_fields

A_YEAR = 365 * 24 * 3600


@public
@csrf_exempt  # only sets a preference, so cached public pages need no token
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Stores light, dark or automatic in a cookie, and redirects back."""
    theme = request.POST.get("theme", "")
    response = _back(request)
    if theme in list(themes.Theme):
        _set_cookie(response, themes.COOKIE, theme)
    return response


@public
@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Stores the language in a cookie, and redirects back."""
    language = request.POST.get("language", "")
    response = _back(request)
    if language in dict(settings.LANGUAGES):
        _set_cookie(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Error 400: malformed request."""
    page = render_to_string("400.html")
    return HttpResponse(page, status=400, headers={"Cache-Control": "no-store"})


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Error 403: no permission."""
    return _render_error(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Error 404: no such page."""
    if headers.is_for_part_of_page(request):
        return headers.part_missing(404)
    return _render_error(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Error 500; 503 where the database or the storage is unavailable.

    Rendered without the database. A form that was not processed is offered for resubmission.
    """
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return service_unavailable(request)
    return _render_error(request, "500.html", 500)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    """Error 503: temporarily unavailable, with a button that submits the same form again."""
    response = _render_error(request, "503.html", 503, {"again": typed_fields(request)})
    response.headers["Retry-After"] = "30"
    return response


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Error 429 of sign-in pages, with a button that submits the same form again.

    Their limits are per minute.
    """
    response = _render_error(request, "429.html", 429, {"again": typed_fields(request)})
    response.headers["Retry-After"] = "60"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Error 403 for a missing or expired CSRF token, usually of a page left open too long."""
    return _render_error(request, "ui/csrf.html", 403)


def _render_error(
    request: HttpRequest, template: str, status: int, context: dict[str, Any] | None = None
) -> HttpResponse:
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _set_cookie(response: HttpResponse, cookie: str, value: str) -> None:
    response.set_cookie(
        cookie, value, max_age=A_YEAR, secure=settings.SECURE, httponly=True, samesite="Lax"
    )


def _back(request: HttpRequest) -> HttpResponse:
    target: Any = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if safe else "/")
