"""Every finding has words: what was found, and what to do where it did not pass."""

import re
from pathlib import Path

import pytest

import rontal.verification
from rontal.ui.sentences import table

ROOM = Path(rontal.verification.__file__).parent
SOURCE = "".join(path.read_text() for path in sorted(ROOM.rglob("*.py")))
LITERAL = re.findall(r'Outcome\(\s*"([a-z_]+)",\s*Level\.([A-Z]+)', SOURCE)
PHOTOS = [
    (f"{slot}_{fault}", "FAIL")
    for slot in ("card", "face")
    for fault in ("too_small", "dark", "glare", "blurred", "missing")
]
OTHERS = [
    ("card_clear", "PASS"),
    ("face_clear", "PASS"),
    ("guardian_named", "PASS"),
    ("guardian_absent", "FAIL"),
    ("identity_elsewhere", "FAIL"),
    ("check_unable", "UNABLE"),
]


def test_codes_are_found_in_the_source():
    assert len(LITERAL) > 15


@pytest.mark.parametrize(("code", "level"), sorted({*LITERAL, *PHOTOS, *OTHERS}))
def test_a_finding_has_a_sentence_and_advice(code, level):
    assert f"finding:{code}" in table()
    assert level == "PASS" or f"advice:{code}" in table()


def test_no_sentence_is_left_over():
    known = {code for code, _level in [*LITERAL, *PHOTOS, *OTHERS]}
    named = {key.partition(":")[2] for key in table() if key.startswith(("finding:", "advice:"))}
    assert named == known


def test_every_check_has_a_name():
    from rontal.verification.registry import all_checks

    named = {key.partition(":")[2] for key in table() if key.startswith("check:")}
    assert named == set(all_checks())
