"""Cached lengths of alphabetical lists, counted once per process and catalogue version: a program
that pages through the people of a million titles sends ten thousand requests, and each count reads
all names."""

import threading
from collections.abc import Callable

from django.conf import settings

from rontal.kernel import bell
from rontal.kernel.bell import Topic

_known: dict[Callable[[], int], tuple[bytes, int]] = {}
_counting = threading.Lock()


def total(count: Callable[[], int]) -> int:
    """Returns the cached result of `count`, or a new one where the catalogue has changed."""
    if not settings.KEEP_CONSTANT_PAGES:
        return count()
    with _counting:
        version = bell.versions().of(Topic.CATALOGUE)
        found = _known.get(count)
        if found is None or found[0] != version:
            found = _known[count] = (version, count())
    return found[1]
