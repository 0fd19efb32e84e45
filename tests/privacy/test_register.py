"""Tests of the register of processing, which is generated from the declarations of all apps."""

import ast

import pytest
from django.apps import apps
from django.utils import translation

from rontal.config.env import ROOT
from rontal.core import processing
from rontal.core.fields import SealedJSONField
from rontal.core.processing import FILE_KINDS, TABLES, Ground, People, Reader
from rontal.privacy import register
from rontal.standard.selectors import library
from tests.support.structure.source import calls, files


def test_every_column_declares_what_it_is_for_or_that_it_is_not_personal():
    """To fix it, name the column in `personal_data.py` of its app."""
    assert register.undeclared() == []


def test_new_column_without_a_declaration_is_found(monkeypatch):
    register.entries()
    table = TABLES["lending.loan"]
    known = {name: one for name, one in table.personal.items() if name != "member"}
    changed = processing.Table(table.model, known, table.not_personal | {"left_over"})
    monkeypatch.setitem(TABLES, "lending.loan", changed)
    assert register.undeclared() == [
        "lending.loan.member is not declared",
        "lending.loan.left_over does not exist",
    ]


def test_sealed_columns_are_personal():
    register.entries()
    sealed = [
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, SealedJSONField)
    ]
    assert len(sealed) > 15
    of_nobody = {("core.hashkey", "lasting")}
    found = {one for one in sealed if one[1] not in TABLES[one[0]].personal}
    assert found == of_nobody


def _kind(call: ast.Call) -> str:
    """Returns the kind of file that a call stores; "" where the code computes it."""
    value = next(one.value for one in call.keywords if one.arg == "purpose")
    return value.value if isinstance(value, ast.Constant) else ""


@pytest.mark.whole
def test_every_kind_of_file_is_declared():
    register.entries()
    stored = {
        _kind(call)
        for path in files()
        for call in calls(path, "store")
        if ast.unparse(call.func) == "sealed_files.store"
    }
    assert {"book", "member_import"} <= stored
    assert stored - {""} <= FILE_KINDS.keys()
    from rontal.feedback.steps.attaching import PURPOSE
    from rontal.membership.labels import PHOTO_PURPOSES_FOR_PERSON

    assert {PURPOSE, *map(str, PHOTO_PURPOSES_FOR_PERSON)} <= FILE_KINDS.keys()


def test_activities_are_whole_and_in_both_languages():
    entries = register.entries()
    codes = [one.activity.code for one in entries]
    assert len(codes) == len(set(codes)) > 30
    for entry in entries:
        activity = entry.activity
        assert entry.columns, activity.code
        assert activity.readers, activity.code
        assert activity.people, activity.code
        for text in (activity.name, activity.purpose, activity.data, activity.period.text):
            with translation.override("en"):
                english = str(text)
            with translation.override("id"):
                assert str(text) not in ("", english), activity.code


def test_labels_are_complete():
    assert set(processing.GROUND_LABELS) == set(Ground)
    assert set(processing.READER_LABELS) == set(Reader)
    assert set(processing.PEOPLE_LABELS) == set(People)


def test_periods_show_the_value_of_the_policy():
    photos = next(one for one in register.entries() if one.activity.code == "photos")
    with translation.override("en"):
        assert register.period_of(photos.activity, library()).startswith("30 days")
        for entry in register.entries():
            assert "%(" not in register.period_of(entry.activity, library())


def test_forms_are_read_from_the_columns():
    forms = {
        f"{one.table}.{one.name}": one.form for entry in register.entries() for one in entry.columns
    }
    assert forms["membership_application.details"] is register.Form.SEALED
    assert forms["membership_application.card_photo_id"] is register.Form.SEALED_FILE
    assert forms["membership_member.nik_hash"] is register.Form.HASH
    assert forms["membership_member.name"] is register.Form.PLAIN
    assert forms["accounts_user.password"] is register.Form.HASH
    assert forms["mfa_authenticator.data"] is register.Form.SEALED


def test_a_column_is_declared_once():
    activity = register.entries()[0].activity
    with pytest.raises(ValueError, match="twice"):
        processing.declare_table("test.model", (activity, "name name"))
    with pytest.raises(ValueError, match="twice"):
        processing.declare_table("core.event")
    with pytest.raises(ValueError, match="twice"):
        processing.declare_file("book", None)
    assert "test.model" not in TABLES


def test_declarations_stand_in_the_app_of_their_model():
    for path in (ROOT / "rontal").glob("*/personal_data.py"):
        app = path.parent.name
        tree = ast.parse(path.read_text())
        models = [
            node.args[0].value
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "declare_table"
        ]
        ours = {one.split(".")[0] for one in models}
        packages = {"account", "mfa", "sessions", "socialaccount"} if app == "accounts" else set()
        assert ours <= {app} | packages
