"""Tests of changes of address by members: confirmed by the new one, taken back by the old one."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils.translation import override

from rontal.accounts.reading_apps.models import AppPassword
from rontal.accounts.reading_apps.services import make_password
from rontal.accounts.roles import Role
from rontal.accounts.services import set_password
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.models import Event
from rontal.membership import errors, events, services
from rontal.membership.email_reversals import LOCK_DAYS, REVERSAL_DAYS, EmailReversal
from rontal.membership.models import Member
from rontal.membership.personal_data import GUARDIANS, LINKS
from rontal.membership.policies import NonResidents
from rontal.membership.selectors import members
from rontal.membership.selectors.links import locked_until
from rontal.membership.services import own_details
from rontal.membership.steps.guardian_ending import GUARDIAN_STAYS
from rontal.membership.suspensions import EmailChange
from tests.support.membership import factories
from tests.support.membership.email_changes import (
    DENPASAR,
    NEW,
    VISITOR,
    ask,
    changed,
    confirm,
    person,
)
from tests.support.membership.members import correct, fresh
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db


def take_back(number: int = 0) -> Member:
    """Follows the link of the change with this number."""
    token = EmailReversal.objects.order_by("pk")[number].token
    return services.take_email_back(token=token, actor=VISITOR)


def test_own_address_counts_after_the_new_one_confirmed_it():
    member = factories.member()
    before = fresh(member).application.email
    ask(member)
    assert fresh(member).user.email == before
    confirm()
    stored = fresh(member)
    assert stored.application.email == stored.user.email == NEW
    assert members.form_of(stored.application).email == NEW
    assert [*EmailAddress.objects.values_list("email", "verified", "primary")] == [
        (NEW, True, True)
    ]


def test_sign_in_by_address_follows(client: Client):
    member = factories.member()
    set_password(user=fresh(member).user, password=factories.PASSWORD)
    former = changed(member)
    for address, status in ((former, 200), (NEW, 302)):
        answer = client.post("/masuk/", {"login": address, "password": factories.PASSWORD})
        assert answer.status_code == status


def test_taking_back_restores_the_address_signs_out_and_locks():
    member = factories.member()
    browser = client_of(person(member))
    make_password(name="Aplikasi", actor=person(member))
    former = changed(member)
    take_back()
    stored = fresh(member)
    assert stored.application.email == stored.user.email == former
    assert EmailAddress.objects.get(user=stored.user).email == former
    assert browser.get("/akun/data/").status_code == 302
    assert not AppPassword.objects.filter(revoked_at=None).exists()
    with pytest.raises(errors.EmailLocked):
        ask(member)
    with clock.frozen_at(clock.now() + timedelta(days=LOCK_DAYS, minutes=1)):
        assert locked_until(stored) is None
        assert services.sweep_email_reversals() == 1
        ask(member)


def test_taking_back_before_the_confirmation_voids_the_new_address():
    member = factories.member()
    ask(member)
    token = EmailChange.objects.get().token
    take_back()
    with pytest.raises(errors.LinkUnknown):
        services.confirm_email(token=token, actor=VISITOR)
    assert Event.objects.get(name=events.EMAIL_TAKEN_BACK).data["changed"] is False


def test_link_takes_a_change_back_once_and_ends():
    member = factories.member()
    changed(member)
    with clock.frozen_at(clock.now() + timedelta(days=30)), pytest.raises(errors.LinkExpired):
        take_back()
    take_back()
    with pytest.raises(errors.LinkUsed):
        take_back()
    with pytest.raises(errors.LinkUnknown):
        services.take_email_back(token="x", actor=VISITOR)


def test_first_owner_wins_over_whoever_changed_the_address_twice():
    member = factories.member()
    former = changed(member)
    changed(member, "lagi@contoh.example")
    take_back(0)
    assert fresh(member).user.email == former
    assert EmailReversal.objects.count() == 1


def test_link_of_a_later_change_leaves_that_of_an_earlier_one():
    member = factories.member()
    former = changed(member)
    changed(member, "lagi@contoh.example")
    take_back(1)
    assert fresh(member).user.email == NEW
    take_back(0)
    assert fresh(member).user.email == former


def test_a_locked_address_is_changed_by_heads_only_and_their_change_stands():
    member = factories.member()
    changed(member)
    take_back()
    with pytest.raises(errors.EmailLocked):
        correct(member, email="palsu@contoh.example")
    correct(member, factories.clerk(Role.HEAD), email="benar@contoh.example")
    confirm()
    assert fresh(member).user.email == "benar@contoh.example"
    assert not EmailReversal.objects.filter(used_at=None).exists()


def test_change_by_staff_is_taken_back_by_the_former_address():
    member = factories.member()
    former = fresh(member).user.email
    correct(member, email="palsu@contoh.example")
    confirm()
    take_back()
    assert fresh(member).user.email == former


def test_address_of_somebody_else_is_accepted_like_any_other():
    other, member = factories.member(), factories.member()
    shared = fresh(other).user.email
    ask(member, shared)
    confirm()
    assert fresh(member).user.email == fresh(other).user.email == shared
    assert EmailAddress.objects.filter(user=fresh(member).user, email=shared).exists()


def test_address_of_one_child_leaves_that_of_another_and_of_the_guardian():
    one, other = (
        factories.member(factories.child_values(email="ayu@contoh.example")) for _ in range(2)
    )
    changed(one)
    assert fresh(other).user.email == "ayu@contoh.example"
    for child in (one, other):
        guardian = fresh(child).application.guardian
        assert guardian.details.reveal()["email"] == "ayu@contoh.example"


@pytest.mark.parametrize("email", ["", "tanpa-at", "dua@@contoh.example", "a@b"])
def test_malformed_address_is_refused(email: str):
    with pytest.raises(Invalid):
        ask(factories.member(), email)
    assert not EmailChange.objects.exists()


def test_own_address_is_refused_in_any_spelling():
    member = factories.member()
    with pytest.raises(Invalid) as refused:
        ask(member, fresh(member).user.email.upper())
    assert refused.value.fields == {"email": "email_unchanged"}


@pytest.mark.parametrize("actor", [VISITOR, Actor.person(10**9)])
def test_only_members_change_their_address(actor: Actor):
    for act in (
        lambda: services.ask_own_email(email=NEW, actor=actor),
        lambda: services.change_own_details(values={"phone": "0813"}, actor=actor),
        lambda: services.drop_own_email_change(actor=actor),
    ):
        with pytest.raises(NotFound):
            act()


def test_closing_the_membership_leaves_no_former_address():
    member = factories.member()
    changed(member)
    services.close_membership(member_id=member.pk, actor=person(member))
    assert not EmailReversal.objects.exists()


def test_phone_and_address_change_at_once_and_stay_sealed():
    member = factories.member()
    before = fresh(member).revision
    changes = {"phone": "0813 1111 2222", "street": "Jl. Kenanga No. 9", "name": "Orang Lain"}
    assert services.change_own_details(values=changes, actor=person(member)) == {"phone", "street"}
    form = members.form_of(fresh(member).application)
    assert (form.phone, form.street) == ("+6281311112222", "Jl. Kenanga No. 9")
    assert form.name == "Ni Wayan Sari"
    assert fresh(member).revision == before + 1
    event = Event.objects.get(name=events.CONTACT_CHANGED)
    assert event.data == {"fields": "phone,street"}


def test_unchanged_details_are_no_change():
    member = factories.member()
    values = {"phone": "081234567890"}
    assert services.change_own_details(values=values, actor=person(member)) == frozenset()
    assert not Event.objects.filter(name=events.CONTACT_CHANGED).exists()


@pytest.mark.parametrize(
    "values", [{"phone": "12"}, {"phone": ""}, {"district": "999999"}, {"street": ""}]
)
def test_wrong_details_are_refused(values: dict[str, str]):
    with pytest.raises(Invalid):
        services.change_own_details(values=values, actor=person(factories.member()))


@pytest.mark.parametrize(
    ("policy", "refused"),
    [
        (NonResidents.ACCEPT, False),
        (NonResidents.ASK_DOCUMENT, True),
        (NonResidents.CLOSED, True),
    ],
)
def test_moving_out_of_the_region_needs_the_library_by_policy(
    policy: NonResidents, refused: bool, monkeypatch: Any
):
    from tests.support.membership.form import with_policy

    member = factories.member()
    monkeypatch.setattr(own_details, "library", lambda: with_policy(policy))
    if refused:
        with pytest.raises(errors.AddressNeedsLibrary):
            services.change_own_details(values=DENPASAR, actor=person(member))
    else:
        services.change_own_details(values=DENPASAR, actor=person(member))
    assert fresh(member).application.resident is refused


def test_moving_into_the_region_needs_the_library():
    member = factories.member()
    services.change_own_details(values=DENPASAR, actor=person(member))
    back = {"province": "51", "regency": "5102", "district": "510205"}
    with pytest.raises(errors.AddressNeedsLibrary):
        services.change_own_details(values=back, actor=person(member))
    assert fresh(member).application.resident is False


def english(text: object) -> str:
    with override("en"):
        return str(text)


def test_register_of_processing_names_the_periods_of_former_addresses_and_guardians():
    assert f"{REVERSAL_DAYS} days after the link" in english(LINKS.period.text)
    assert f"{LOCK_DAYS} days after it is taken back" in english(LINKS.period.text)
    assert f"{GUARDIAN_STAYS.days} days longer" in english(GUARDIANS.period.text)


def test_page_of_the_link_says_for_how_many_days_the_address_is_locked(client: Client):
    ask(factories.member())
    page = client.get(f"/surel/batal/{EmailReversal.objects.get().token}/").content.decode()
    assert f"Selama {LOCK_DAYS} hari" in page
