"""A year of a library at once: speed of the desk's pages and of a report.

A seeded year (50,000 applications, 5,000 complaints, 20,000 answers of the survey, 60,000 loans
with their events and mails) is written into a database of its own. Every page of the desk is opened
and its queries and time are measured; then the reports of the year and of a month, as page, PDF and
workbook. `--quick` takes a year thirty times smaller, with the same budgets.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bench.books import library
from bench.figures import Figures, main

if TYPE_CHECKING:
    from django.test import Client

    from bench.traffic.desk_pages import Opened

QUICK = 1 / 30
MAX_QUERIES = 12
MAX_SECONDS = 5.0
MAX_MILLISECONDS = 500.0
BODIES = 3
"""Number of times each page is opened; the median counts."""
NOT_PAGES = frozenset({"report", "report_file", "next", "previous"})
"""Not measured: reports have their own budget; next and previous change the case."""


def measure(figures: Figures, quick: bool) -> None:
    """Fills the library, measures pages and reports, and adds the rows."""
    with library():
        _fill(figures, QUICK if quick else 1.0)
        _pages(figures)
        _reports(figures)


def _fill(figures: Figures, share: float) -> None:
    from django.db import connection

    from bench.traffic.year import Scale, fill
    from rontal.core.models import Event
    from rontal.membership.models import Application, Member

    scale = Scale().part(share)
    began = time.monotonic()
    fill(scale)
    took = time.monotonic() - began
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    figures.add("applications", Application.objects.count(), "")
    figures.add("members", Member.objects.count(), "")
    figures.add("events", Event.objects.count(), "")
    figures.add("a year written in", took, "s")


def _pages(figures: Figures) -> None:
    counted = list(_walked(counted=True))
    most = max(counted, key=lambda page: page.queries)
    figures.add("pages of the desk opened", len(counted), "")
    figures.at_most(f"most queries of a page ({most.name})", most.queries, "", MAX_QUERIES)
    took: dict[str, list[float]] = {}
    for _turn in range(BODIES):
        for page in _walked(counted=False):
            if page.name not in NOT_PAGES:
                took.setdefault(page.address, []).append(page.took)
    medians = {address: statistics.median(times) for address, times in took.items()}
    for address in sorted(medians, key=lambda one: -medians[one])[:5]:
        figures.add(f"slow: {address}", medians[address], "ms")
    figures.add("a page of the desk, median", statistics.median(medians.values()), "ms")
    figures.at_most("the slowest page of the desk", max(medians.values()), "ms", MAX_MILLISECONDS)


def _walked(*, counted: bool) -> "Iterator[Opened]":
    from bench.traffic.desk_pages import open_all_pages

    for page in open_all_pages(_browser(), counted=counted):
        if page.status == 200:
            yield page


def _browser() -> "Client":
    from django.test import Client

    from rontal.accounts import services
    from rontal.accounts.models import User
    from rontal.accounts.roles import Role
    from rontal.core.actors import Actor

    client, name = Client(SERVER_NAME="127.0.0.1"), "kepala-bangku"
    user = User.objects.filter(login_name=name).first()
    if user is None:
        system = Actor.system("bench")
        user = services.create(
            login_name=name, email="", name="Kepala", password=None, actor=system
        )
        services.set_roles(user_id=user.pk, roles=list(Role), actor=system)
    client.force_login(user, backend="rontal.accounts.backends.PasswordBackend")
    return client


def _reports(figures: Figures) -> None:
    from django.utils import timezone

    client = _browser()
    year, month = timezone.now().year, timezone.now() - timedelta(days=60)
    base = "/meja/laporan/"
    kinds = {
        "report of the year, page": f"{base}?tahun={year}",
        "report of the year, PDF": f"{base}{year}.pdf",
        "report of the year, workbook": f"{base}{year}.xlsx",
        "report of a month, page": f"{base}?tahun={month.year}&bulan={month.month}",
    }
    for name, address in kinds.items():
        took = statistics.median(_timed(partial(client.get, address)) for _ in range(BODIES))
        figures.at_most(name, took, "s", MAX_SECONDS)


def _timed(act: "Callable[[], object]") -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(measure, __doc__)
