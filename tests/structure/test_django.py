"""Rules of Django's use that no tool checks."""

import ast

import pytest
from django.core.management import call_command

from tests.support.structure.source import calls, files, place


def test_system_checks_are_silent(capsys):
    call_command("check", fail_level="WARNING")
    assert "0 silenced" in capsys.readouterr().out


@pytest.mark.parametrize("method", ["bulk_create", "bulk_update"])
def test_many_rows_are_written_in_batches(method: str) -> None:
    """PostgreSQL takes at most 65,535 values in a statement."""
    calls_found = [(path, call) for path in files() for call in calls(path, method)]
    assert calls_found
    whole = [
        place(path, call)
        for path, call in calls_found
        if not isinstance(call.args[0], ast.List)
        and all(word.arg != "batch_size" for word in call.keywords)
    ]
    assert not whole, whole
