"""Fixtures for attacks by files: whatever decodes in the process of the tests, fails."""

import io
from collections.abc import Callable

import pytest

from tests.support.security.decoding import nothing_decoded_here  # noqa: F401


@pytest.fixture(autouse=True)
def real_photos(monkeypatch):
    """Replaces the cache of sanitized photos by the real function."""
    from rontal.membership import photos
    from tests.support.membership import cached_photos

    monkeypatch.setattr(photos, "clean", cached_photos.real)


@pytest.fixture(autouse=True)
def real_readers(monkeypatch):
    """Replaces the readers of books that serve all tests by the real class."""
    from rontal.catalogue.importing.steps import books, readers

    monkeypatch.setattr(books, "Readers", readers.Readers)


@pytest.fixture
def children(monkeypatch):
    """Lists the child processes of decoders that were started, in their order."""
    from rontal.core.children import decoder

    started = []

    class Counted(decoder.Process):
        def __init__(self, *words):
            started.append(self)
            super().__init__(*words)

    monkeypatch.setattr(decoder, "Process", Counted)
    return started


@pytest.fixture
def held():
    """Returns a function that occupies slots of the machine, as other processes do, and returns the
    function that frees them."""
    import fcntl

    from django.conf import settings

    files: list[io.TextIOWrapper] = []

    def free() -> None:
        for file in files:
            file.close()

    def hold(count: int) -> Callable[[], None]:
        folder = settings.HOME / "decoders"
        folder.mkdir(exist_ok=True)
        for number in range(count):
            file = (folder / f"slot-{number}").open("w")
            fcntl.flock(file, fcntl.LOCK_EX)
            files.append(file)
        return free

    yield hold
    free()


@pytest.fixture
def held_address():
    """Returns a function that occupies the turn of an address, as another process does."""
    import fcntl

    from rontal.core.children import turns

    files: list[io.TextIOWrapper] = []

    def hold(address: str) -> None:
        file = turns.address_file(address).open("w")
        fcntl.flock(file, fcntl.LOCK_EX)
        files.append(file)

    yield hold
    for file in files:
        file.close()
