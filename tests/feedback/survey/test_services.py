"""Tests for invitations, for the anonymity of answers, and for declining."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, models, transaction

from rontal.accounts import services as accounts
from rontal.accounts.roles import Role
from rontal.core.errors import Invalid, NotAllowed, NotFound
from rontal.core.models import Event
from rontal.feedback.survey import selectors, services, tasks, tokens
from rontal.feedback.survey.kinds import Occasion
from rontal.feedback.survey.models import Answer, Asking, Invitation, Remark
from rontal.lending import services as lending
from rontal.lending import tasks as lending_tasks
from rontal.membership import services as membership_services
from tests.support.feedback.survey import factories
from tests.support.feedback.survey.factories import ALL_GOOD, invitation, invite, invited
from tests.support.lending.factories import loan
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 24, 1, tzinfo=UTC)


def send(token: str, **changes):
    arguments = {"token": token, "choices": ALL_GOOD, "about": {}, "words": ""}
    services.answer(**(arguments | changes))


def newest(name: str) -> Event:
    return Event.objects.filter(name=name).latest("pk")


def test_new_member_is_invited_once_for_the_decision():
    member = membership.member()
    for _twice in range(2):
        tasks.ask_after_decision(newest("application:approved"))
    open_invitation = invitation(member.user_id)
    assert open_invitation.occasion == Occasion.APPLICATION
    assert Event.objects.filter(name="survey:invited").count() == 1


def test_rejected_applicant_is_invited_too():
    application = membership.in_review()
    clerk = membership.clerk()
    membership_services.reject(
        application_id=application.pk, reason="not_eligible", words="", actor=clerk
    )
    tasks.ask_after_decision(newest("application:rejected"))
    assert invitation(application.user_id)


def test_repeated_job_after_the_answer_invites_nobody_again():
    member = membership.member()
    event = newest("application:approved")
    tasks.ask_after_decision(event)
    send(tokens.invitation_token(invitation(member.user_id).pk))
    tasks.ask_after_decision(event)
    assert invitation(member.user_id) is None


def test_ended_loan_invites_once_in_ninety_days():
    borrowed = loan()
    account = borrowed.member.user_id
    lending.return_loan(loan_id=borrowed.pk, actor=factories.Actor.person(account))
    event = newest("loan:returned")
    with time_machine.travel(MORNING, tick=False) as now:
        lending_tasks.ask_after_loan(event)
        send(tokens.invitation_token(invitation(account).pk))
        now.shift(timedelta(days=89))
        assert invite(account, Occasion.LOAN) is None
        now.shift(timedelta(days=1))
        assert invite(account, Occasion.LOAN).occasion == Occasion.LOAN


def test_decision_invites_despite_a_recent_invitation_for_a_loan():
    account = factories.person()
    send(tokens.invitation_token(invite(account, Occasion.LOAN).pk))
    assert invite(account, Occasion.APPLICATION)


def test_person_has_at_most_one_open_invitation():
    account = factories.person()
    assert invite(account)
    assert invite(account) is None
    assert Invitation.objects.count() == 1


def test_answer_is_stored_and_its_invitation_deleted():
    send(invited(), about={"age": "25_34", "sex": "female"}, words="  Terima kasih.  ")
    answer = Answer.objects.get()
    assert (answer.u1, answer.u9, answer.age, answer.sex, answer.work) == (
        3,
        3,
        "25_34",
        "female",
        "",
    )
    assert Remark.objects.get().words.reveal() == "Terima kasih."
    assert not Invitation.objects.exists()


def test_used_link_accepts_no_second_answer():
    token = invited()
    send(token)
    with pytest.raises(NotFound):
        send(token, choices=ALL_GOOD | {"u1": 1})
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "\x00", "ä" * 5000])
def test_unknown_link_accepts_no_answer(token):
    with pytest.raises(NotFound):
        send(token)
    assert not Answer.objects.exists()


def test_an_invitation_is_open_to_its_last_day():
    with time_machine.travel(MORNING, tick=False) as now:
        token = invited()
        now.shift(timedelta(days=30))
        assert selectors.open_invitation(token)
        now.shift(timedelta(days=1))
        with pytest.raises(NotFound):
            send(token)
        assert services.sweep() == 1


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"choices": {}}, {f"u{n}" for n in range(1, 10)}),
        ({"choices": ALL_GOOD | {"u3": 5}}, {"u3"}),
        ({"choices": ALL_GOOD | {"u3": 0}}, {"u3"}),
        ({"choices": ALL_GOOD | {"u10": 3}}, {"u10"}),
        ({"about": {"age": "soon"}}, {"age"}),
        ({"about": {"religion": "x"}}, {"religion"}),
        ({"words": "x" * 1001}, {"words"}),
    ],
)
def test_invalid_answer_is_refused_and_the_link_stays_valid(changes, fields):
    token = invited()
    with pytest.raises(Invalid) as caught:
        send(token, **changes)
    assert set(caught.value.fields) == fields
    send(token)


def test_database_refuses_what_the_service_refuses(monkeypatch):
    monkeypatch.setattr(services, "_check", lambda *_args: None)
    with pytest.raises(IntegrityError), transaction.atomic():
        send(invited(), choices=ALL_GOOD | {"u1": 7})


def everything_in(model: type[models.Model]) -> str:
    """Returns all columns of a table and PostgreSQL's system columns, as text."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin, ctid, t::text FROM {model._meta.db_table} t")
        return str(cursor.fetchall())


def test_no_answer_can_be_traced_to_a_person():
    account = factories.person()
    opened = invite(account)
    before = {table: everything_in(table) for table in (Asking, Event)}
    token = tokens.invitation_token(opened.pk)
    send(token, words="Ramah sekali.")
    # No row about the person was touched, no event was written, and the invitation is deleted.
    assert {table: everything_in(table) for table in (Asking, Event)} == before
    assert not Invitation.objects.exists()
    columns = {field.name: field for field in Answer._meta.get_fields()}
    assert not [field for field in columns.values() if field.is_relation]
    moments = [f.name for f in columns.values() if isinstance(f, models.DateField)]
    assert moments == ["month"]
    answer = Answer.objects.get()
    assert answer.month.day == 1
    assert answer.pk.version == 4  # random, so that it reveals no order


def test_only_keyed_hashes_of_link_tokens_are_stored():
    opened = invite(factories.person())
    request = Asking.objects.get()
    links = selectors.mail_links(str(opened.pk))
    assert links == (tokens.invitation_token(opened.pk), tokens.opt_out_token(request.key))
    for table in (Invitation, Asking, Event):
        for word in links:
            assert word not in everything_in(table)
    assert len(set(links)) == 2
    assert all(len(word) == 43 for word in links)


def test_person_who_declines_is_not_invited_until_they_allow_it():
    account = factories.person()
    token = tokens.invitation_token(invite(account).pk)
    person = factories.Actor.person(account)
    for _twice in range(2):
        services.decline(account_id=account, actor=person)
    with pytest.raises(NotFound):
        send(token)
    assert invite(account) is None
    assert selectors.has_declined(account)
    services.allow_invitations(account_id=account, actor=person)
    assert invite(account)
    assert Event.objects.filter(name="survey:declined").count() == 1


def test_person_never_invited_may_decline():
    account = factories.person()
    services.decline(account_id=account, actor=factories.Actor.person(account))
    assert invite(account) is None


def test_closed_account_is_not_invited_and_its_invitations_are_deleted():
    account = factories.person()
    invite(account)
    accounts.close(user_id=account, actor=factories.SYSTEM)
    tasks.forget_whoever_left(newest("account:closed"))
    assert not Asking.objects.exists()
    assert not Invitation.objects.exists()
    assert invite(account) is None
    with pytest.raises(NotFound):
        services.decline(account_id=account, actor=factories.SYSTEM)


def test_remarks_are_read_by_head_and_administrator_and_reading_is_recorded():
    send(invited(), words="Petugas sangat membantu.")
    head = membership.clerk(Role.HEAD)
    ((remark, words),) = services.read_remarks(actor=head)
    assert words == "Petugas sangat membantu."
    assert newest("survey:remarks_read").actor_id == head.id
    for actor in (membership.clerk(), factories.SYSTEM, factories.Actor.visitor()):
        with pytest.raises(NotAllowed):
            services.read_remarks(actor=actor)
        with pytest.raises(NotAllowed):
            services.erase_remark(remark_id=str(remark.pk), actor=actor)
    services.erase_remark(remark_id=str(remark.pk), actor=head)
    assert services.read_remarks(actor=head) == []
    with pytest.raises(NotFound):
        services.erase_remark(remark_id=str(remark.pk), actor=head)


def test_event_of_an_invitation_is_not_stored_for_long():
    with time_machine.travel(MORNING, tick=False) as now:
        invited()
        now.shift(timedelta(days=29))
        services.sweep()
        assert Asking.objects.get().last_event > 0
        now.shift(timedelta(days=3))
        services.sweep()
    assert Asking.objects.get().last_event == 0


def test_remarks_are_erased_after_a_year():
    with time_machine.travel(MORNING, tick=False) as now:
        send(invited(), words="Bagus.")
        now.shift(timedelta(days=340))
        services.sweep()
        assert Remark.objects.exists()
        now.shift(timedelta(days=40))
        services.sweep()
    assert not Remark.objects.exists()
    assert Answer.objects.exists()
