"""The downloaded copy of a person's data, as a test reads it."""

import io
import json
import zipfile
from typing import Any

from django.test import Client

ADDRESS = "/akun/data/unduh/"


def copied(client: Client) -> dict[str, Any]:
    """Returns the content of `data.json` that the signed-in person downloads."""
    return read(client.get(ADDRESS))


def read(answer: Any) -> dict[str, Any]:
    """Returns the content of `data.json` in an answer."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        content: dict[str, Any] = json.loads(files.read("data.json"))
    return content
