"""Gives every test run its own home folder and one real PostgreSQL, before Django is set up.

The controlling process starts the server; xdist's workers inherit its address and create one test
database each. If DATABASE_URL is set, that server is used.
"""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db.backends.signals import connection_created
from hypothesis import settings

from rontal.config import database_user
from tests import computed_once, emptying

pytest_plugins = ["tests.tiers", "tests.run_record"]
PREFIX = "rontal-test-"
settings.register_profile("untimed", deadline=None)  # no test asserts a duration
settings.load_profile("untimed")


def _left_over(folder: Path) -> bool:
    """True if the test run that created `folder` was killed before it could clean up."""
    number = folder.name.removeprefix(PREFIX).split("-")[0]
    return number.isdigit() and not Path(f"/proc/{number}").exists()


def _temporary() -> Path:
    """Returns a temporary folder that the database's user can enter, if there is one."""
    folders = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]
    who = database_user.database_user_of(folders[0] / "none")
    return next(
        (folder for folder in folders if not database_user.blocking(folder, who)), folders[0]
    )


def _prepare_home() -> Path:
    temporary = _temporary()
    for folder in temporary.glob(f"{PREFIX}*"):
        if Path("/proc/self").exists() and _left_over(folder):
            shutil.rmtree(folder, ignore_errors=True)
    home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=temporary))
    home.chmod(0o711)  # the database may run as another user than the tests
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


def _prepare_environment() -> None:
    for name in [name for name in os.environ if name.startswith("RONTAL_")]:
        del os.environ[name]
    home = _prepare_home()
    os.environ["RONTAL_MODE"] = "test"
    os.environ["RONTAL_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "rontal.config.settings"
    if not os.environ.get("DATABASE_URL"):
        from rontal.config import postgres

        server = postgres.start(home, durable=False)
        atexit.register(server.stop)  # runs before the removal of the home: last in, first out
        emptying.let_turn_off_triggers(home)
        os.environ["DATABASE_URL"] = server.url


def _allow_emptying_of_events(connection, **_signal) -> None:
    """Allows tests that commit to empty all tables, including the append-only events."""
    with connection.cursor() as cursor:
        cursor.execute("SET rontal.begins_anew = 'on'")


def _prepare_worker(name: str) -> None:
    """Gives an xdist worker a home of its own inside that of the run, so that no test finds the
    files of another.
    """
    home = Path(os.environ["RONTAL_HOME"]) / name
    home.mkdir(mode=0o711)
    os.environ["RONTAL_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "rontal.config.settings"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Makes workers read the settings only once they have their home: pytest-django, which is
    loaded before this file, would read them at once if the environment names them.
    """
    del os.environ["DJANGO_SETTINGS_MODULE"]


if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    _prepare_worker(worker)
else:
    _prepare_environment()
django.setup()
connection_created.connect(_allow_emptying_of_events)
emptying.empty_only_written_tables()
computed_once.share()
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 64  # KiB instead of 100 MiB
Argon2PasswordHasher.parallelism = 1  # starting eight threads would take longer than the hash


def pytest_collection_finish() -> None:
    """Takes what was imported out of the garbage collection, which walks it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options: the number of operations of the state machine of loans and holds
    (`tests/lending/test_state_machine.py`), and of orders of holds and their messages
    (`tests/notifications/test_outdated_messages.py`).
    """
    parser.addoption("--operations", type=int, default=1_000, help="of loans and holds")
    parser.addoption("--orders", type=int, default=300, help="of holds and their messages")
    parser.addoption("--first-order", type=int, default=0, help="the seed of the first of them")


@pytest.fixture(autouse=True, scope="session")
def no_permission_tables():
    """Stops Django from filling its tables of permissions and content types after every test that
    commits: nothing here uses them (roles are in `accounts.roles`), and it takes longer than
    emptying all tables.
    """
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db.models.signals import post_migrate

    assert post_migrate.disconnect(create_contenttypes)
    assert post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


@pytest.fixture(autouse=True, scope="session")
def cached_card_readings():
    """Caches readings of cards, which take seconds: many tests use the same card."""
    from rontal.verification import services
    from tests.support.verification.machine import cached_machine

    real, services.machine = services.machine, cached_machine.machine
    yield
    services.machine = real


@pytest.fixture(autouse=True, scope="session")
def cached_photo_cleaning():
    """Caches sanitized photos, each of which takes a process: many tests send the same one. Tests
    that send photos at once wait for each other; `tests/security` uses the real function.
    """
    from rontal.membership import photos
    from tests.support.membership.cached_photos import clean

    real, photos.clean = photos.clean, clean
    yield
    photos.clean = real


@pytest.fixture(autouse=True, scope="session")
def lasting_readers():
    """Lets the children that read books serve all tests: starting one takes a third of a second of
    the processor, and most tests need a book. `tests/security` uses them as they are.
    """
    from rontal.catalogue.importing.steps import books
    from tests.support.catalogue.lasting_readers import LastingReaders

    real_books = Path(__file__).resolve().parents[2] / "shared"
    folders = [
        Path(tempfile.gettempdir()),
        *([real_books.resolve()] if real_books.exists() else []),
    ]
    real, readers = books.Readers, LastingReaders(folders)
    books.Readers = lambda _folders: readers
    yield
    books.Readers = real
    readers.stop()


@pytest.fixture(autouse=True)
def fresh_request_counters():
    """Forgets requests counted by other tests, whose report would be a query of this one."""
    from rontal.core import stepped_limits

    stepped_limits.forget()


@pytest.fixture(autouse=True)
def fresh_calendar(monkeypatch):
    """Clears calendar and standard cached by other tests, and stops reloading by time, so that the
    number of queries of a page does not depend on the clock.
    """
    from rontal.standard import selectors
    from rontal.standard.publication import selectors as publication

    selectors.clear_calendar_cache()
    publication.clear_time_cache()
    for module in (selectors, publication):
        monkeypatch.setattr(module, "RECHECK_SECONDS", float("inf"))


@pytest.fixture(autouse=True)
def memory_index(monkeypatch):
    """Makes the search find at once what the test has put into the collection."""
    from rontal.search import index_location
    from tests.support.search.memory_index import MemoryIndex

    monkeypatch.setattr(index_location, "engine", MemoryIndex().engine)
