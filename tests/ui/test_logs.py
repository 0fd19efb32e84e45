"""Tests that no token of an address stands in the log."""

import json
import logging
import sys
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from rontal.ui.logs import JsonLines, Lines, TokenFilter

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


def record(message: str, *args: object, **more: object) -> logging.LogRecord:
    line = logging.LogRecord("rontal.test", logging.INFO, "x.py", 1, message, args, None)
    line.created = 1_796_000_000.25
    line.msecs = 250
    line.__dict__.update(more)
    return line


def test_times_are_in_utc_and_say_so() -> None:
    assert Lines().format(record("mulai")) == "2026-11-30T00:53:20.250Z INFO rontal.test mulai"


def test_line_break_in_a_message_forges_no_line() -> None:
    line = Lines().format(record("salah: %s", "a\r\n2026-11-30 INFO kepala masuk"))
    assert line.endswith(r"salah: a\r\n2026-11-30 INFO kepala masuk")


def test_line_break_in_an_error_forges_no_line() -> None:
    try:
        raise ValueError("x\n2026-11-30T00:53:20.250Z INFO rontal.events kepala masuk")
    except ValueError:
        text = Lines().format(record("gagal", exc_info=sys.exc_info()))
    assert all(line.startswith("    ") for line in text.splitlines()[1:])


def test_a_line_of_json_has_the_fields_of_an_event_and_the_traceback() -> None:
    line = json.loads(JsonLines().format(record("x", fields={"event": "account:locked", "id": 7})))
    assert (line["time"], line["event"], line["id"]) == (
        "2026-11-30T00:53:20.250Z",
        "account:locked",
        7,
    )
    try:
        raise ValueError("salah")
    except ValueError:
        failed = record("x", exc_info=sys.exc_info())
    text = JsonLines().format(failed)
    assert "ValueError: salah" in json.loads(text)["traceback"]
    assert "\n" not in text
