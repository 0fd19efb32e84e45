"""Process that builds this machine's search index and keeps it up to date."""

import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from rontal.kernel.kinship import give_way

if TYPE_CHECKING:
    from rontal.catalogue.search.follower import Follower

NICE = 5
"""Niceness: page requests have priority over indexing."""


def run() -> None:
    """Follows the change feed and change notifications until SIGTERM or SIGINT."""
    from rontal.kernel import bell

    give_way(NICE)
    follower = _follower()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda _number, _frame: follower.end())
    listener = threading.Thread(
        target=bell.listen_forever,
        args=[lambda: connect(autocommit=True)],
        kwargs={"told": lambda _topic: follower.wake()},
        daemon=True,
    )
    listener.start()
    follower.run()


def rebuild(say: Callable[[str], None]) -> None:
    """Builds a new index while the old one answers.

    Where an index process already runs on this machine, requests the rebuild from it.
    """
    from rontal.catalogue.search import place
    from rontal.catalogue.search.follower import Busy

    follower = _follower()
    try:
        with follower.alone():
            say(f"{follower.rebuild()} titles are in the new index of the search")
    except Busy:
        place.want(place.root(), "")
        say("The process that follows here makes a new index now; the old one answers meanwhile")


def connect(*, autocommit: bool = False) -> "psycopg.Connection[Any]":
    """Returns a separate connection to the library's database."""
    from django.db import connection

    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    return psycopg.connect(**parameters, autocommit=autocommit)


def _follower() -> "Follower":
    from rontal.catalogue.search import place
    from rontal.catalogue.search.follower import Follower

    root: Path = place.root()
    return Follower(root, connect)
