"""Process that builds this machine's search index and keeps it up to date."""

import signal
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection

from rontal.core.child_processes import lower_priority
from rontal.search import index_location
from rontal.search.follower import Busy, Follower

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
    follower = _follower()
    try:
        with follower.exclusive_lock():
            say(f"{follower.rebuild()} titles are in the new index of the search")
    except Busy:
        index_location.request_rebuild(index_location.root(), "")
        say("The process that follows here makes a new index now; the old one answers meanwhile")


def connect() -> psycopg.Connection[Any]:
    """Returns a separate connection to the library's database."""
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    return psycopg.connect(**parameters)


def _follower() -> Follower:
    return Follower(index_location.root(), connect)
