"""Requests of a browser that stores a book."""

from base64 import b64encode
from uuid import uuid4

from tests.support.reading.device_keys import PAIR, der


def sent(**changes: str) -> dict[str, str]:
    """Returns the data that a browser sends to store a book."""
    return {"gawai": str(uuid4()), "kunci": b64encode(der(PAIR)).decode()} | changes
