"""Tests that every finding and every hint has its texts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import rontal.verification
from idcard.agreement import Agreement
from idcard.faces.model import Comparison, FaceSign, SelfieFaces, Similarity
from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading, Field, Sign
from rontal.membership.rules.kinds import Slot
from rontal.ui.sentences import UNKNOWN, table
from rontal.ui.sentences.verification import advice, finding, hint
from rontal.verification.checks import faces, reading
from rontal.verification.codes import FAULTS, FINDINGS, HINTS
from rontal.verification.hints import hints
from rontal.verification.registry import all_checks
from rontal.verification.rules import Level, Outcome
from tests.support.verification.builders import PLACE, TODAY, card, family, form, row, subject

ROOM = Path(rontal.verification.__file__).parent
SOURCE = "".join(path.read_text() for path in sorted(ROOM.rglob("*.py")))
LITERAL = re.findall(r'"([a-z_]+)",\s*(?:Level\.|_)(PASS|WARN|FAIL|UNABLE)\b', SOURCE)
COMPOSED = {
    *(f"{slot}_{fault}" for slot in ("card", "face") for fault in (*FAULTS, "clear", "missing")),
    *(f"card_{sign.value}" for sign in (*reading.UNREADABLE, *reading.SUSPECTED)),
    *(f"face_{sign.value}" for sign in (*faces.HARD_TO_COMPARE, *faces.SUSPECTED)),
    *(f"number_{ending}" for ending in ("one_off", "differs")),
    "check_unable",
    "identity_elsewhere",
    "document_fits_age",
}


def readings() -> Iterator[CardReading]:
    """Yields readings that differ from the form in every possible way."""
    yield card()
    yield card(None)
    yield card(IdentityKind.KIA)
    yield card(number="5102055705900001")
    yield card(number="3171014408850002", name="X", birth_date=("1", "1985-08-04"))
    yield card(name="NI WYN. SARI", birth_place="KAB. TABANAN", village="DESA DAJAN PEKEN")
    yield card(birth_place="X", village="X", sex=("X", "male"), regency=("X", "5103"))
    foreign = {"citizenship": "JEPANG", "valid_until": ("X", "2020-01-01")}
    yield card(**foreign)
    yield card(citizenship="JEPANG", valid_until=("X", "2030-01-01"))
    yield card(unsure=tuple(set(Field) - {Field.CITIZENSHIP}), **foreign)
    yield card(without=tuple(Field))
    yield card(unsure=tuple(Field), birth_place="X", village="X")
    for sign in Sign:
        yield card(IdentityKind.KTP, sign)


def outcomes() -> Iterator[Outcome]:
    """Yields all outcomes of the card and face checks for these readings."""
    for read in readings():
        yield from reading.findings(read, form(), TODAY)
    student = card(IdentityKind.STUDENT_CARD, number="0071234567")
    yield from reading.findings(student, form(identity_kind="student_card"), TODAY)
    stranger = family(row(number="3171014408850002", name="RINA WULAN"))
    yield from reading.findings(stranger, form(identity_kind="family_card"), TODAY)
    for similarity in Similarity:
        for signs in ((), *((sign,) for sign in FaceSign)):
            selfie = SelfieFaces((PLACE, PLACE), frozenset(signs))
            compared = Comparison(similarity, 0.5)
            yield from faces.face(subject(selfie=selfie, compared=compared))
            yield from faces.face(subject(selfie=SelfieFaces((PLACE,)), compared=compared))
    yield from faces.face(subject(selfie=SelfieFaces()))
    yield from faces.face(subject(selfie=SelfieFaces((PLACE,)), consent=False))
    yield from faces.face(subject(selfie=SelfieFaces((PLACE,)), identity_kind="family_card"))


OUTCOMES = list(outcomes())


def test_list_has_every_code_of_the_source_at_its_level():
    assert len(LITERAL) > 50
    for code, level in LITERAL:
        assert Level[level] in FINDINGS[code], code


def test_list_has_no_unused_code():
    codes = {outcome.code for outcome in OUTCOMES}
    assert set(FINDINGS) == codes | {code for code, _level in LITERAL} | COMPOSED


def test_every_value_has_a_sentence_for_each_variant():
    codes = {outcome.code for outcome in OUTCOMES}
    for topic in reading.TOPICS:
        endings = {"same", "differs", "unsure"} | ({"unread"} if topic.printed_on else set())
        assert {f"{topic.name}_{ending}" for ending in endings} <= codes
    assert {f"name_{way.value}" for way in Agreement if way is Agreement.ALIKE} <= codes


def test_finding_has_a_sentence_and_advice():
    texts = table()
    not_passing = {code for code, levels in FINDINGS.items() if levels != {Level.PASS}}
    assert {code for code in FINDINGS if f"finding:{code}" not in texts} == set()
    assert {code for code in FINDINGS if f"advice:{code}" in texts} == not_passing


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_sentence_is_filled_by_its_evidence(language):
    with translation.override(language):
        for outcome in OUTCOMES:
            words = finding(outcome.code, outcome.evidence) + advice(outcome.code, outcome.evidence)
            assert "%" not in words
            assert str(UNKNOWN) not in words


def test_sentences_contain_figures():
    assert "2" in finding("number_differs", {"digits_off": 2})
    assert advice("number_same") == ""
    assert str(table()["check:card"]) in finding("check_unable", {"check": "card"})


@pytest.mark.parametrize("language", ["id", "en"])
def test_finding_of_an_older_examination_is_described_without_its_figures(language):
    with translation.override(language):
        sentences = {code: finding(code, {}) + advice(code) for code in FINDINGS}
    assert {code: words for code, words in sentences.items() if not words or "%(" in words} == {}


def test_applicant_gets_advice_about_a_photo():
    with translation.override("en"):
        english, fallbacks = {code: hint(code) for code in HINTS}, [str(UNKNOWN)]
    with translation.override("id"):
        indonesian = {code: hint(code) for code in HINTS}
        fallbacks.append(str(UNKNOWN))
    does = re.compile(r"\b([Tt]ake|Look|Hold)\b")
    assert {code: words for code, words in english.items() if not does.search(words)} == {}
    assert {code for code in HINTS if indonesian[code] == english[code]} == set()
    assert {code for code in HINTS if {english[code], indonesian[code]} & {*fallbacks}} == set()


def test_hints_of_all_signs_and_faults_have_sentences():
    for slot, signs in ((Slot.CARD, Sign), (Slot.FACE, FaceSign)):
        assert set(hints(slot, FAULTS, signs)) <= set(HINTS)


def test_no_sentence_is_unused():
    named = {key.partition(":")[2] for key in table() if key.startswith(("finding:", "advice:"))}
    assert named == set(FINDINGS)
    assert {key.partition(":")[2] for key in table() if key.startswith("hint:")} == set(HINTS)


def test_every_check_has_a_name():
    named = {key.partition(":")[2] for key in table() if key.startswith("check:")}
    assert named == set(all_checks())


@pytest.mark.parametrize("guide", ["staff.md", "staff.id.md"])
def test_staff_guide_documents_every_finding_and_no_other(guide):
    """Checks the codes in the first column of the guide's tables with four columns."""
    rows = (ROOM.parents[1] / "docs/guide" / guide).read_text("utf-8").splitlines()
    cells = [row.split("|")[1] for row in rows if row.startswith("| `") and row.count("|") == 5]
    named = {code for cell in cells for code in re.findall(r"`([a-z_]+)`", cell)}
    assert named == set(FINDINGS)
