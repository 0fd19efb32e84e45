"""Tests for activation: checking a link does not use it, a link works once, the clock starts."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rontal.accounts.backends import PasswordBackend
from rontal.accounts.errors import WeakPassword
from rontal.accounts.models import User
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotAllowed
from rontal.core.models import Event
from rontal.membership import errors, selectors, services
from rontal.membership.models import OneUseLink
from rontal.membership.policies import MembershipPolicies
from rontal.membership.states import ApplicationState
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()
TUESDAY_MORNING = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 10:00 in Tabanan


def activate(token: str, password: str | None = None) -> ApplicationState:
    return services.activate(token=token, password=password, actor=VISITOR).state


def test_activation_creates_the_account_and_starts_the_clock() -> None:
    with time_machine.travel(TUESDAY_MORNING, tick=False):
        application = factories.activated(password=factories.PASSWORD)

    assert application.state == ApplicationState.CHECKING
    assert application.clock_started_at == TUESDAY_MORNING
    # 8 working hours: 10:00-12:00 and 13:00-16:30 today, 07:30-10:00 tomorrow.
    assert application.due_at == datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    assert application.user is not None
    assert application.user.login_name == application.code
    assert application.user.check_password(factories.PASSWORD)
    assert application.user.emailaddress_set.get(verified=True).email == application.email


def test_a_passkey_can_follow_instead_of_a_password() -> None:
    application = factories.submitted()

    services.activate(token=factories.token(application), password=None, actor=VISITOR)

    assert not User.objects.get(application=application).has_usable_password()


def test_opening_a_link_changes_nothing() -> None:
    token = factories.token(factories.submitted())

    with CaptureQueriesContext(
        connection,
    ) as queries:
        for _ in range(3):
            selectors.open_link(token=token, purpose="activation")

    assert all(query["sql"].startswith("SELECT") for query in queries)
    assert activate(token) == ApplicationState.CHECKING


def test_used_link_is_reported() -> None:
    token = factories.token(factories.submitted())
    activate(token)

    for use in (activate, lambda t: selectors.open_link(token=t, purpose="activation")):
        with pytest.raises(errors.LinkUsed):
            use(token)
    assert User.objects.count() == 1


def test_earlier_link_is_valid_until_one_is_used() -> None:
    application = factories.submitted()
    first, second = factories.token(application), factories.token(application)

    activate(first)

    with pytest.raises(errors.LinkUsed):
        activate(second)


def test_link_is_valid_for_72_hours() -> None:
    token = factories.token(factories.submitted())

    with time_machine.travel(clock.now() + timedelta(hours=71, minutes=59), tick=False):
        selectors.open_link(token=token, purpose="activation")
    later = clock.now() + timedelta(hours=72, minutes=1)
    with time_machine.travel(later, tick=False), pytest.raises(errors.LinkExpired):
        activate(token)


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t + "x", lambda t: "", lambda t: "é\x00"]
)
def test_an_altered_link_is_unknown(change) -> None:
    token = factories.token(factories.submitted())

    with pytest.raises(errors.LinkUnknown):
        activate(change(token))


def test_link_of_another_purpose_is_unknown() -> None:
    application = factories.submitted(factories.child_values())

    with pytest.raises(errors.LinkUnknown):
        activate(factories.token(application, "guardian"))


def test_weak_password_leaves_the_link_valid() -> None:
    token = factories.token(factories.submitted())

    with pytest.raises(WeakPassword):
        activate(token, "12345")

    assert activate(token) == ApplicationState.CHECKING


def test_tokens_are_stored_as_hashes_and_made_only_for_mails() -> None:
    application = factories.submitted()
    token = factories.token(application)

    row = OneUseLink.objects.values().get()
    assert token not in str(row)
    with pytest.raises(NotAllowed):
        services.issue_link(application_id=application.pk, purpose="activation", actor=VISITOR)


def test_new_link_can_be_requested_a_few_times() -> None:
    application = factories.submitted()

    for _ in range(5):
        services.resend_activation(email=f" {application.email.upper()} ")

    resent = Event.objects.filter(name="application:activation_resent")
    assert resent.count() == MembershipPolicies.current().activation_resends


def test_unknown_or_active_address_gets_no_mail() -> None:
    application = factories.activated()

    services.resend_activation(email=application.email)
    services.resend_activation(email="tidak.dikenal@contoh.example")
    services.resend_activation(email="a\x00b")

    assert not Event.objects.filter(name="application:activation_resent").exists()


def test_person_who_did_not_register_can_say_so_by_the_link() -> None:
    application = factories.submitted()
    token = factories.token(application)

    ended = services.withdraw_by_link(token=token, actor=VISITOR)

    assert ended.state == ApplicationState.WITHDRAWN
    assert ended.card_photo is None
    with pytest.raises(errors.LinkUsed):
        activate(token)


def test_repeated_applicant_signs_in_with_the_address_as_before() -> None:
    typed = factories.values(email="sari@contoh.example")
    former = factories.activated(typed, password=factories.PASSWORD)
    services.withdraw(application_id=former.pk, actor=factories.applicant(former))

    again = factories.activated(typed, password=factories.PASSWORD)

    signed_in = PasswordBackend().authenticate(
        None, username="sari@contoh.example", password=factories.PASSWORD
    )
    assert signed_in == again.user


def test_family_members_remain_able_to_sign_in() -> None:
    address = "keluarga@contoh.example"
    child = factories.activated(factories.values(email=address, name="I Made Dwi"))
    services.withdraw(application_id=child.pk, actor=factories.applicant(child))

    factories.activated(factories.values(email=address, name="Ni Ketut Ayu"))

    assert User.objects.get(pk=child.user_id).is_active
