"""Sentences for error codes: one module an app, each with `SENTENCES: dict[code, sentence]`.

A sentence states the problem and the remedy. `%(name)s` is replaced by a parameter of the error.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.core.errors import CodedError, TooMany

MINUTE, HOUR = 60, 3_600
UNKNOWN = _("That did not work. Try again, or contact the library.")


@cache
def table() -> dict[str, str | Promise]:
    """Returns all sentences by code; raises ValueError where two apps claim one code."""
    sentences: dict[str, str | Promise] = {}
    for module in iter_modules(__path__):
        part: Mapping[str, str | Promise] = import_module(f"{__name__}.{module.name}").SENTENCES
        twice = sentences.keys() & part.keys()
        if twice:
            raise ValueError(f"two sentences for {min(twice)}")
        sentences.update(part)
    return sentences


def of(error: CodedError) -> str:
    """Returns the sentence of an error in the active language."""
    if isinstance(error, TooMany):
        return _of_wait(int(error.params["seconds"]))
    return of_code(error.code, error.params)


def _of_wait(seconds: int) -> str:
    """Returns a waiting time as text, in a suitable unit."""
    if seconds < 2 * MINUTE:
        return of_code("too_many", {"seconds": seconds})
    if seconds < 2 * HOUR:
        return of_code("too_many_minutes", {"minutes": -(-seconds // MINUTE)})
    return of_code("too_many_hours", {"hours": -(-seconds // HOUR)})


def of_code(code: str, params: Mapping[str, str | int] | None = None) -> str:
    """Returns the sentence of a code, filled with `params`."""
    return str(table().get(code, UNKNOWN)) % ({} if params is None else params)
