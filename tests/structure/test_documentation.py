"""Documentation keeps up with the code: states, events, errors, jobs, migrations."""

import importlib
import inspect
import pkgutil
from enum import StrEnum
from io import StringIO

import pytest
from django.core.management import call_command
from procrastinate.contrib.django import app

import rontal
from rontal.config.env import ROOT
from rontal.kernel.errors import DomainError
from rontal.kernel.events import DECLARED, SUBSCRIBERS
from rontal.ui import sentences

ARCHITECTURE = (ROOT / "docs/architecture.md").read_text()
OUR_EVENTS = {name for name in DECLARED if not name.startswith("test:")}


def modules(ending: str):
    for found in pkgutil.walk_packages(rontal.__path__, "rontal."):
        if found.name.endswith(ending):
            yield importlib.import_module(found.name)


def states() -> list[tuple[str, str]]:
    found = []
    for module in modules(".states"):
        for _name, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, StrEnum) and kind.__module__ == module.__name__:
                found += [(kind.__name__, state.value) for state in kind]
    assert len(found) > 10
    return found


def errors() -> list[type[DomainError]]:
    list(modules(".errors"))
    found, queue = [], [DomainError]
    while queue:
        subclasses = queue.pop().__subclasses__()
        queue += subclasses
        found += [kind for kind in subclasses if kind.__module__.startswith("rontal.")]
    return found


@pytest.mark.parametrize(("kind", "state"), states())
def test_every_state_is_documented(kind, state):
    assert f"`{state}`" in ARCHITECTURE or state in ARCHITECTURE.split(f"### {kind}")[-1]
    assert f"### {kind}" in ARCHITECTURE, f"docs/architecture.md has no table of {kind}"


@pytest.mark.parametrize("name", sorted(OUR_EVENTS))
def test_every_event_is_documented_with_its_meaning(name):
    assert f"| `{name}` | {DECLARED[name]} |" in ARCHITECTURE


def test_every_subscriber_listens_to_a_declared_event():
    assert set(SUBSCRIBERS) <= set(DECLARED)


@pytest.mark.parametrize("kind", errors(), ids=lambda kind: kind.__name__)
def test_every_error_has_a_sentence(kind):
    assert kind.code in sentences.table()


def test_codes_are_unique():
    codes = [kind.code for kind in errors()]
    assert len(codes) == len(set(codes))


def test_every_job_retries_or_says_why_not():
    ours = [task for task in app.tasks.values() if ":" in task.name and "procrast" not in task.name]
    assert ours
    for task in ours:
        assert task.retry_strategy, f"{task.name} has no retry strategy"


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())
