"""Loans under contention, on one title that everybody wants and on ten thousand; loans that end by
themselves.

Each client borrows and returns, again and again, without a pause. For comparison the same clients
send the recorded statements of such a pair without the code around them; statements that are
prepared once are prepared here as well. The work in the database is the same.

Clients run in two ways: each with a connection of its own, all at the database at once; and as in
the web server, which has a connection for each of its few threads and serves clients in the order
of arrival. The response time includes the time of waiting for a thread. Runs against a database of
its own.
"""

import contextlib
import heapq
import multiprocessing
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from bench.books import library
from bench.figures import Figures, main
from rontal.config import env

if TYPE_CHECKING:
    from rontal.core.actors import Actor
    from rontal.core.statements import Statement

Client: TypeAlias = Callable[[int], Iterator[None]]
"""Generator of the client of this number: borrows and returns, and yields after each half."""

CLIENTS = 64
PROCESSES = 2
TITLES = 10_000
PAST = 20_000
DUE = 20_000
FIRST = 1_000_000_000
"""First id of a loan: a value of at least this size in a recorded statement is the id of a loan."""
MIN_SHARE_OF_RAW = 0.3
MAX_MS = 100.0
MIN_DUE = 2_000


def measure(figures: Figures, quick: bool) -> None:
    """Measures the loans and adds the rows to `figures`."""
    with library():
        seconds = 3 if quick else 10
        titles = _titles(TITLES // 10 if quick else TITLES)
        people = _people(CLIENTS)
        _lend_before(_people(CLIENTS), PAST)
        hot = titles[0]
        _compare(figures, "one title", [hot], people, seconds)
        _compare(figures, f"{len(titles):,} titles", titles, people, seconds)
        _end_due(figures, titles, people, DUE // 10 if quick else DUE)


@dataclass(frozen=True)
class Done:
    """Result of all clients: pairs of loan and return a second, duration of each half in ms."""

    per_second: float
    took: Sequence[float]

    def within(self, share: float) -> float:
        """Returns the duration that this share of the halves did not exceed, in ms."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _compare(
    figures: Figures, name: str, titles: list[int], people: "list[Actor]", seconds: int
) -> None:
    from rontal.lending import services

    def borrow_and_return(number: int) -> Iterator[None]:
        while True:
            loan = services.borrow(
                title_id=random.choice(titles),  # noqa: S311
                actor=people[number],
            )
            yield
            services.return_loan(loan_id=loan.pk, actor=people[number])
            yield

    own = titles if len(titles) == 1 else titles[: len(people)]
    raw = _raw(own, people)
    for way, threads in (
        ("a connection each", CLIENTS // PROCESSES),
        ("as served", env.read().web_threads),
    ):
        sent = _run_clients(raw, seconds, threads)
        lent = _run_clients(borrow_and_return, seconds, threads)
        about = f"{name}, {way}"
        figures.add(f"{about}: raw statements, {CLIENTS} clients", sent.per_second, "pairs/s")
        figures.add(f"{about}: borrow and return", lent.per_second, "pairs/s")
        share = lent.per_second / sent.per_second
        figures.at_least(f"{about}: share of the raw statements", share, "", MIN_SHARE_OF_RAW)
        figures.add(f"{about}: one of the two, raw: 99 of 100 within", sent.within(0.99), "ms")
        within = f"{about}: one of the two: 99 of 100 within"
        figures.at_most(within, lent.within(0.99), "ms", MAX_MS)


def _end_due(figures: Figures, titles: list[int], people: "list[Actor]", count: int) -> None:
    """Measures the job that ends loans which are due."""
    from django.db import connection

    from rontal.lending import services

    with connection.cursor() as cursor:
        cursor.execute(
            """WITH due AS (SELECT n, 1 + n / %(many)s AS copy,
                                    (%(titles)s::bigint[])[1 + n %% %(many)s] AS title_id
                               FROM generate_series(0, %(count)s - 1) AS n),
                    people AS (SELECT array_agg(id ORDER BY id) AS ids FROM membership_member)
               INSERT INTO lending_loan (member_id, title_id, licence_id, copy, state, started_at,
                                         due_at)
               SELECT ids[1 + (n + copy) %% %(people)s], l.title_id, l.id, copy, 'active',
                      now() - interval '7 days', now() - interval '1 second'
                 FROM people, due JOIN lending_licence l USING (title_id)""",
            {"many": len(titles), "people": len(people), "count": count, "titles": titles},
        )
    start = time.perf_counter()
    services.settle_overdue()
    passed = time.perf_counter() - start
    figures.at_least("loans that were due, ended by the job", count / passed, "/s", MIN_DUE)


def _titles(count: int) -> list[int]:
    """Creates titles with a copy for each client and one more, which is lent to somebody else."""
    from bench.titles import collection
    from rontal.catalogue.models import Title
    from rontal.lending.models import Licence

    collection.fill(count)
    ids = list(Title.objects.filter(state="public").values_list("pk", flat=True)[:count])
    Licence.objects.filter(title__in=ids).delete()
    Licence.objects.bulk_create(
        [Licence(title_id=pk, copies=CLIENTS + 1) for pk in ids], batch_size=1000
    )
    return ids


def _lend_before(others: "list[Actor]", past: int) -> None:
    """Inserts loans that have ended and one active loan for each title: PostgreSQL would otherwise
    plan its queries for empty tables.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO lending_loan (title_id, licence_id, copy, state, started_at, due_at,
                                         ended_at)
               SELECT l.title_id, l.id, 1, 'returned', now() - interval '9 days',
                      now() - interval '2 days', now() - interval '3 days'
                 FROM lending_licence l,
                      generate_series(1, %s / (SELECT count(*) FROM lending_licence))""",
            [past],
        )
        cursor.execute(
            """INSERT INTO lending_loan (member_id, title_id, licence_id, copy, state, started_at,
                                         due_at)
               SELECT o.ids[1 + l.id %% cardinality(o.ids)], l.title_id, l.id, l.copies, 'active',
                      now() - interval '2 days', now() + interval '5 days'
                 FROM lending_licence l, (SELECT array_agg(id) AS ids FROM membership_member
                                           WHERE user_id = ANY(%s)) AS o""",
            [[other.id for other in others]],
        )
        cursor.execute("SELECT setval('lending_loan_id_seq', %s)", [FIRST])
        cursor.execute("ANALYZE")


def _people(count: int) -> "list[Actor]":
    from rontal.core.actors import Actor
    from tests.support.membership import factories

    return [Actor.person(factories.member().user_id) for _ in range(count)]


def _run_clients(client: Client, seconds: int, threads: int) -> Done:
    """Runs all clients, spread over some processes with `threads` connections each."""
    from django.db import connections

    connections.close_all()  # no connection may be shared with a child process
    context = multiprocessing.get_context("fork")
    results: multiprocessing.Queue[list[float]] = context.Queue()
    each = CLIENTS // PROCESSES
    children = [
        context.Process(
            target=_clients, args=[client, range(at, at + each), seconds, threads, results]
        )
        for at in range(0, CLIENTS, each)
    ]
    for child in children:
        child.start()
    took = [one for _ in children for one in results.get(timeout=seconds * 10 + 60)]
    for child in children:
        child.join()
    return Done(len(took) / 2 / seconds, took)


def _clients(
    client: Client,
    numbers: range,
    seconds: int,
    client_threads: int,
    results: "multiprocessing.Queue[list[float]]",
) -> None:
    """Runs the clients of one process: each free thread serves the client that has waited longest.
    After the end only returns are still served.
    """
    from django.db import connection

    until = time.monotonic() + seconds
    due = [(time.monotonic(), number, False, client(number)) for number in numbers]
    took: list[float] = []

    def run() -> None:
        connection.ensure_connection()
        with contextlib.suppress(IndexError):  # no client waits any more
            while True:
                due_at, number, borrowed, halves = heapq.heappop(due)
                next(halves)
                answered = time.monotonic()
                took.append((answered - due_at) * 1000)
                if not borrowed or answered < until:
                    heapq.heappush(due, (answered, number, not borrowed, halves))
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(client_threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results.put(took)


@dataclass(frozen=True)
class RecordedStatement:
    """A recorded statement: either prepared, with its values, or as a text that contains them; and
    the id of the loan in it, if any.
    """

    what: "Statement | str"
    values: Any = None
    loan: int | None = None

    def of(self, loan: int) -> "RecordedStatement":
        """Returns the same statement, marked if it contains the id of this loan."""
        return replace(self, loan=loan) if str(loan) in f"{self.what} {self.values}" else self

    def again(self, loan_id: int) -> "list[tuple[Any, ...]]":
        """Sends the statement with the id of another loan and returns its rows."""
        from django.db import connection

        what, values = self.what, self.values
        if not isinstance(what, str):
            own = {self.loan: loan_id, str(self.loan): str(loan_id)}
            return what.rows(_with_replaced_values(values, own) if self.loan else values)
        with connection.cursor() as cursor:
            cursor.execute(what.replace(str(self.loan), str(loan_id)) if self.loan else what)
            return cursor.fetchall() if cursor.description else []

    @cached_property
    def starts_a_loan(self) -> bool:
        """True if the statement inserts a loan; the first value of its first row is the id then."""
        text = self.what if isinstance(self.what, str) else self.what.sql
        return text.replace('"', "").lstrip().startswith("INSERT INTO lending_loan")


class Recorder:
    """Records the statements that Django sends, prepared or as text as they were sent."""

    def __init__(self) -> None:
        self.sent: list[RecordedStatement] = []

    def __call__(
        self, execute: "Callable[..., Any]", sql: str, values: Any, many: bool, context: Any
    ) -> Any:
        """Runs one statement and records it; the hook that Django calls around each statement."""
        from psycopg import ClientCursor

        from rontal.core.statements import Statement

        result = execute(sql, values, many, context)
        own, cursor = context["connection"], context["cursor"].cursor
        if isinstance(cursor, ClientCursor):
            self.sent.append(RecordedStatement(own.ops.last_executed_query(cursor, sql, values)))
        else:
            self.sent.append(RecordedStatement(Statement(sql), values))
        return result


def _with_replaced_values(values: Any, instead: Mapping[Any, Any]) -> Any:
    """Returns the values with some of them replaced."""
    if isinstance(values, Mapping):
        return {name: _with_replaced_values(value, instead) for name, value in values.items()}
    if isinstance(values, list | tuple):
        return [_with_replaced_values(value, instead) for value in values]
    return instead.get(values, values)


def _raw(titles: list[int], people: "list[Actor]") -> Client:
    """Returns a client that sends the recorded statements of one pair. The id of the recorded loan
    is replaced by the id from this run.
    """
    recorded = _recorded(titles, people)

    def send(number: int) -> Iterator[None]:
        from django.db import transaction

        borrowing, returning = recorded[number]
        while True:
            with transaction.atomic():
                loan_id = _again(borrowing)
            yield
            with transaction.atomic():
                _again(returning, loan_id)
            yield

    return send


def _recorded(
    titles: list[int], people: "list[Actor]"
) -> list[tuple[list[RecordedStatement], list[RecordedStatement]]]:
    """Records for each person the statements of borrowing and of returning."""
    from django.db import connection

    from rontal.lending import services

    borrowed, recorded = [], []
    for number, person in enumerate(people):
        with connection.execute_wrapper(first := Recorder()):
            loan = services.borrow(title_id=titles[number % len(titles)], actor=person)
        borrowed.append((first.sent, loan.pk))
    for person, (sent, loan_id) in zip(people, borrowed, strict=True):
        with connection.execute_wrapper(second := Recorder()):
            services.return_loan(loan_id=loan_id, actor=person)
        both = [[one.of(loan_id) for one in half] for half in (sent, second.sent)]
        recorded.append((both[0], both[1]))
    return recorded


def _again(statements: Sequence[RecordedStatement], loan_id: int = 0) -> int:
    """Sends the statements; returns the id of the loan that one of them inserted."""
    for sent in statements:
        repeated = sent.again(loan_id)
        if sent.starts_a_loan:
            loan_id = repeated[0][0]
    return loan_id


if __name__ == "__main__":
    main(measure, __doc__)
