"""Progress of this machine's index, for operators."""

from dataclasses import dataclass

from rontal.catalogue import changes
from rontal.search import index_location
from rontal.search.follower import Position


@dataclass(frozen=True)
class IndexProgress:
    """Number of titles in the index, number of changes not indexed yet, and the age in seconds of
    the oldest of them."""

    titles: int
    behind: int
    seconds: int


def index_progress() -> IndexProgress | None:
    """Returns the progress, None where there is no readable index."""
    folder = index_location.current(index_location.root())
    position = Position.read(folder) if folder is not None else None
    if folder is None or position is None:
        return None
    try:
        with index_location.raising_broken():
            titles = index_location.open_engine(folder).size
    except index_location.IndexBroken:
        return None
    return IndexProgress(titles, *changes.waiting(position.snapshot))
