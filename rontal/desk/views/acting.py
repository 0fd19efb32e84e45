"""Actions of staff on one complaint or request: a POST that ends at its page again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rontal.core.errors import DomainError
from rontal.ui import sentences
from rontal.ui.forms import RontalForm

Act = Callable[[], object]
Page = Callable[..., HttpResponse]
"""Renders the page as it is now; takes `status`, `refusal` and forms by name."""


def act_and_redirect(
    request: HttpRequest, act: Act, done: str, *, to: str, code: str
) -> HttpResponse:
    """Acts, and redirects to the page `to` of `code`, which shows the result as a message."""
    try:
        act()
        messages.success(request, done)
    except DomainError as error:
        messages.warning(request, sentences.of(error))
    return redirect(to, code=code)


def act_with_form(
    request: HttpRequest,
    name: str,
    filled: RontalForm,
    act: Act,
    done: str,
    *,
    page: Page,
    to: str,
    code: str,
) -> HttpResponse:
    """Acts by a valid form, as `act_and_redirect`; renders the page with the form where it is not
    valid, `act` added an error to it, or the action is refused.
    """
    if not filled.is_valid():
        return page(status=422, **{name: filled})
    try:
        act()
    except DomainError as error:
        return page(status=409, refusal=sentences.of(error), **{name: filled})
    if not filled.is_valid():
        return page(status=422, **{name: filled})
    messages.success(request, done)
    return redirect(to, code=code)
