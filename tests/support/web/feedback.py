"""The form of complaints, filled in."""

import re
from typing import Any

from django.test import Client

TYPED = {
    "kind": "complaint",
    "category": "building",
    "topic": "Kipas angin",
    "words": "Kipas angin mati sejak Senin.",
}


def key_in(page: bytes) -> str:
    return re.search(rb'name="key" value="([^"]+)"', page)[1].decode()


def key_of(client: Client) -> str:
    return key_in(client.get("/saran/").content)


def send(client: Client, **changes: Any) -> Any:
    typed = {**TYPED, "key": key_of(client), **changes}
    return client.post("/saran/", typed)
