"""Process that builds this machine's search index and keeps it up to date."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from rontal.core.child_processes import lower_priority

if TYPE_CHECKING:
    from rontal.search.follower import Follower

NICE = 5
"""Niceness: page requests have priority over indexing."""


def run() -> None:
    """Follows the change feed until SIGTERM or SIGINT."""
    lower_priority(NICE)
    follower = _follower()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda _number, _frame: follower.end())
    follower.run()


def rebuild(say: Callable[[str], None]) -> None:
    """Builds a new index while the old one answers.

    Where an index process already runs on this machine, requests the rebuild from it.
    """
    from rontal.search import index_location
    from rontal.search.follower import Busy

    follower = _follower()
    try:
        with follower.exclusive_lock():
            say(f"{follower.rebuild()} titles are in the new index of the search")
    except Busy:
        index_location.request_rebuild(index_location.root(), "")
        say("The process that follows here makes a new index now; the old one answers meanwhile")


def connect() -> "psycopg.Connection[Any]":
    """Returns a separate connection to the library's database."""
    from django.db import connection

    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    return psycopg.connect(**parameters)


def _follower() -> "Follower":
    from rontal.search import index_location
    from rontal.search.follower import Follower

    root: Path = index_location.root()
    return Follower(root, connect)
