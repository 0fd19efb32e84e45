"""Test of the main workflow without any special case."""

import pytest

from rontal.accounts.backends import PasswordBackend
from rontal.core.models import Event
from rontal.membership import selectors, services
from rontal.membership.rules import number
from rontal.membership.states import ApplicationState
from rontal.standard.selectors import library
from tests.support.membership import factories

pytestmark = pytest.mark.django_db


def test_approved_applicant_is_a_member_and_signs_in_by_number_and_address() -> None:
    application = factories.activated(password=factories.PASSWORD)
    services.finish_checking(application_id=application.pk, actor=factories.SYSTEM)
    member = services.approve(application_id=application.pk, actor=factories.clerk())

    assert selectors.active_member_of(member.user_id) == member
    assert number.is_sound(library().member_number, member.number)
    for login in (member.number, member.application.email):
        user = PasswordBackend().authenticate(None, username=login, password=factories.PASSWORD)
        assert user is not None
        assert user.pk == member.user_id


def test_each_step_has_one_event() -> None:
    member = factories.member()

    rows = Event.objects.filter(subject_type="membership.application").order_by("pk")
    names = [name for name in rows.values_list("name", flat=True) if name.startswith("app")]
    assert names == [
        "application:submitted",
        "application:activated",
        "application:checking_finished",
        "application:approved",
    ]
    assert member.application.state == ApplicationState.APPROVED
