"""Tests for access to personal data: by staff and the system, newest first, own data only."""

from collections.abc import Iterator

import pytest

from rontal.core import sealed_files
from rontal.core.actors import Actor, ActorKind
from rontal.core.events import DECLARED, emit
from rontal.core.models import SealedFile
from rontal.membership.events import OPENED, SUBMITTED
from rontal.membership.models import Application
from rontal.membership.selectors import details
from rontal.privacy import selectors
from rontal.privacy.access_events import ACCESS_EVENTS, register_access_event
from rontal.privacy.selectors import data_accesses
from tests.support.event_types import ONLY_IN_TESTS
from tests.support.membership import factories

pytestmark = pytest.mark.django_db


def photos(application: Application) -> list[SealedFile]:
    return [application.card_photo, application.face_photo]


def of(application: Application, **limits: int) -> list[selectors.DataAccess]:
    return data_accesses(application, [photo.pk for photo in photos(application)], **limits)


def test_only_registered_events_count_as_accesses() -> None:
    application = factories.in_review()
    emit(SUBMITTED, actor=factories.clerk(), subject=application)
    emit(OPENED, actor=factories.clerk(), subject=application, data={"reason": "case_review"})
    assert [opening.reason for opening in of(application)] == ["case_review"]


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Declares and registers another event for one test."""
    monkeypatch.setitem(DECLARED, "test:opened", ONLY_IN_TESTS)
    yield register_access_event("test:opened")
    ACCESS_EVENTS.discard("test:opened")


def test_higher_app_registers_the_event_of_its_own_rows(registered: str) -> None:
    member = factories.member()
    emit(registered, actor=factories.clerk(), subject=member, data={"reason": "member_asks"})
    assert [opening.reason for opening in data_accesses(member, [])] == ["member_asks"]
    assert data_accesses(member.application, []) == []


def test_accesses_by_staff_and_the_system_are_listed_newest_first() -> None:
    application = factories.in_review()
    details(application, actor=Actor.system("verification"), reason="examination")
    details(application, actor=factories.clerk(), reason="case_review")
    sealed_files.read(application.face_photo, actor=factories.clerk(), reason="case_review")
    assert [(access.by, access.purpose, access.reason) for access in of(application)] == [
        (ActorKind.STAFF, "application_face", "case_review"),
        (ActorKind.STAFF, "", "case_review"),
        (ActorKind.SYSTEM, "", "examination"),
    ]


def test_own_accesses_are_not_listed() -> None:
    application = factories.in_review()
    details(application, actor=factories.applicant(application), reason="own_data")
    sealed_files.read(
        application.card_photo, actor=factories.applicant(application), reason="own_correction"
    )
    assert of(application) == []


def test_accesses_to_other_people_are_not_listed() -> None:
    mine, other = factories.in_review(), factories.in_review()
    details(other, actor=factories.clerk(), reason="case_review")
    sealed_files.read(other.card_photo, actor=factories.clerk(), reason="case_review")
    assert of(mine) == []
    assert len(of(other)) == 2


def test_newest_of_many_accesses_are_listed() -> None:
    application, clerk = factories.in_review(), factories.clerk()
    for number in range(4):
        details(application, actor=clerk, reason=f"look_{number}")
    assert [access.reason for access in of(application, limit=2)] == ["look_3", "look_2"]


def test_accesses_cost_one_query(django_assert_num_queries: object) -> None:
    application = factories.in_review()
    details(application, actor=factories.clerk(), reason="case_review")
    files = [photo.pk for photo in photos(application)]
    with django_assert_num_queries(1):
        assert len(data_accesses(application, files)) == 1
