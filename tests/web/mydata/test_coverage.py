"""Tests that each personal column is in the copy of a person's data, or has a reason against it."""

import re

import pytest
from django.apps import apps

from rontal.config.env import ROOT
from rontal.core.processing import TABLES
from rontal.privacy import register
from rontal.web.mydata.archive import document
from rontal.web.mydata.coverage import COPIED, NOT_COPIED, is_copied, reason_against
from tests.support.membership import factories
from tests.support.web.mydata import form_of

SCHEMA = ROOT / "docs/data-copy.md"


def personal() -> list[tuple[str, str]]:
    """Returns all declared personal columns of all apps, by model."""
    register.entries()
    return [(model, column) for model, table in TABLES.items() for column in table.personal]


def test_every_personal_column_is_copied_or_has_a_reason() -> None:
    unclear = [
        f"{model}.{column}"
        for model, column in personal()
        if is_copied(model, column) == bool(reason_against(model, column))
    ]
    assert not unclear, "in the copy xor with a reason in NOT_COPIED:\n" + "\n".join(unclear)


def test_lists_name_only_what_exists() -> None:
    declared = set(personal())
    for model, parts in COPIED.items():
        for column in " ".join(parts.values()).split():
            assert (model, column) in declared, f"{model}.{column}"
    names = {f"{model}.{column}" for model, column in declared} | set(TABLES)
    names |= {model.split(".")[0] for model in TABLES}
    assert set(NOT_COPIED) <= names, set(NOT_COPIED) - names
    assert all(apps.get_model(model) for model in COPIED)


@pytest.mark.django_db
def test_every_part_of_the_copy_exists_and_is_documented() -> None:
    member = factories.member()
    application = member.application
    actor = factories.applicant(application)
    parts = set(document(application, member, form_of(application), actor))
    named = {part for model in COPIED.values() for part in model}
    assert named <= parts, named - parts
    described = set(re.findall(r"^\| `(\w+)` \|", SCHEMA.read_text(), re.MULTILINE))
    assert described == parts
