"""Photos on their way in: kept in memory, so that a card never lies open on a disk."""

from rontal.membership.photos import MAX_BYTES
from rontal.ui.uploads import MemoryOnly, taken_by

MOST_FILES = 3


class Photos(MemoryOnly):
    """The photos of a form."""

    most = MOST_FILES
    most_bytes = MAX_BYTES


takes_photos = taken_by(Photos)
