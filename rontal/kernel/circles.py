"""How often Python looks for objects that hold each other in a circle, and so are never let go.

All others are freed the moment that nobody holds them, whatever is set here.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def circles_later() -> Iterator[None]:
    """Within it Python frees what nobody holds, as always, and does not look for circles: a long
    run of rows has none, and so many objects that Python would look a hundred times. Of threads
    that use it at once the first that is done looks again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
