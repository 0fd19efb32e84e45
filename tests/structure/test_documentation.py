"""Tests that documentation follows the code: states, events, errors, jobs, migrations."""

import importlib
import pkgutil
import re
from io import StringIO

import pytest
from django.core.management import call_command
from procrastinate.contrib.django import app

import rontal
from records.errors import RecordsError
from rontal.config import documentation, layers_drawing
from rontal.config.env import ROOT
from rontal.core.errors import DomainError
from rontal.core.events import DECLARED, SUBSCRIBERS
from rontal.ui import sentences

OURS = ("records.", "rontal.")
DOCUMENTS = ("*.md", "*/README.md", "docs/**/*.md")
NAMED = re.compile(
    r"\b((?:bench|idcard|records|rontal|setup|tests)/[\w/]+\.(?:css|html|js|py))\b(?:::(\w+))?"
)
"""A file of the repository in a text, and the test or class in it."""


def modules(ending: str):
    for module in pkgutil.walk_packages(rontal.__path__, "rontal."):
        if module.name.endswith(ending):
            yield importlib.import_module(module.name)


def errors() -> list[type[DomainError | RecordsError]]:
    list(modules(".errors"))
    error_classes, queue = [], [DomainError, RecordsError]
    while queue:
        subclasses = queue.pop().__subclasses__()
        queue += subclasses
        error_classes += [
            kind for kind in subclasses if kind.__module__.startswith(("records.", "rontal."))
        ]
    return error_classes


def test_tables_of_states_and_events_are_up_to_date():
    text = documentation.PAGE.read_text(encoding="utf-8")
    assert documentation.fill(text) == text, "run python -m rontal.config.documentation"
    assert text.count("| `application:") > 10


def test_diagram_of_layers_is_up_to_date():
    drawing = layers_drawing.drawing()
    assert layers_drawing.DRAWING.read_text("utf-8") == drawing, "run rontal.config.documentation"
    assert drawing.count("<rect") > 15


def test_every_state_enum_has_its_table():
    for module in documentation.modules("states"):
        for kind in documentation.enums(module):
            table = documentation._table_of(module, kind)
            assert set(table) <= set(kind)
            assert table, f"{kind.__name__} has no transition table"


def test_every_subscriber_subscribes_to_a_declared_event():
    ours = {name for name in SUBSCRIBERS if not name.startswith("test:")}
    assert ours
    assert ours <= set(DECLARED)


def test_every_error_has_a_sentence():
    assert {kind.code for kind in errors()} - set(sentences.table()) == set()


def test_codes_are_unique():
    codes = [kind.code for kind in errors()]
    assert len(codes) == len(set(codes))


def test_every_job_retries_or_is_periodic():
    ours = [task for task in app.tasks.values() if ":" in task.name and "procrast" not in task.name]
    assert ours
    periodic = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    for task in ours:
        comes_again = task.name in periodic
        assert task.retry_strategy or comes_again, f"{task.name} has no retry strategy"


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_files_and_tests_named_in_documents_exist():
    documents = [path for name in DOCUMENTS for path in ROOT.glob(name)]
    assert len(documents) > 40
    missing = [
        f"{document.name}: {path}::{test}"
        for document in documents
        for path, test in NAMED.findall(document.read_text("utf-8"))
        if not (ROOT / path).exists()
        or (test and not re.search(rf"(?:def|class) {test}\b", (ROOT / path).read_text("utf-8")))
    ]
    assert not missing, "\n".join(missing)
