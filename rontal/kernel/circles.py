"""How often Python looks for objects that hold each other in a circle, and so are never let go.

All others are freed the moment that nobody holds them, whatever is set here.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

NEW_OBJECTS: Final = 20_000
"""So many new ones are a reason to look: what a long page is made of, where Python itself would
look thirty times while it is made."""
ROUNDS: Final = 20


def seldom() -> None:
    """For a process that answers requests, once it has loaded: what is there stays, and is not
    looked at again; new objects are looked at less often. The server's part of a harvest costs a
    quarter less so."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, ROUNDS, ROUNDS)


@contextmanager
def circles_later() -> Iterator[None]:
    """Within it Python frees what nobody holds, as always, and does not look for circles: a long
    run of rows has none, and so many objects that Python would look a hundred times."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
