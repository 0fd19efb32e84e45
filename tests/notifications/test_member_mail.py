"""Tests of the mails about a membership, as people get them."""

from datetime import timedelta

import pytest

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.membership import services
from rontal.membership.email_reversals import EmailReversal
from rontal.membership.models import Application, Member
from rontal.membership.selectors import today
from rontal.membership.suspensions import EmailChange
from rontal.notifications.models import Message
from tests.support.membership import factories
from tests.support.membership.members import correct, ending, expired, suspended, without_number
from tests.support.run_subscribers import carry_on

pytestmark = pytest.mark.django_db


def head():
    return factories.clerk(Role.HEAD)


@pytest.fixture
def sent(mailoutbox):
    """Returns a function that runs an action and returns its mails; earlier ones are discarded."""

    def letters(act):
        done = set()
        carry_on(done)
        mailoutbox.clear()
        act()
        carry_on(done)
        return list(mailoutbox)

    return letters


def address(member: Member) -> list[str]:
    return [Application.objects.get(pk=member.application_id).email]


def test_mail_about_a_suspension_has_reason_text_and_end(sent):
    member = factories.member()
    day = today() + timedelta(days=5)
    (message,) = sent(
        lambda: services.suspend_member(
            member_id=member.pk,
            reason="shared_access",
            words="Mari bicara di loket.",
            until=day,
            actor=head(),
        )
    )
    assert message.to == address(member)
    assert "Mari bicara di loket." in message.body
    assert "orang lain yang memakai akses" in message.body
    assert str(day.year) in message.body
    assert member.application.name not in message.subject
    assert "/rak/" in message.body
    assert "beralih dulu ke pengantre berikutnya" in " ".join(message.body.split())


def test_reinstating_renewing_and_expiring_are_notified(sent):
    suspended_member = suspended()
    (message,) = sent(lambda: services.lift_suspension(member_id=suspended_member.pk, actor=head()))
    assert "meminjam lagi" in message.body
    member = ending(factories.member(), today() + timedelta(days=3))
    (message,) = sent(services.notify_of_ending)
    assert member.number in message.body
    (message,) = sent(
        lambda: services.renew_membership(
            member_id=member.pk, displayed_until=member.valid_until, actor=factories.clerk()
        )
    )
    assert "diperpanjang" in message.subject
    ending(member, today() - timedelta(1))
    (message,) = sent(services.expire_memberships)
    assert "habis" in message.subject


def test_member_reinstated_after_expiry_is_asked_to_renew(sent):
    suspended_member = ending(suspended(), today() - timedelta(1))
    (message,) = sent(lambda: services.lift_suspension(member_id=suspended_member.pk, actor=head()))
    assert "masa berlakunya habis" in message.body


@pytest.mark.parametrize(("reason", "number"), [("moved_away", 1), ("deceased", 0)])
def test_closing_is_notified_except_after_a_death(sent, reason, number):
    member = factories.member()
    messages = sent(lambda: services.close_member(member_id=member.pk, reason=reason, actor=head()))
    assert len(messages) == number
    for message in messages:
        assert "pindah" in message.body


def test_member_who_left_gets_no_mail_about_the_closing(sent):
    member = factories.member()
    actor = factories.applicant(member.application)
    messages = sent(lambda: services.close_membership(member_id=member.pk, actor=actor))
    assert not [message for message in messages if member.number in message.body]


def test_both_addresses_are_notified_of_a_merge(sent):
    surviving, merged = without_number(), factories.member()
    messages = sent(
        lambda: services.join_members(
            surviving_id=surviving.pk, merged_id=merged.pk, reason="imported_twice", actor=head()
        )
    )
    assert sorted(message.to for message in messages) == sorted(
        [address(surviving), address(merged)]
    )
    for message in messages:
        assert surviving.number in message.body
        assert "/masuk/" in message.body


def test_shared_address_is_notified_once(sent):
    surviving, merged = without_number(), factories.member()
    Application.objects.filter(pk=merged.application_id).update(email=address(surviving)[0].upper())
    messages = sent(
        lambda: services.join_members(
            surviving_id=surviving.pk, merged_id=merged.pk, reason="imported_twice", actor=head()
        )
    )
    assert len(messages) == 1


def test_new_address_gets_a_link_and_the_old_one_another_that_takes_it_back(sent):
    member = factories.member()
    old = address(member)
    messages = sent(lambda: correct(member, email="baru@contoh.example"))
    by_address = {message.to[0]: message for message in messages}
    token = EmailChange.objects.get().token
    assert f"/surel/{token}/" in by_address["baru@contoh.example"].body
    assert EmailChange.objects.get().token not in by_address[old[0]].body
    assert f"/surel/batal/{EmailReversal.objects.get().token}/" in by_address[old[0]].body
    assert "baru@contoh.example" not in by_address[old[0]].body
    assert member.number not in by_address["baru@contoh.example"].body


def test_mails_of_two_quick_changes_go_to_the_addresses_of_their_events(sent):
    """Both changes are confirmed before a mail leaves: each former address is told, by its link."""
    member = factories.member()
    (old,) = address(member)

    def twice() -> None:
        for new in ("kedua@contoh.example", "ketiga@contoh.example"):
            services.ask_own_email(email=new, actor=Actor.person(member.user_id))
            token = EmailChange.objects.get().token
            services.confirm_email(token=token, actor=Actor.visitor())

    messages = sent(twice)
    first, second = EmailReversal.objects.order_by("pk")
    for former, reversal in ((old, first), ("kedua@contoh.example", second)):
        bodies = [one.body for one in messages if one.to == [former]]
        links = [body for body in bodies if "/surel/batal/" in body]
        assert len(links) == 2, former  # asked, and in use
        assert all(f"/surel/batal/{reversal.token}/" in body for body in links)


def test_address_that_was_in_use_is_told_when_an_earlier_change_is_taken_back(sent):
    member = factories.member()
    for new in ("kedua@contoh.example", "ketiga@contoh.example"):
        services.ask_own_email(email=new, actor=Actor.person(member.user_id))
        services.confirm_email(token=EmailChange.objects.get().token, actor=Actor.visitor())
    token = EmailReversal.objects.order_by("pk")[0].token
    messages = sent(lambda: services.take_email_back(token=token, actor=Actor.visitor()))
    recipients = sorted(message.to[0] for message in messages)
    assert recipients == sorted(["ketiga@contoh.example", *address(member)])


def test_member_without_address_is_not_written_to(sent):
    member = expired()
    Application.objects.filter(pk=member.application_id).update(email="")
    messages = sent(
        lambda: services.renew_membership(
            member_id=member.pk, displayed_until=member.valid_until, actor=factories.clerk()
        )
    )
    assert messages == []


def test_outdated_mail_is_dropped(mailoutbox):
    suspended_member = suspended()
    services.lift_suspension(member_id=suspended_member.pk, actor=head())
    carry_on(set())
    subjects = [message.subject for message in mailoutbox]
    assert not [one for one in subjects if "sedang dijeda" in one]
    assert not Message.objects.filter(kind="member_suspended").exists()


def test_event_causes_no_mail_twice(sent):
    member = ending(factories.member(), today() + timedelta(days=3))
    with clock.frozen_at(clock.now()):
        messages = sent(lambda: (services.notify_of_ending(), services.notify_of_ending()))
    assert len(messages) == 1
    assert messages[0].to == address(member)
