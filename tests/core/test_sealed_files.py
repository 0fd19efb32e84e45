"""Tests for sealed files: encrypted in the storage, every opening recorded, keys rotated."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from rontal.core import sealed_files
from rontal.core.actors import Actor
from rontal.core.errors import NotFound, SealBroken
from rontal.core.models import Event, SealedFile

pytestmark = pytest.mark.django_db
CLERK = Actor.staff(7, frozenset({"clerk"}))
CONTENT = b"face of a person " * 10_000


def store(**changes) -> SealedFile:
    values = {"purpose": "card_photo", "content_type": "image/jpeg"} | changes
    return sealed_files.store(CONTENT, **values)


def raw(file: SealedFile) -> bytes:
    with default_storage.open(file.storage_name) as stored:
        return stored.read()


def test_the_storage_holds_nothing_readable():
    file = store()
    assert file.size == len(CONTENT)
    assert b"face of a person" not in raw(file)


def test_opening_a_personal_file_is_recorded_with_who_and_why():
    file = store()
    assert sealed_files.read(file, actor=CLERK, reason="case_review") == CONTENT
    event = Event.objects.get(name="file:opened")
    assert (event.actor_id, event.data["reason"]) == (7, "case_review")
    assert event.subject_id == str(file.pk)


def test_opening_a_book_is_not_recorded():
    sealed_files.read(store(personal=False), actor=CLERK, reason="reading")
    assert not Event.objects.exists()


def test_an_altered_file_does_not_open():
    file = store()
    with Path(default_storage.path(file.storage_name)).open("r+b") as stored:
        stored.seek(-3, 2)
        stored.write(b"abc")
    with pytest.raises(SealBroken):
        sealed_files.read(file, actor=CLERK, reason="case_review")


def test_erased_file_is_gone_and_the_erasure_stays_recorded(django_capture_on_commit_callbacks):
    file = store()
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            sealed_files.erase(file, actor=Actor.system("retention"), reason="time_over")
    assert not default_storage.exists(file.storage_name)
    assert Event.objects.filter(name="file:erased").count() == 1
    file.refresh_from_db()
    with pytest.raises(NotFound):
        sealed_files.read(file, actor=CLERK, reason="case_review")


def test_keys_are_rotated_and_the_old_one_is_no_longer_needed(settings):
    files = [store(), store(personal=False)]
    old = settings.SEAL_KEYS
    settings.SEAL_KEYS = "longer-name-2:" + "B" * 43 + "=," + old
    assert list(sealed_files.rotate()) == [(1, 2, ""), (2, 2, "")]
    assert list(sealed_files.rotate()) == []
    settings.SEAL_KEYS = "longer-name-2:" + "B" * 43 + "="
    for file in files:
        file.refresh_from_db()
        assert file.key_id == "longer-name-2"
        assert sealed_files.read(file, actor=CLERK, reason="case_review") == CONTENT


def test_unreadable_files_are_named_and_do_not_stop_the_rotation(settings):
    altered, away, whole = store(), store(), store()
    content = default_storage.open(altered.storage_name).read()
    default_storage.delete(altered.storage_name)
    default_storage.save(altered.storage_name, ContentFile(b"no seal" + content))
    default_storage.delete(away.storage_name)
    settings.SEAL_KEYS = "second:" + "B" * 43 + "=," + settings.SEAL_KEYS
    shut = [altered.storage_name, away.storage_name, ""]
    assert sorted(one.shut for one in sealed_files.rotate()) == sorted(shut)
    whole.refresh_from_db()
    assert whole.key_id == "second"
    assert sealed_files.read(whole, actor=CLERK, reason="case_review") == CONTENT
    assert SealedFile.objects.exclude(key_id="second").count() == 2, "they are tried again"


def test_an_interrupted_rotation_can_be_repeated(settings):
    for _count in range(3):
        store()
    settings.SEAL_KEYS = "second:" + "B" * 43 + "=," + settings.SEAL_KEYS
    next(sealed_files.rotate())
    assert len(list(sealed_files.rotate())) in (2, 3)
    assert not SealedFile.objects.exclude(key_id="second").exists()
