"""Tests that every event, job and role has its label, and that labels stand beside their codes."""

import ast
import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

import pytest
from django.apps import apps
from django.utils import translation
from django.utils.functional import Promise
from procrastinate.contrib.django import app

import rontal
from records.errors import RecordsError
from rontal.accounts.labels import ROLES
from rontal.accounts.roles import Role
from rontal.config.env import ROOT
from rontal.core import event_labels
from rontal.core.errors import DomainError
from rontal.core.events import DECLARED, SUBSCRIBER_LABELS, SUBSCRIBERS
from rontal.core.jobs import LABELS
from rontal.privacy.access_reasons import REASONS
from rontal.verification.codes import FINDINGS
from tests.support.structure.source import files, tree

EVENTS: Final = {name: one for name, one in DECLARED.items() if not name.startswith("test:")}
Error = TypeVar("Error", DomainError, RecordsError)
GETTEXT: Final = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"}


def load_tasks() -> None:
    """Imports every module named `tasks`, as a worker does."""
    for module in pkgutil.walk_packages(rontal.__path__, "rontal."):
        if module.name.endswith(".tasks"):
            importlib.import_module(module.name)


def in_english_only(labels: Iterable[str | Promise]) -> list[str]:
    """Returns the labels that read the same in Indonesian."""
    untranslated = []
    for label in labels:
        with translation.override("en"):
            english = str(label)
        with translation.override("id"):
            untranslated += [english] if str(label) == english else []
    return untranslated


def test_every_event_has_a_label_and_a_sentence_in_both_languages() -> None:
    assert len(EVENTS) > 150
    assert in_english_only(event.label for event in EVENTS.values()) == []
    assert in_english_only(event.sentence for event in EVENTS.values()) == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_sentence_of_an_event_begins_with_its_actor(language: str) -> None:
    with translation.override(language):
        for event in EVENTS.values():
            sentence = str(event.sentence) % {"who": "Sari", "what": "X-1"}
            assert sentence.startswith("Sari "), sentence
            assert sentence.endswith("."), sentence


def test_every_job_and_subscriber_has_a_label_in_both_languages() -> None:
    """To fix it, put `@labelled(_("…"))` above the task."""
    load_tasks()
    tasks = {name for name in app.tasks if not name.startswith("test")}
    assert sorted(tasks - LABELS.keys()) == []
    assert in_english_only(LABELS[name] for name in tasks) == []
    ours = {key for known in SUBSCRIBERS.values() for key in known if key.startswith("rontal.")}
    assert len(ours) > 25
    assert in_english_only(SUBSCRIBER_LABELS[key] for key in ours) == []


def test_jobs_are_declared_when_the_desk_lists_them() -> None:
    """A web process loads the tasks of installed apps only, not whatever a worker imports."""
    before = set(LABELS)
    load_tasks()
    assert set(LABELS) == before


def test_every_role_has_a_label_in_both_languages() -> None:
    assert set(ROLES) == set(Role)
    assert in_english_only(ROLES.values()) == ["Administrator"]


def test_every_reason_for_opening_personal_data_has_a_label_for_the_person() -> None:
    assert {"case_review", "member_loans", "reading"} <= REASONS.keys()
    assert in_english_only(reason.for_person for reason in REASONS.values()) == []


def test_subjects_of_events_are_models() -> None:
    assert {apps.get_model(name)._meta.label_lower for name in event_labels.SUBJECTS} == set(
        event_labels.SUBJECTS
    )


def test_code_in_the_data_of_events_has_one_label() -> None:
    with pytest.raises(ValueError, match="retention"):
        event_labels.label_values({"retention": "kept long enough"})


def _codes() -> set[str]:
    """Returns codes that apps share as plain text: of events, jobs, findings and errors."""
    load_tasks()
    kinds = (*_below(DomainError), *_below(RecordsError))
    errors = {kind.code for kind in kinds if isinstance(kind.code, str)}
    return {*EVENTS, *LABELS, *FINDINGS, *errors}


def _below(kind: type[Error]) -> Iterator[type[Error]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _tables(module: ast.Module) -> Iterator[ast.Dict]:
    """Yields the dicts in a module that have a text to translate as value."""
    for node in ast.walk(module):
        if isinstance(node, ast.Dict):
            inside = (part for value in node.values for part in ast.walk(value))
            if any(isinstance(part, ast.Call) and _is_gettext(part.func) for part in inside):
                yield node


def _is_gettext(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id in GETTEXT


def _foreign_names(module: ast.Module, own: str) -> set[str]:
    """Returns the names that a module imports from other apps and packages of the tree."""
    return {
        alias.asname or alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
        if node.module.split(".")[0] in ("rontal", "idcard", "records")
        and not f"{node.module}.".startswith(f"rontal.{own}.")
    }


def _labels_of_others(module: ast.Module, own: str, codes: set[str]) -> Iterator[tuple[int, str]]:
    """Yields line and key of each label that a module of app `own` gives to a foreign code."""
    foreign = _foreign_names(module, own)
    for table in _tables(module):
        for key in filter(None, table.keys):
            owner = key.value if isinstance(key, ast.Attribute) else key
            is_foreign = isinstance(owner, ast.Name) and owner.id in foreign
            if is_foreign or (isinstance(key, ast.Constant) and key.value in codes):
                yield key.lineno, ast.unparse(key)


@pytest.mark.parametrize("interface", ["desk", "web"])
def test_interface_labels_no_code_of_another_app(interface: str) -> None:
    """To fix it, move the table into `labels.py` of the app that owns the codes."""
    codes = _codes()
    labels_elsewhere = [
        f"{path.relative_to(ROOT)}:{line} labels {key}"
        for path in files()
        if path.is_relative_to(ROOT / "rontal" / interface)
        for line, key in _labels_of_others(tree(path), interface, codes)
    ]
    assert labels_elsewhere == []


def test_table_of_foreign_codes_is_detected() -> None:
    module = ast.parse(
        "from rontal.membership.states import MemberState as M\n"
        "from rontal.desk.selectors.filters import Shelf\n"
        "STATES = {M.ACTIVE: _('Active')}\n"
        "EVENTS = {'loan:started': _('Borrowed')}\n"
        "OWN = {Shelf.DECIDE: _('To decide'), 'aktif': _('Active')}\n"
        "STYLES = {M.ACTIVE: 'good'}\n"
    )
    labels_elsewhere = list(_labels_of_others(module, "desk", _codes()))
    assert labels_elsewhere == [(3, "M.ACTIVE"), (4, "'loan:started'")]
