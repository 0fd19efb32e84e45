"""Races of changes of address: two at once, a confirmation beside a newer change, or beside the
former address that takes it back.
"""

from typing import Any

import pytest

from rontal.core.actors import Actor
from rontal.membership import errors, services
from rontal.membership.email_reversals import EmailReversal
from rontal.membership.models import Member
from rontal.membership.selectors import members
from rontal.membership.services import email_changes, own_details
from rontal.membership.suspensions import EmailChange
from tests.support.membership import factories
from tests.support.membership.members import fresh
from tests.support.races.threads import Moment, refusals, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
VISITOR = Actor.visitor()


def ask(member: Member, email: str) -> Any:
    actor = Actor.person(member.user_id)
    return lambda: services.ask_own_email(email=email, actor=actor)


def confirm(token: str) -> Any:
    return lambda: services.confirm_email(token=token, actor=VISITOR)


def test_of_two_new_addresses_at_once_one_waits_and_only_its_link_works(monkeypatch):
    member, moment = factories.member(), Moment()
    monkeypatch.setattr(email_changes, "lock_own", moment.after(email_changes.lock_own))
    assert together(ask(member, "satu@contoh.example"), ask(member, "dua@contoh.example")) == [
        None,
        None,
    ]
    assert not moment.met
    change = EmailChange.objects.get()
    waiting = change.addresses.reveal()["new"]
    confirm(change.token)()
    assert fresh(member).user.email == waiting


def test_confirmation_beside_a_newer_address_never_leaves_two_links(monkeypatch):
    member, moment = factories.member(), Moment()
    former = fresh(member).user.email
    ask(member, "satu@contoh.example")()
    token = EmailChange.objects.get().token
    monkeypatch.setattr(email_changes, "lock_own", moment.after(email_changes.lock_own))
    monkeypatch.setattr(email_changes, "lock_open", moment.after(email_changes.lock_open))
    results = together(confirm(token), ask(member, "dua@contoh.example"))
    assert not moment.met
    stored = fresh(member).user.email
    if refusals(results):  # the newer address came first
        assert refusals(results) == [errors.LinkUnknown]
        assert stored == former
    else:
        assert stored == "satu@contoh.example"
    assert EmailChange.objects.get().addresses.reveal()["new"] == "dua@contoh.example"


def test_taking_back_beside_the_confirmation_always_wins(monkeypatch):
    member, moment = factories.member(), Moment()
    former = fresh(member).user.email
    ask(member, "satu@contoh.example")()
    token, back = EmailChange.objects.get().token, EmailReversal.objects.get().token
    monkeypatch.setattr(email_changes, "lock_open", moment.after(email_changes.lock_open))
    results = together(confirm(token), lambda: services.take_email_back(token=back, actor=VISITOR))
    assert refusals(results) in ([], [errors.LinkUnknown])
    assert not moment.met
    assert fresh(member).user.email == former
    assert not EmailChange.objects.exists()


def test_link_taken_back_twice_at_once_counts_once():
    member = factories.member()
    ask(member, "satu@contoh.example")()
    back = EmailReversal.objects.get().token
    acts = [lambda: services.take_email_back(token=back, actor=VISITOR)] * 2
    assert refusals(together(*acts)) == [errors.LinkUsed]


def test_phone_and_address_changed_at_once_are_both_stored(monkeypatch):
    member, moment = factories.member(), Moment()
    monkeypatch.setattr(own_details, "lock_own", moment.after(own_details.lock_own))
    actor = Actor.person(member.user_id)

    def change(**values: str) -> Any:
        return lambda: services.change_own_details(values=values, actor=actor)

    results = together(change(phone="0813 1111 2222"), change(street="Jl. Kenanga No. 9"))
    assert refusals(results) == []
    assert not moment.met
    form = members.form_of(fresh(member).application)
    assert (form.phone, form.street) == ("+6281311112222", "Jl. Kenanga No. 9")
