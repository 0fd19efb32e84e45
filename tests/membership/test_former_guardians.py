"""Tests of what former guardians cannot do: see other families, take an account back, stay."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from rontal.accounts.reading_apps.models import AppPassword
from rontal.accounts.reading_apps.services import make_password
from rontal.accounts.sessions import stored_key
from rontal.core import clock, erasures
from rontal.core.actors import Actor
from rontal.core.errors import Invalid
from rontal.core.models import Event
from rontal.membership import errors, services
from rontal.membership.email_reversals import LOCK_DAYS, EmailReversal
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Application, Guardian, Member, OneUseLink
from rontal.membership.selectors.families import address_hash
from rontal.membership.selectors.guardianship import children_of_address, open_hand_over
from rontal.membership.steps.guardian_ending import GUARDIAN
from rontal.membership.suspensions import EmailChange
from tests.support.membership import factories
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()
BORN = date(2010, 3, 2)
BIRTHDAY = datetime(2027, 3, 1, 17, 22, tzinfo=UTC)  # 2 March at the library
ADULT = datetime(2028, 3, 1, 17, 22, tzinfo=UTC)
BUDI, AYU, OWN = "budi@contoh.example", "ayu@contoh.example", "dwi@contoh.example"
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
    assert services.guardian_page_link(token=token) == address_hash(AYU)
    name_another_guardian(application, BUDI)
    for follow in (services.guardian_page_link, services.enter_guardian_page):
        with pytest.raises(errors.LinkUsed):
            follow(token=token)
    assert not OneUseLink.objects.filter(application=application, used_at=None).exists()
    later = factories.token(application, "guardian_page")
    with pytest.raises(errors.LinkOver):
        services.enter_guardian_page(token=later)
    assert [one.member for one in children_of_address(address_hash(BUDI))] == [stranger]


def run_job() -> None:
    services.ask_for_hand_overs()
    services.end_guardianships()
    services.erase_former_guardians()


def take_over(member: Member) -> Member:
    return services.take_over(
        application_id=member.application_id,
        purposes=["membership"],
        actor=Actor.person(member.user_id),
    )


def ask_own_address(member: Member, email: str = OWN) -> None:
    actor = Actor.person(member.user_id)
    services.ask_own_address(application_id=member.application_id, email=email, actor=actor)


def confirm(member: Member) -> None:
    token = EmailChange.objects.get(member=member).token
    services.confirm_email(token=token, actor=VISITOR)


def changed_to_own_address(member: Member) -> str:
    """Changes the address before anybody is asked; returns the token that takes it back."""
    services.ask_own_email(email=OWN, actor=Actor.person(member.user_id))
    confirm(member)
    return EmailReversal.objects.get(member=member).token


def test_guardian_does_not_take_the_account_back_after_the_hand_over(travel: Travel) -> None:
    member = child(email=AYU)
    travel.move_to(BIRTHDAY)
    token = changed_to_own_address(member)
    run_job()
    services.ask_own_email(email="ketiga@contoh.example", actor=Actor.person(member.user_id))
    pending = EmailChange.objects.get(member=member).token
    take_over(member)
    with pytest.raises(errors.LinkUnknown):
        services.take_email_back(token=token, actor=VISITOR)
    with pytest.raises(errors.LinkUnknown):
        services.confirm_email(token=pending, actor=VISITOR)
    assert Application.objects.get(pk=member.application_id).email == OWN


def test_guardian_does_not_take_the_account_back_at_18(travel: Travel) -> None:
    member = child(email=AYU)
    travel.move_to(ADULT - timedelta(days=3))
    token = changed_to_own_address(member)
    travel.move_to(ADULT)
    run_job()
    with pytest.raises(errors.LinkUnknown):
        services.take_email_back(token=token, actor=VISITOR)


@pytest.mark.parametrize("by_page_of_hand_over", [True, False])
def test_address_of_the_guardian_gets_no_link_back_while_the_answer_waits(
    by_page_of_hand_over: bool, travel: Travel
) -> None:
    member = child(email=AYU)
    travel.move_to(BIRTHDAY)
    run_job()
    if by_page_of_hand_over:
        ask_own_address(member)
    else:
        services.ask_own_email(email=OWN, actor=Actor.person(member.user_id))
    assert not EmailReversal.objects.exists()
    confirm(member)
    assert take_over(member).pk == member.pk


def test_own_former_address_gets_a_link_back(travel: Travel) -> None:
    member = child(email="sekolah@contoh.example")
    travel.move_to(BIRTHDAY)
    run_job()
    ask_own_address(member)
    assert EmailReversal.objects.get(member=member).former == "sekolah@contoh.example"


def test_own_address_is_asked_for_as_every_change_of_address(travel: Travel) -> None:
    member = child(email=AYU)
    travel.move_to(BIRTHDAY)
    token = changed_to_own_address(member)
    services.take_email_back(token=token, actor=VISITOR)
    run_job()
    with pytest.raises(errors.EmailLocked):
        ask_own_address(member)
    travel.shift(timedelta(days=LOCK_DAYS, hours=1))
    ask_own_address(member)
    asked = Event.objects.filter(name="member:email_asked").latest("pk")
    assert asked.data == {"had_one": True, "by": "member"}
    with pytest.raises(Invalid):
        ask_own_address(member, AYU)


def test_own_address_is_still_needed_once_the_guardian_is_erased(travel: Travel) -> None:
    member = child(email=AYU)
    travel.move_to(BIRTHDAY)
    run_job()
    travel.move_to(ADULT)
    run_job()
    travel.shift(timedelta(days=4))
    run_job()
    assert not Guardian.objects.exists()
    with pytest.raises(errors.OwnAddressNeeded):
        take_over(member)
    with pytest.raises(Invalid):
        ask_own_address(member, f" {AYU.upper()} ")
    ask_own_address(member)
    assert not EmailReversal.objects.exists()
    confirm(member)
    take_over(member)
    assert bytes(HandOver.objects.get().guardian_hash) == b"", "nothing of the guardian is left"


def test_own_address_is_still_needed_after_a_restore(travel: Travel) -> None:
    member = child(email=AYU)
    travel.move_to(BIRTHDAY)
    run_job()
    erasures.REPEATS[GUARDIAN](member.application.code, clock.now())
    assert not Guardian.objects.exists()
    with pytest.raises(errors.OwnAddressNeeded):
        take_over(member)


def test_taking_over_ends_other_sessions_and_reading_apps(travel: Travel) -> None:
    member = child()
    travel.move_to(BIRTHDAY)
    run_job()
    actor = Actor.person(member.user_id)
    own, other = client_of(actor), client_of(actor)
    make_password(name="Ponsel ibu", actor=actor)
    spare = stored_key(own.session.session_key or "")
    services.take_over(
        application_id=member.application_id, purposes=["membership"], actor=actor, spare=spare
    )
    assert AppPassword.objects.get().revoked_at is not None
    assert own.get("/akun/data/").status_code == 200
    assert other.get("/akun/data/").status_code == 302


def test_one_broken_row_does_not_stop_the_periodic_job(travel: Travel) -> None:
    broken, member = child(), child()
    later = child(date(2011, 1, 1))
    table = Application._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"update {table} set details = %s where id = %s",  # noqa: S608
            [b"broken", broken.application_id],
        )
    travel.move_to(BIRTHDAY)
    assert services.ask_for_hand_overs() == 1
    assert open_hand_over(Application.objects.get(pk=member.application_id)) is not None
    travel.move_to(ADULT)
    assert services.ask_for_hand_overs() == 1
    assert services.end_guardianships() == 1
    Guardian.objects.filter(application=broken.application_id).update(ended_at=clock.now())
    travel.shift(timedelta(days=4))
    assert services.erase_former_guardians() == 1
    left = Guardian.objects.values_list("application", flat=True)
    assert set(left) == {broken.application_id, later.application_id}


def test_erasing_a_guardian_is_a_change_that_staff_who_edit_notice(travel: Travel) -> None:
    member = child()
    travel.move_to(ADULT)
    run_job()
    before = Member.objects.get(pk=member.pk).revision
    travel.shift(timedelta(days=4))
    run_job()
    assert not Guardian.objects.exists()
    assert Member.objects.get(pk=member.pk).revision == before + 1
