"""Alphabetical registers of all people, subjects and series."""

import re
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from rontal.catalogue import registers
from rontal.catalogue.registers import OTHER, Register
from rontal.core.errors import NotFound
from rontal.ui.access import public
from rontal.ui.page_cache import cached_page
from rontal.web.collection import addresses
from rontal.web.collection.register_letters import row

PER_PAGE: Final = 50
LAST_PAGE: Final = 100
"""Maximum number of pages for a letter; two-letter prefixes narrow it further."""
LETTER: Final = re.compile(r"[a-z]{1,2}")


@dataclass(frozen=True)
class _Kind:
    register: Register
    heading: str | Promise
    address: str
    """Name of the function in `addresses` that returns the URL of an entry."""


KINDS: Final = {
    "orang": _Kind(registers.AGENTS, _("People, A to Z"), "agent"),
    "subjek": _Kind(registers.SUBJECTS, _("Topics, A to Z"), "subject"),
    "seri": _Kind(registers.SERIES, _("Series, A to Z"), "series"),
}


@public
@cached_page("catalogue", query=["huruf", "page"])
@require_safe
def register(request: HttpRequest, kind: str) -> HttpResponse:
    """Shows a page of a register, from the chosen letter on.

    Two queries; three where the letter has more names than fit on a page.
    """
    if kind not in KINDS:
        raise NotFound
    chosen, letter = KINDS[kind], _letter(request.GET.get("huruf", ""))
    number = _page_number(request.GET.get("page", ""))
    offset = (number - 1) * PER_PAGE
    entries = chosen.register.page(letter, offset=offset, limit=PER_PAGE + 1)
    is_long = number > 1 or len(entries) > PER_PAGE
    first = "" if letter == OTHER else letter[:1]
    address = getattr(addresses, chosen.address)
    prefix = f"?huruf={letter}&page=" if letter else "?page="
    context = {
        "heading": chosen.heading,
        "lines": [(address(one.id, one.name), one) for one in entries[:PER_PAGE]],
        "letters": row(chosen.register.letters(), "", first or letter),
        "further": row(chosen.register.letters(first), first, letter)
        if first and (is_long or len(letter) > 1)
        else "",
        "letter": gettext("other") if letter == OTHER else letter.capitalize(),
        "others": [(name, one.heading) for name, one in KINDS.items() if name != kind],
        "before": f"{prefix}{number - 1}" if number > 1 else "",
        "after": f"{prefix}{number + 1}" if len(entries) > PER_PAGE and number < LAST_PAGE else "",
        "number": number,
    }
    return render(request, "web/collection/register.html", context)


def _letter(text: str) -> str:
    """Returns the letter in canonical form; "" where it is invalid."""
    letter = text.lower()
    return letter if letter == OTHER or LETTER.fullmatch(letter) else ""


def _page_number(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 9
    return min(max(int(text), 1), LAST_PAGE) if is_number else 1
