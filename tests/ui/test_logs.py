"""Tests that no token of an address stands in the log."""

import logging
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from rontal.ui.logs import TokenFilter

SECRET = "Zx9-qT4_vN7kLm2RbW8sYc3HdJ6fPa1GeU5oVi0KtQn"
SIGNED = f"{SECRET}:{SECRET}"
WITHOUT_SECRET = {"calendar_remove"}
"""Routes whose `key` names a day of the calendar."""


def routes(patterns=None, start: str = "/") -> Iterator[tuple[str, str]]:
    """Yields the name of each route with a secret, and an address with it."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, start + str(one.pattern))
        elif isinstance(one.pattern, RoutePattern) and has_secret(one):
            yield one.name or "", start + address(one.pattern)


def has_secret(route: URLPattern) -> bool:
    names = set(route.pattern.converters)
    return bool({"token", "key"} & names) and route.name not in WITHOUT_SECRET


def address(pattern: RoutePattern) -> str:
    text = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        kind = "str" if kind == "string" else kind
        secret = SIGNED if kind == "str" and text.startswith("pemberitahuan") else SECRET
        value = secret if name in ("token", "key") else "7" if kind == "int" else "isi"
        text = text.replace(f"<{kind}:{name}>", value).replace(f"<{name}>", value)
    return text


def logged(path: str) -> str:
    record = logging.LogRecord("django", logging.WARNING, "", 1, "Forbidden: %s", (path,), None)
    assert TokenFilter().filter(record)
    return record.getMessage()


def test_no_token_of_any_route_stands_in_the_log() -> None:
    found = dict(routes())
    assert {"claim", "email_confirmation", "registration_activation", "resource"} <= set(found)
    shown = {name: line for name, path in found.items() if SECRET in (line := logged(path))}
    assert not shown


def test_link_for_a_new_password_does_not_stand_in_the_log() -> None:
    assert SECRET not in logged(f"/sandi/baru/7-{SECRET}/")
