"""Tests of what former guardians cannot do: see other families, take an account back, stay."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from rontal.core.actors import Actor
from rontal.membership import errors, services
from rontal.membership.models import Application, Guardian, Member, OneUseLink
from rontal.membership.selectors.families import address_hash
from rontal.membership.selectors.guardianship import children_of_address
from tests.membership import factories

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()
BORN = date(2010, 3, 2)
BIRTHDAY = datetime(2027, 3, 1, 17, 22, tzinfo=UTC)  # 2 March at the library
ADULT = datetime(2028, 3, 1, 17, 22, tzinfo=UTC)
BUDI = "budi@contoh.example"
Travel = time_machine.Traveller


@pytest.fixture(autouse=True)
def travel() -> Iterator[Travel]:
    with time_machine.travel(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def child(birth: date = BORN, **changes: str) -> Member:
    return factories.member(factories.child_values(birth, **changes))


def name_another_guardian(application: Application, email: str) -> None:
    """Corrects an application with another guardian, as its applicant may."""
    actor = factories.applicant(application)
    draft = services.start_correction(application_id=application.pk, actor=actor)
    services.save_draft(draft_id=draft.pk, changes={"guardian_email": email})
    services.correct(application_id=application.pk, actor=actor)


def test_link_never_opens_the_page_of_another_guardian() -> None:
    stranger = child(guardian_email=BUDI)
    application = factories.needs_correction(factories.child_values())
    token = factories.token(application, "guardian_page")
    assert services.guardian_page_link(token=token) == address_hash("ayu@contoh.example")
    name_another_guardian(application, BUDI)
    for follow in (services.guardian_page_link, services.enter_guardian_page):
        with pytest.raises(errors.LinkUsed):
            follow(token=token)
    assert not OneUseLink.objects.filter(application=application, used_at=None).exists()
    later = factories.token(application, "guardian_page")
    with pytest.raises(errors.LinkOver):
        services.enter_guardian_page(token=later)
    assert [one.member for one in children_of_address(address_hash(BUDI))] == [stranger]
