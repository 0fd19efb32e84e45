"""Rotation of the hash key for devices with push messages."""

from typing import Final

from rontal.core.rehashing import HashedColumn
from rontal.notifications.models import Subscription
from rontal.notifications.services.devices import hashes_of

DEVICES: Final = HashedColumn(
    Subscription, "endpoint_hash", lambda one: hashes_of(str(one.keys.reveal()["endpoint"]))
)
