"""Tests of `rontal usage-report` at the console."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rontal.lending.models import TitleDay
from rontal.membership.selectors import today
from tests.support.catalogue import factories as catalogue

pytestmark = pytest.mark.django_db


def test_a_report_is_written_once_by_the_ending_of_its_file(tmp_path: Path, capsys: Any) -> None:
    month = today().replace(day=1) - timedelta(days=1)
    TitleDay.objects.create(title=catalogue.title(), day=month, limit_exceeded=2)
    path = tmp_path / "denied.json"
    call_command("usage_report", path, report="tr_b2")
    told = json.loads(path.read_text(encoding="utf-8"))
    performance = told["Report_Items"][0]["Attribute_Performance"][0]["Performance"]
    assert performance == {"Limit_Exceeded": {f"{month:%Y-%m}": 2}}
    assert "Book Access Denied" in capsys.readouterr().out
    with pytest.raises(FileExistsError):
        call_command("usage_report", path, report="TR_B2")


@pytest.mark.parametrize(
    ("name", "report", "first", "last", "said"),
    [
        ("x.json", "TR_J1", None, None, "TR_J1 is no report"),
        ("x.pdf", "TR", None, None, "json, tsv, csv"),
        ("x.csv", "TR", "2026", None, "written as 2027-01"),
        ("x.csv", "TR", "2026-13", None, "written as 2027-01"),
        ("x.csv", "TR", "2199-01", "2199-01", "months that are over"),
    ],
)
def test_what_cannot_be_written_is_said_and_leaves_no_file(
    tmp_path: Path, name: str, report: str, first: str | None, last: str | None, said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("usage_report", tmp_path / name, report=report, first=first, last=last)
    assert not (tmp_path / name).exists()
