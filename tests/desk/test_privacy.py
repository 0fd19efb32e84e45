"""Tests of the pages under /meja/data-pribadi/."""

import io
import json

import pypdfium2
import pytest

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotAllowed
from rontal.core.models import Event
from rontal.privacy.assessment import QUESTIONS, RISKS, Level, overall
from rontal.privacy.errors import AssessmentChangedMeanwhile
from rontal.privacy.models import ImpactAssessment
from rontal.privacy.register import entries
from rontal.privacy.services import save_assessment
from tests.support.accounts.factories import staff
from tests.support.desk.factories import at_desk

pytestmark = pytest.mark.django_db
PAGE, ASSESSMENT = "/meja/data-pribadi/", "/meja/data-pribadi/penilaian/"


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return " ".join(page.get_textpage().get_text_range() for page in document)


def head() -> Actor:
    return Actor.staff(staff(Role.HEAD).pk, frozenset({Role.HEAD}))


@pytest.mark.parametrize("address", [PAGE, PAGE + "daftar.pdf", PAGE + "daftar.json", ASSESSMENT])
def test_register_is_for_head_and_administrator(address):
    assert at_desk(Role.HEAD).get(address).status_code == 200
    assert at_desk(Role.ADMINISTRATOR).get(address).status_code == 200
    assert at_desk().get(address).status_code == 403


def test_page_pdf_and_json_list_every_activity(django_assert_max_num_queries):
    client = at_desk(Role.HEAD)
    client.get(PAGE)
    with django_assert_max_num_queries(6):
        page = client.get(PAGE).content.decode()
    names = [str(entry.activity.name) for entry in entries()]
    assert [name for name in names if name not in page] == []
    text = " ".join(pdf_text(client.get(PAGE + "daftar.pdf").content).split())
    assert [name for name in names if name not in text] == []
    data = json.loads(client.get(PAGE + "daftar.json").content)
    photos = next(one for one in data["activities"] if one["code"] == "photos")
    assert photos["specific"]
    assert photos["files"] == ["application_card", "application_face", "application_extra"]
    assert {"name", "email", "phone"} == data["data_protection_officer"].keys()
    assert len(data["activities"]) == len(names)


def test_answers_are_stored_in_versions_and_printed():
    client = at_desk(Role.HEAD)
    answers = {"number": "0", "children_likelihood": "middle", "children_severity": "high"}
    answers |= {"children_further": "Poster di sekolah", "question_decision": "Tinjau Mei 2027"}
    assert client.post(ASSESSMENT, answers)["Location"] == ASSESSMENT
    saved = ImpactAssessment.objects.get()
    assert saved.answers["decision"] == "Tinjau Mei 2027"
    assert "necessity" not in saved.answers
    text = client.get(ASSESSMENT).content.decode()
    assert "Poster di sekolah" in text
    assert "risiko: tinggi" in text
    printed = pdf_text(client.get(ASSESSMENT + "penilaian.pdf").content)
    assert "Poster di sekolah" in printed
    assert Event.objects.filter(name="impact_assessment:saved").count() == 1
    again = client.post(ASSESSMENT, {**answers, "children_further": "Lain"})
    assert again.status_code == 409
    assert "Lain" in again.content.decode()
    client.post(ASSESSMENT, {**answers, "number": "1"})
    assert ImpactAssessment.objects.count() == 2


def test_only_known_answers_of_the_head_are_saved():
    with pytest.raises(NotAllowed):
        save_assessment(answers={}, number=0, actor=Actor.staff(staff().pk, frozenset({"clerk"})))
    for wrong in ({"unknown": "x"}, {"decision": "x" * 4001}):
        with pytest.raises(Invalid):
            save_assessment(answers=wrong, number=0, actor=head())
    save_assessment(answers={"decision": "ya"}, number=0, actor=head())
    with pytest.raises(AssessmentChangedMeanwhile):
        save_assessment(answers={"decision": "tidak"}, number=0, actor=head())


def test_risks_name_children_and_faces_and_point_to_activities():
    codes = {entry.activity.code for entry in entries()}
    assert {"face_comparison", "children"} <= {risk.code for risk in RISKS}
    for risk in RISKS:
        assert set(risk.activities) <= codes, risk.code
    covered = {code for risk in RISKS for code in risk.activities}
    specific = {entry.activity.code for entry in entries() if entry.activity.specific}
    assert specific <= covered
    assert len({one.code for one in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize(
    ("likelihood", "severity", "level"),
    [
        ("low", "low", Level.LOW),
        ("low", "high", Level.MIDDLE),
        ("middle", "high", Level.HIGH),
        ("low", "middle", Level.MIDDLE),
        ("", "high", None),
    ],
)
def test_level_of_a_risk(likelihood, severity, level):
    assert overall(likelihood, severity) is level
