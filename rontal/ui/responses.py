"""Responses that many views give: the result of an action, a page with a form, a download."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from rontal.core.errors import DomainError, NotAllowed, NotFound
from rontal.ui import sentences

CSV = "text/csv; charset=utf-8"


def perform(
    request: HttpRequest,
    act: Callable[[], object],
    done: str,
    *,
    reraise: tuple[type[DomainError], ...] = (),
) -> bool:
    """Runs the action and adds a message with its result; returns False where a rule refused it.

    Raises NotFound and NotAllowed of the action, and the errors of `reraise`.
    """
    try:
        act()
    except DomainError as error:
        if isinstance(error, (NotFound, NotAllowed, *reraise)):
            raise
        messages.error(request, sentences.of(error))
        return False
    messages.success(request, done)
    return True


def render_form(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Renders a page with `form`; the status is 422 where the form has errors."""
    status = 422 if context["form"].errors else 200
    return render(request, template, context, status=status)


def download(
    pieces: Iterable[str] | Iterable[bytes], name: str, media_type: str = CSV
) -> StreamingHttpResponse:
    """Streams a file that the browser saves under this name."""
    response = StreamingHttpResponse(pieces, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
