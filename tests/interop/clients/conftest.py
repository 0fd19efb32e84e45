"""Third-party programs query the library over HTTP."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.interop.clients.readers import READIUM_2, Feed, read


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks all tests of this folder: they start other programs and query a server."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.machine)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture
def served(live_server: Any) -> str:
    """Returns the URL of the library's server."""
    return str(live_server.url)


@pytest.fixture
def feed(served: str) -> Callable[..., Feed]:
    """Returns a function that reads a feed with one of the readers: feed("opds-ts", "semua/")."""

    def of(reader: str, address: str, app: str = "") -> Feed:
        root = "/opds/2/" if reader == READIUM_2 else "/opds/"
        whole = address if address.startswith("http") else f"{served}{root}{address}"
        (entry,) = read(reader, whole, app=app)
        return entry

    return of
