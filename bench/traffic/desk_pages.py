"""Opens every page of the desk and counts its queries."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, reverse

from rontal.core import clock
from rontal.desk.selectors.filters import BUILT_IN, Shelf
from rontal.desk.urls import urlpatterns
from rontal.feedback.models import Ticket
from rontal.feedback.selectors.register import STATES
from rontal.feedback.states import TicketState
from rontal.membership.models import Application, Draft, Member
from rontal.membership.states import ApplicationState
from rontal.notifications.states import MessageState

NOTHING = {"int": 1, "uuid": "00000000-0000-0000-0000-000000000000"}
"""Values for arguments of an address if no better one is known."""
FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
"""Statements of transactions, which do not count as queries."""
NO_READING = 405
"""Status of routes that accept POST only."""


@dataclass(frozen=True)
class Opened:
    """One page: its route and address, status, number of queries, and milliseconds."""

    name: str
    address: str
    status: int
    queries: int
    took: float


def addresses() -> dict[str, list[str]]:
    """Returns the addresses to open for every route of the desk; lists with their filters."""
    known_arguments = _arguments()
    addresses_by_name = {}
    for name, arguments in _routes(urlpatterns):
        values = {
            key: known_arguments.get(
                f"{name}.{key}", known_arguments.get(f"{key}:{kind}", NOTHING.get(kind, "x"))
            )
            for key, kind in arguments.items()
        }
        addresses_by_name[name] = [reverse(f"desk:{name}", kwargs=values)]
    for name, queries in _variants().items():
        addresses_by_name[name] += [f"{addresses_by_name[name][0]}?{query}" for query in queries]
    return addresses_by_name


def open_all_pages(client: Client, *, counted: bool = True) -> Iterator[Opened]:
    """Opens all pages; without `counted` queries are not recorded, which takes time."""
    for name, listed in addresses().items():
        for address in listed:
            with CaptureQueriesContext(connection) as queries:
                connection.force_debug_cursor = counted
                began = time.perf_counter()
                response = client.get(address)
                took = (time.perf_counter() - began) * 1000
            if response.status_code != NO_READING:
                number = sum(not one["sql"].startswith(FRAMES) for one in queries)
                yield Opened(name, address, response.status_code, number, took)


def _routes(
    patterns: "list[URLPattern | URLResolver]", before: Mapping[str, str] | None = None
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yields names of routes with their arguments: name → kind of converter."""
    for pattern in patterns:
        own = {
            key: type(converter).__name__.removesuffix("Converter").lower()
            for key, converter in pattern.pattern.converters.items()
        }
        arguments = {**(before or {}), **own}
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, arguments)
        elif pattern.name:
            yield pattern.name, arguments


def _arguments() -> Mapping[str, Any]:
    """Returns arguments of addresses: a case awaiting a decision, a ticket in progress."""
    cases = Application.objects.filter(state=ApplicationState.IN_REVIEW).order_by("-pk")
    tickets = Ticket.objects.filter(state=TicketState.IN_PROGRESS).order_by("pk")
    code = cases.values_list("code", flat=True).first() or "NONE-0000"
    ticket = tickets.values_list("code", flat=True).first() or "SRN-00000000"
    member = Member.objects.order_by("pk").values_list("pk", flat=True).first() or 1
    drafts = Draft.objects.exclude(staff=None).order_by("-created_at")
    draft = drafts.values_list("pk", flat=True).first() or NOTHING["uuid"]
    handled = [f"ticket{end}.code" for end in (
        "", "_attachment", "_identity", "_take", "_hand_on", "_sort", "_note", "_answer",
        "_set_aside", "_close",
    )]  # fmt: skip
    return {
        "code:slug": code,
        "slot:slug": "card",
        "pk:int": member,
        "pk:uuid": draft,
        "name:slug": "id",
        "key:slug": "penutupan",
        "slug:slug": "requirements",
        "reply_add.slug": "perbaikan",
        "label:slug": f"{clock.now():%Y}",
        "kind:slug": "xlsx",
    } | dict.fromkeys(handled, ticket)


def _variants() -> dict[str, list[str]]:
    year = clock.now().year
    views = [view.trail.lstrip("?") for view in BUILT_IN.values() if view.trail]
    return {
        "start": [
            *views, *(f"rak={shelf}" for shelf in Shelf), "cari=sari", "halaman=2",
            "rak=diterima&halaman=40", "temuan=nik_region_differs", "anak=ya&tenggat=mendesak",
        ],
        "tickets": [*(f"rak={state}" for state in STATES), "rak=all&jenis=complaint", "milik=saya"],
        "messages": [*(f"keadaan={state}" for state in MessageState), "halaman=30"],
        "events": ["siapa=staff", "peristiwa=application:approved", "dari=2026-03-01"],
        "report": [f"tahun={year}", f"tahun={year}&bulan=3", f"tahun={year}&edisi=terbit"],
        "calendar": [f"tahun={year + 1}"],
        "survey": [f"tahun={year}"],
        "slowed": ["hari=7", "hari=90&halaman=40"],
    }  # fmt: skip
