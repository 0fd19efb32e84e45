"""Storage of sealed photos."""

import errno

from rontal.core import sealed_files
from rontal.core.models import SealedFile
from rontal.membership import photos
from rontal.membership.errors import StorageAway, StorageFull
from rontal.membership.rules.kinds import Slot

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


def store_photo(photo: photos.Photo, slot: Slot) -> SealedFile:
    """Seals a sanitized photo into the storage; raises StorageFull, StorageAway."""
    try:
        return sealed_files.store(
            photo.content, purpose=f"application_{slot.value}", content_type=photos.CONTENT_TYPE
        )
    except OSError as error:
        raise (StorageFull if error.errno in _DISK_FULL else StorageAway) from error
