"""Tests of reading uploaded photos at once, and of deleting the readings in time."""

import io
import logging
import uuid

import pytest

from idcard.kinds import IdentityKind
from idcard.reading.model import Field, Sign
from rontal.core import sealed_files
from rontal.core.actors import Actor
from rontal.core.children.limits import Bounds
from rontal.core.models import Event, SealedFile
from rontal.membership import services as applications
from rontal.membership.models import Application
from rontal.membership.rules.kinds import Slot
from rontal.verification import readings, selectors, services, tasks
from rontal.verification.hints import hints
from rontal.verification.machine import host as hosts
from rontal.verification.models import PhotoReading
from rontal.verification.rules import Outcome
from rontal.verification.selectors import Progress
from tests.support.idcard import pictures
from tests.support.membership import factories as membership
from tests.support.verification import factories
from tests.support.verification.machine import cached_machine

pytestmark = pytest.mark.django_db
ENGINES = "tests.support.verification.machine.engines"


@pytest.fixture
def draft():
    return applications.start_draft(language="id")


def attach(draft, slot, pixels) -> SealedFile:
    """Attaches a photo and runs its jobs."""
    content = io.BytesIO(pictures.encoded(pixels))
    attached = applications.attach_photo(draft_id=draft.pk, slot=slot, content=content)
    file = getattr(
        attached, {"card": "card_photo", "face": "face_photo"}.get(slot, "extra_document")
    )
    tasks.read_photo(added(file))
    return file


def added(file) -> Event:
    return Event.objects.get(name="draft:photo_added", data__file=str(file.pk))


def openings(file) -> list[str]:
    rows = Event.objects.filter(name="file:opened", subject_id=str(file.pk)).order_by("pk")
    return [row.data["reason"] for row in rows]


def read(application) -> int:
    photos = (application.card_photo_id, application.face_photo_id)
    return PhotoReading.objects.filter(file_id__in=photos).count()


def with_readings(**photos) -> Application:
    """Returns an application in checking whose photos were read in the form."""
    application = factories.checking(**photos)
    for file in (application.card_photo, application.face_photo):
        tasks.read_photo(added(file))
    assert read(application) == 2
    return application


def worries(application) -> list[Outcome]:
    return selectors.latest_report(application.pk).worrying


def run(task, name, subject) -> None:
    task(Event.objects.filter(name=name, subject_id=str(subject.pk)).latest("pk"))


def test_card_is_read_when_it_is_added(draft):
    file = attach(draft, "card", pictures.card_photo(0))
    result = selectors.photo_result(file)
    assert result.progress is Progress.DONE
    assert result.card.kind is IdentityKind.KTP
    assert result.card.values[Field.NUMBER].typed == pictures.adults(1)[0].nik
    assert result.hints == ()
    assert openings(file) == ["reading"]


def test_applicant_may_wait_before_the_job_has_run(draft):
    content = io.BytesIO(pictures.encoded(pictures.face_photo(0)))
    attached = applications.attach_photo(draft_id=draft.pk, slot="face", content=content)
    assert selectors.photo_result(attached.face_photo).progress is Progress.WAITING


def test_reading_twice_opens_and_changes_nothing_more(draft):
    file = attach(draft, "face", pictures.face_photo(0))
    before = PhotoReading.objects.get()
    tasks.read_photo(added(file))
    assert PhotoReading.objects.get().at == before.at
    assert openings(file) == ["reading"]


@pytest.mark.whole
def test_correctable_faults_are_reported_before_sending(draft):
    face = attach(draft, "face", pictures.blurred(pictures.face_photo(0)))
    assert "face_blurred" in selectors.photo_result(face).hints
    card = attach(draft, "card", pictures.darkened(pictures.card_photo(0)))
    assert selectors.photo_result(card).hints[0] == "card_dark"


def test_hints_are_ordered_most_basic_first_and_a_turned_card_is_no_fault():
    signs = [Sign.GREY, Sign.TURNED, Sign.CUT_OFF]
    assert hints(Slot.CARD, ["blurred", "dark"], signs) == [
        "card_dark",
        "card_cut_off",
        "card_blurred",
        "card_grey",
    ]


def test_event_names_the_photo_without_its_content(draft):
    file = attach(draft, "face", pictures.face_photo(0))
    event = added(file)
    assert event.data == {"slot": "face", "file": str(file.pk)}
    assert (event.subject_type, event.subject_id) == ("membership.draft", str(draft.pk))


def test_other_documents_are_not_read(draft):
    file = attach(draft, "extra", pictures.face_photo(0))
    assert not PhotoReading.objects.exists()
    assert openings(file) == []


def test_reading_is_stored_sealed(draft):
    attach(draft, "card", pictures.card_photo(0))
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT found FROM verification_photoreading")
        raw = bytes(cursor.fetchone()[0])
    assert pictures.adults(1)[0].nik.encode() not in raw
    assert b"KTP" not in raw.upper()


def test_photo_removed_before_its_turn_causes_no_error(draft):
    content = io.BytesIO(pictures.encoded(pictures.face_photo(0)))
    attached = applications.attach_photo(draft_id=draft.pk, slot="face", content=content)
    file = attached.face_photo
    applications.remove_photo(draft_id=draft.pk, slot="face")
    tasks.read_photo(added(file))
    assert not PhotoReading.objects.exists()


def test_photo_erased_while_it_is_read_leaves_nothing(draft):
    file = attach(draft, "face", pictures.face_photo(0))
    reading = PhotoReading.objects.get()
    PhotoReading.objects.all().delete()
    sealed_files.erase(file, actor=Actor.system("test"), reason="draft_over")
    readings.store(reading)
    assert not PhotoReading.objects.exists()


def test_a_photo_whose_application_is_decided_while_it_is_read_leaves_nothing():
    application = with_readings()
    stored = list(PhotoReading.objects.all())
    PhotoReading.objects.all().delete()
    applications.withdraw(application_id=application.pk, actor=membership.applicant(application))
    for reading in stored:
        readings.store(reading)
    assert not PhotoReading.objects.exists()


def test_photo_of_a_decided_case_is_not_read(monkeypatch):
    monkeypatch.setattr(cached_machine.Remembered, "check_selfie", _refuse)
    application = factories.checking()
    applications.withdraw(application_id=application.pk, actor=membership.applicant(application))
    Application.objects.filter(pk=application.pk).update(face_photo=application.face_photo)
    SealedFile.objects.filter(pk=application.face_photo_id).update(erased_at=None)
    tasks.read_photo(added(application.face_photo))
    assert not PhotoReading.objects.exists()


def test_reading_is_deleted_with_its_replaced_photo(draft):
    first = attach(draft, "face", pictures.face_photo(0))
    second = attach(draft, "face", pictures.face_photo(1))
    run(tasks.forget_photo, "file:erased", first)
    assert list(PhotoReading.objects.values_list("file_id", flat=True)) == [second.pk]


@pytest.mark.parametrize("ending", ["approve", "reject", "withdraw"])
def test_readings_are_stored_until_the_decision_only(ending):
    application = with_readings()
    photos = application.card_photo, application.face_photo
    services.examine(application_id=application.pk, actor=tasks.EXAMINER)
    assert read(application) == 2
    if ending == "withdraw":
        person = membership.applicant(application)
        applications.withdraw(application_id=application.pk, actor=person)
    elif ending == "reject":
        words = {"reason": "other", "words": ""}
        clerk = membership.clerk()
        applications.reject(application_id=application.pk, actor=clerk, **words)
    else:
        applications.approve(application_id=application.pk, actor=membership.clerk())
    name = {"approve": "approved", "reject": "rejected", "withdraw": "withdrawn"}[ending]
    run(tasks.forget_readings, f"application:{name}", application)
    run(tasks.forget_readings, f"application:{name}", application)
    for file in photos if ending == "withdraw" else ():  # withdrawing deletes the photos at once
        run(tasks.forget_photo, "file:erased", file)
    assert not PhotoReading.objects.exists()


def test_examination_uses_the_reading_of_the_form(monkeypatch):
    application = with_readings()
    monkeypatch.setattr(cached_machine.Remembered, "read_card", _refuse)
    monkeypatch.setattr(cached_machine.Remembered, "check_selfie", _refuse)
    services.examine(application_id=application.pk, actor=tasks.EXAMINER)
    report = selectors.latest_report(application.pk)
    assert "number_same" in {outcome.code for outcome in report.passed}


def test_each_photo_is_opened_once_in_an_examination():
    application = factories.examined()
    for file in (application.card_photo, application.face_photo):
        assert openings(file) == ["examination"]
    assert read(application) == 2


def test_faces_are_compared_only_with_consent(monkeypatch):
    monkeypatch.setattr(cached_machine.Remembered, "compare_faces", _refuse)
    without = factories.typed(consent_face_comparison="")
    application = factories.examined(without)
    report = selectors.latest_report(application.pk)
    assert not [one for one in report.outcomes if "why" in one.evidence]


@pytest.fixture
def moody(settings, monkeypatch):
    """Machine whose face engine behaves by the photo's colour."""
    settings.OCR_ENGINE, settings.FACE_ENGINE = f"{ENGINES}:Blind", f"{ENGINES}:Moody"
    machine = hosts.Host(settings.OCR_ENGINE, settings.FACE_ENGINE, Bounds(seconds=2))
    monkeypatch.setattr(services, "machine", lambda: machine)
    yield machine
    machine.stop()


def poison() -> "pictures.Pixels":
    """Returns a photo on which the engine aborts."""
    import numpy as np

    picture = np.zeros((480, 640, 3), np.uint8)
    picture[..., 1] = 255
    return picture


@pytest.mark.whole
def test_poison_photo_crashes_once_and_goes_to_a_clerk(moody, caplog):
    with caplog.at_level(logging.DEBUG):
        application = with_readings(face=poison())
        reading = PhotoReading.objects.get(file=application.face_photo)
        assert (reading.unable, reading.found) == ("crashed", None)
        assert selectors.photo_result(application.face_photo).progress is Progress.UNABLE
        services.examine(application_id=application.pk, actor=tasks.EXAMINER)
    assert caplog.text.count("machine: crashed at check_selfie") == 1
    application.refresh_from_db()
    assert application.state == "in_review"
    report = selectors.latest_report(application.pk)
    unable = {one.evidence["why"] for one in report.worrying if "why" in one.evidence}
    assert unable == {"crashed"}
    assert report.examination.recommendation != "approve"
    for value in (application.name, factories.typed()["number"]):
        assert value not in caplog.text


@pytest.mark.whole
def test_clerk_may_request_another_attempt_of_the_machine(moody):
    application = with_readings(face=poison())
    services.examine(application_id=application.pk, actor=tasks.EXAMINER)
    row = PhotoReading.objects.filter(file=application.face_photo)
    before = row.get().at
    services.ask_examination(application_id=application.pk, actor=membership.clerk())
    run(tasks.examine_again, "application:examination_asked", application)
    assert row.get().at > before


def test_another_check_reads_again_what_another_release_stored():
    application = with_readings()
    row = PhotoReading.objects.filter(file=application.card_photo)
    row.update(found={**row.get().found.reveal(), "signs": ["unheard_of"]})
    services.examine(application_id=application.pk, actor=tasks.EXAMINER)
    checks = {one.evidence.get("check") for one in worries(application)}
    assert "card" in checks
    services.examine_again(application_id=application.pk, actor=tasks.EXAMINER)
    assert "unheard_of" not in row.get().found.reveal()["signs"]
    assert "card" not in {one.evidence.get("check") for one in worries(application)}


def test_a_machine_without_engines_leaves_the_case_to_a_clerk(settings, monkeypatch):
    settings.OCR_ENGINE = settings.FACE_ENGINE = "no_such_module:Engine"
    machine = hosts.Host(settings.OCR_ENGINE, settings.FACE_ENGINE)
    monkeypatch.setattr(services, "machine", lambda: machine)
    application = factories.examined(index=1)
    machine.stop()
    assert application.state == "in_review"
    report = selectors.latest_report(application.pk)
    unable = [one for one in report.worrying if one.evidence.get("why") == "failed"]
    assert unable
    assert report.examination.recommendation == "look_closer"


def test_unknown_photo_is_not_read():
    services.read_photo(file_id=uuid.uuid4(), slot=Slot.CARD, actor=tasks.EXAMINER)
    assert not PhotoReading.objects.exists()


def _refuse(*_words):
    raise AssertionError("the machine was asked")
