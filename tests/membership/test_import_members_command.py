"""Tests of `rontal import-members`: a dry run, and the import if it is requested."""

from pathlib import Path

import pytest
from django.core.management import call_command

from bench.member_lists import slims
from rontal.membership.models import Member

pytestmark = pytest.mark.django_db


def code_of(path: Path, *options: str) -> int:
    """Runs the command; returns the exit code."""
    try:
        call_command("import_members", path, *options)
    except SystemExit as ended:
        return int(ended.code)
    return 0


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "anggota.csv"
    path.write_bytes(slims(40, wrong=8).encode("cp1252"))
    return path


def test_a_list_is_tried_and_nobody_is_taken_in(listed, capsys):
    assert code_of(listed) == 1
    told = capsys.readouterr().out
    assert "32 ready, 8 wrong" in told
    assert "1 nik 16 digits" in told
    assert not Member.objects.exists()


def test_with_take_members_come_in(listed, capsys):
    code_of(listed, "--take", "--lenient")
    assert "taken in" in capsys.readouterr().out
    assert Member.objects.count() == 37, "names and numbers are always needed"
    code_of(listed, "--take", "--lenient")
    assert Member.objects.count() == 37


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04x", b"a,b\n1,2\n", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_list_is_said_in_one_line(tmp_path, capsys, raw):
    path = tmp_path / "x.csv"
    path.write_bytes(raw)
    assert code_of(path, "--take") == 1
    assert capsys.readouterr().out.startswith("x.csv: ")
