"""Tests that kill web server, worker and database in the middle of many loans: nothing that was
confirmed is lost, nothing is stored twice, nothing hangs.

`LOANS=1000` in the environment makes it a longer run.
"""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rontal.config import postgres
from rontal.config.env import ROOT
from tests.support.config.borrowers import Borrower, Ledger, wait_until
from tests.support.config.servers import Running

pytestmark = pytest.mark.machine
LOANS = int(os.environ.get("LOANS", "120"))
MEMBERS, COPIES = max(8, LOANS // 16), 2
TITLES = MEMBERS * 2 // 3
"""Enough titles and members that nobody is throttled for borrowing without a pause
(`services.pacing`).
"""
KILLED = ("web", "postgres", "worker", "web", "postgres")
PREPARE = f"""
import json
import django
django.setup()
from tests.support.lending.factories import borrower, lendable
from tests.support.web.visitors import client_of
sessions = [client_of(borrower()).cookies["rontal"].value for _ in range({MEMBERS})]
slugs = [lendable(copies={COPIES}).slug for _ in range({TITLES})]
print(json.dumps([sessions, slugs]))
"""
LOANS_NOW = "SELECT id, title_id, licence_id, copy, state FROM lending_loan"
HOLDS_NOW = "SELECT member_id, title_id, state FROM lending_hold"
COPIES_NOW = "SELECT title_id, sum(copies) FROM lending_licence GROUP BY title_id"
PLACES_NOW = """
SELECT t.slug, p.cfi FROM reading_position p JOIN catalogue_title t ON t.id = p.title_id
"""


def prepared(environ: dict[str, str]) -> tuple[list[str], list[str]]:
    """Creates members and titles with copies; returns session keys and slugs."""
    environ = environ | {"DJANGO_SETTINGS_MODULE": "rontal.config.settings"}
    said = subprocess.run(
        [sys.executable, "-c", PREPARE], env=environ, cwd=ROOT, capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr
    sessions, slugs = json.loads(said.stdout.splitlines()[-1])
    return sessions, slugs


def url(home: Path) -> str:
    return (home / "postgres/url").read_text().strip()


def asked(home: Path, statement: str) -> list[Any]:
    with postgres.connect(url(home)) as connection:
        return connection.execute(statement).fetchall()


@pytest.mark.usefixtures("after_init")
def test_nothing_is_lost_doubled_or_stuck(
    serve: Callable[[], Running], environ: dict[str, str], home: Path
) -> None:
    running = serve()
    people = begun(running, environ, LOANS)
    for number, name in enumerate(KILLED, start=1):
        wait_for_loans(people, number * LOANS // (len(KILLED) + 1), running)
        kill(running, name)
    for one in people:
        one.join(240)
    assert [one.trouble for one in people] == [None] * MEMBERS, running.said()
    assert not any(one.is_alive() for one in people)
    nothing_lost(home, [one.ledger for one in people], LOANS)
    nothing_doubled(home)
    nothing_stuck(home)
    assert running.stop() == 0


def kill(running: Running, name: str) -> None:
    """Kills a child; waits first until it runs, because it may have ended with another one."""
    wait_until(lambda: name in running.children(), 60, f"no {name}")
    os.kill(running.children()[name], signal.SIGKILL)


def begun(running: Running, environ: dict[str, str], loans: int) -> list[Borrower]:
    """Starts members who make this many loans together."""
    running.wait_for("Rontal is ready at")
    sessions, slugs = prepared(environ)
    people: list[Borrower] = []

    def enough() -> bool:
        return sum(len(one.ledger.borrowed) for one in people) >= loans

    people += [Borrower(running.port, key, slugs, enough) for key in sessions]
    for one in people:
        one.start()
    return people


def wait_for_loans(people: list[Borrower], count: int, running: Running) -> None:
    def there() -> bool:
        assert not any(one.trouble for one in people), [one.trouble for one in people]
        return sum(len(one.ledger.borrowed) for one in people) >= count

    wait_until(there, 180, f"never {count} loans:\n{running.said()}")


def nothing_lost(home: Path, ledgers: list[Ledger], loans: int) -> None:
    """Checks that every confirmed loan, mark and reading place is stored."""
    states = {pk: state for pk, _, _, _, state in asked(home, LOANS_NOW)}
    borrowed = set().union(*(one.borrowed for one in ledgers))
    returned = set().union(*(one.returned for one in ledgers))
    assert len(borrowed) >= loans
    assert borrowed <= set(states)
    assert {states[pk] for pk in returned} == {"returned"}
    keys = [str(key) for (key,) in asked(home, "SELECT key FROM reading_mark")]
    assert sorted(keys) == sorted(set().union(*(one.marks for one in ledgers)))
    kept = Counter(asked(home, PLACES_NOW))
    assert kept == Counter(place for one in ledgers for place in one.places.items())


def nothing_doubled(home: Path) -> None:
    """Checks that there are never more loans than copies, no loan or hold twice, and no available
    copy while somebody waits.
    """
    loans, holds = asked(home, LOANS_NOW), asked(home, HOLDS_NOW)
    active = [loan for loan in loans if loan[4] == "active"]
    assert len({(licence, copy) for _, _, licence, copy, _ in active}) == len(active)
    still = [(member, title) for member, title, state in holds if state in ("waiting", "ready")]
    assert len(set(still)) == len(still)
    taken = Counter(title for _, title, *_ in active)
    taken += Counter(title for _, title, state in holds if state == "ready")
    copies = dict(asked(home, COPIES_NOW))
    assert [title for title, number in taken.items() if number > copies[title]] == []
    waited_for = {title for _, title, state in holds if state == "waiting"}
    assert [title for title in waited_for if taken[title] < copies[title]] == []


def nothing_stuck(home: Path) -> None:
    """Checks that the worker ends loans that are due, and passes their copies on."""
    past = "UPDATE lending_loan SET due_at = now() - interval '1 second' WHERE state = 'active'"
    asked(home, f"{past} RETURNING id")
    left = "SELECT count(*) FROM lending_loan WHERE state = 'active'"
    wait_until(lambda: asked(home, left) == [(0,)], 150, "loans that are due hang")
    nothing_doubled(home)
    begun = (
        "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND queue_name = 'lending'"
    )
    wait_until(lambda: asked(home, begun) == [(0,)], 30, "a job hangs")
