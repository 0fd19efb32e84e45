"""Tests for drafts: values and photos are stored, and nothing is lost when a step fails."""

import errno
import io
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage

from rontal.core import clock, sealed_files
from rontal.core.errors import Invalid, NotFound
from rontal.membership import errors, selectors, services
from rontal.membership.models import Draft, OneUseLink, Receipt
from rontal.membership.policies import MembershipPolicies
from tests.support.membership import factories, pictures

pytestmark = pytest.mark.django_db


def attach(draft: Draft, slot: str, raw: bytes) -> Draft:
    return services.attach_photo(draft_id=draft.pk, slot=slot, content=io.BytesIO(raw))


def test_typed_values_are_stored_step_by_step() -> None:
    draft = services.start_draft(language="en")

    services.save_draft(draft_id=draft.pk, changes={"name": "Sari"}, step="who")
    services.save_draft(draft_id=draft.pk, changes={"email": "x", "csrfmiddlewaretoken": "y"})

    stored = selectors.draft(draft.pk)
    assert selectors.draft_values(stored) == {"name": "Sari", "email": "x"}
    assert (stored.language, stored.step) == ("en", "who")


def test_draft_is_stored_sealed() -> None:
    draft = services.start_draft(language="id")
    services.save_draft(draft_id=draft.pk, changes={"number": "5102055705900001"})

    assert b"5102055705900001" not in selectors.draft(draft.pk).data.data


@pytest.mark.parametrize("value", ["x" * 1001, "x" * 10_000_000, "a\x00b", "\ud800"])
def test_unknown_fields_are_refused_and_the_others_stored(value: str) -> None:
    draft = factories.draft(slots="")
    before = selectors.draft_values(draft)

    with pytest.raises(Invalid):
        services.save_draft(draft_id=draft.pk, changes={"name": value})

    assert selectors.draft_values(selectors.draft(draft.pk)) == before


@pytest.mark.parametrize("wrong", ["", "x", "'; DROP TABLE", str(uuid.UUID(int=7)), "\x00"])
def test_unknown_drafts_are_not_found(wrong: str) -> None:
    with pytest.raises(NotFound):
        selectors.draft(wrong)


def test_a_new_photo_replaces_and_erases_the_former() -> None:
    draft = factories.draft(slots="card")
    former = draft.card_photo
    assert former is not None

    photo = attach(draft, "card", pictures.encoded("PNG")).card_photo

    former.refresh_from_db()
    assert former.erased_at is not None
    assert photo is not None
    assert photo.erased_at is None
    content = sealed_files.read(photo, actor=factories.SYSTEM, reason="test")
    assert content.startswith(b"\xff\xd8\xff")
    with default_storage.open(photo.storage_name) as sealed:
        assert not sealed.read().startswith(b"\xff\xd8\xff")


def test_refused_photo_leaves_the_former_one() -> None:
    draft = factories.draft(slots="card")

    with pytest.raises(errors.PhotoWrongType):
        attach(draft, "card", pictures.SVG)

    assert selectors.draft(draft.pk).card_photo == draft.card_photo
    assert draft.card_photo is not None
    assert draft.card_photo.erased_at is None


@pytest.mark.parametrize(
    ("number", "refusal"),
    [(errno.ENOSPC, errors.StorageFull), (errno.EIO, errors.StorageAway)],
)
def test_full_storage_is_reported_and_nothing_is_lost(
    number: int, refusal: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = factories.draft(slots="card")

    def fail(*_args: object, **_kwargs: object) -> str:
        raise OSError(number, "no")

    monkeypatch.setattr(default_storage, "save", fail)
    with pytest.raises(refusal):
        attach(draft, "card", pictures.encoded("PNG"))

    assert selectors.draft(draft.pk).card_photo == draft.card_photo
    assert selectors.draft_values(selectors.draft(draft.pk))["name"] == "Ni Wayan Sari"


def test_photo_can_be_removed() -> None:
    draft = factories.draft(slots="card face")
    former = draft.face_photo
    assert former is not None

    services.remove_photo(draft_id=draft.pk, slot="face")

    former.refresh_from_db()
    assert former.erased_at is not None
    assert selectors.draft(draft.pk).face_photo is None


def test_photo_for_a_draft_deleted_meanwhile_is_erased(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = factories.draft(slots="")
    drafts_made = []

    def store_and_lose(*args: object, **kwargs: object) -> object:
        drafts_made.append(original(*args, **kwargs))
        Draft.objects.all().delete()
        return drafts_made[0]

    original = sealed_files.store
    monkeypatch.setattr(sealed_files, "store", store_and_lose)
    with pytest.raises(NotFound):
        attach(draft, "card", pictures.encoded("PNG"))

    drafts_made[0].refresh_from_db()
    assert drafts_made[0].erased_at is not None


def test_abandoned_drafts_are_deleted_with_their_photos_and_submitted_ones_are_not() -> None:
    abandoned = factories.draft()
    days = MembershipPolicies.current().draft_days
    with time_machine.travel(clock.now() + timedelta(days=days - 1), tick=False):
        used = factories.draft()
    photos = [abandoned.card_photo, abandoned.face_photo]

    with time_machine.travel(clock.now() + timedelta(days=days, minutes=1), tick=False):
        assert services.sweep_drafts() == 1
        assert services.sweep_drafts() == 0
        assert selectors.draft(used.pk) == used
        with pytest.raises(NotFound):
            selectors.draft(abandoned.pk)

    for photo in photos:
        assert photo is not None
        photo.refresh_from_db()
        assert photo.erased_at is not None


def test_missing_fields_are_listed_before_sending() -> None:
    draft = services.start_draft(language="id")

    faults = selectors.draft_faults(draft)

    assert faults["name"] == "field_required"
    assert faults["card"] == "photo_card_missing"
    assert selectors.draft_faults(factories.draft()) == {}


def test_answers_and_activation_links_are_deleted_after_two_months() -> None:
    application = factories.submitted(factories.child_values())
    for purpose in ("activation", "guardian"):
        factories.token(application, purpose)
    with time_machine.travel(clock.now() + timedelta(days=59), tick=False):
        services.sweep_drafts()
        assert Receipt.objects.count() == 1

    with time_machine.travel(clock.now() + timedelta(days=64), tick=False):
        services.sweep_drafts()

    assert not Receipt.objects.exists()
    assert [link.purpose for link in OneUseLink.objects.all()] == ["guardian"]
