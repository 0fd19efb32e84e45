"""A web process of a test: fetches addresses that come on standard input, one a line.

A line is "get ADDRESS", "title NAME" (adds a title, in a transaction) or "slow ADDRESS" (as get,
but prints "rendering" and waits for the next line while the page is rendered). The output is JSON.
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - after setup
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from records.record import Record  # noqa: E402
from rontal.catalogue.steps import record_writing  # noqa: E402
from rontal.web.collection import shelves  # noqa: E402


def print_json(**answer: Any) -> None:
    """Prints one line of JSON."""
    print(json.dumps(answer), flush=True)


def get(client: Client, address: str) -> None:
    """Prints status, ETag and text of the page."""
    response = client.get(address)
    print_json(
        status=response.status_code, etag=response.get("ETag"), text=response.content.decode()
    )


def slow(client: Client, address: str) -> None:
    """Prints the page; its data is queried before the next line is read."""
    original = shelves.landing

    def wait() -> dict[str, Any]:
        version = original()
        print_json(rendering=True)
        sys.stdin.readline()
        return version

    shelves.landing = wait
    try:
        get(client, address)
    finally:
        shelves.landing = original


def add(_client: Client, name: str) -> None:
    """Adds a title; prints its id when the transaction is committed."""
    with transaction.atomic():
        title = record_writing.create(Record(title=name), slug=name.lower())
    print_json(added=title.pk)


def main() -> None:
    """Runs until standard input ends."""
    settings.CACHE_IN_MEMORY = True
    client, acts = Client(), {"get": get, "slow": slow, "title": add}
    print_json(ready=True)
    for line in sys.stdin:
        act, _space, what = line.strip().partition(" ")
        acts[act](client, what)


if __name__ == "__main__":
    main()
