"""Tests that the staff guide explains every finding, mark and reason, in both languages."""

import re

import pytest
from django.utils import translation

from rontal.config.env import ROOT
from rontal.desk import labels
from rontal.membership.rules.kinds import CorrectionReason, RejectionReason
from rontal.verification.codes import FINDINGS
from rontal.verification.rules import Level, Recommendation

GUIDES = {
    "en": ROOT / "docs/guide/staff.md",
    "id": ROOT / "docs/guide/staff.id.md",
}
LEVELS = {
    "en": {"pass": "passed", "warn": "look", "fail": "not passed", "unable": "could not be"},
    "id": {"pass": "lulus", "warn": "perhatikan", "fail": "tidak lulus", "unable": "tidak dapat"},
}


def rows(language: str) -> dict[str, list[str]]:
    """Returns the cells of the row that explains each code."""
    row_lists: dict[str, list[str]] = {}
    for line in GUIDES[language].read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            for code in re.findall(r"`([a-z_]+)`", cells[0]):
                assert code not in row_lists, f"{code} is explained twice"
                row_lists[code] = cells[1:]
    return row_lists


@pytest.mark.parametrize("language", GUIDES)
def test_every_finding_is_documented_with_its_levels_and_none_is_obsolete(language):
    explained = rows(language)
    assert set(FINDINGS) - set(explained) == set()
    for code, levels in FINDINGS.items():
        sentence, meaning, advice = explained[code]
        assert meaning, code
        assert advice, code
        for level in levels:
            assert LEVELS[language][level.value] in sentence, f"{code}: {sentence} says not {level}"
        if levels == {Level.PASS}:
            assert "tidak" not in sentence
            assert "not" not in sentence
    ours = {code for code in explained if re.match(r"(card|face|number|name|birth|nik)_", code)}
    assert ours <= set(FINDINGS)


@pytest.mark.parametrize("language", GUIDES)
def test_verdicts_marks_and_reasons_are_documented_with_the_labels_of_the_desk(language):
    text = GUIDES[language].read_text(encoding="utf-8")
    with translation.override(language):
        words = [str(labels.RECOMMENDATIONS[one]) for one in Recommendation]
        words += [str(word) for word in labels.VERDICTS.values() if word]
        words += [str(labels.LEVELS[level]) for level in Level]
        words += [str(labels.CORRECTIONS[reason]) for reason in CorrectionReason]
        words += [str(labels.REJECTIONS[reason]) for reason in RejectionReason]
    plain = " ".join(text.split())
    assert [word for word in words if word not in plain] == []
    for reason in (*CorrectionReason, *RejectionReason):
        assert f"`{reason.value}`" in text
