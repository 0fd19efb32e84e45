"""Tests of the services of requests about personal data."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from rontal.accounts import services as accounts
from rontal.accounts.roles import Role
from rontal.core import event_labels, retention
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, Invalid, NotAllowed, NotFound
from rontal.core.models import Event
from rontal.data_requests import services
from rontal.data_requests.errors import (
    IdentityNotChecked,
    NotRequestHandler,
    RequestCodeUnknown,
    RequestContactGone,
    RequestOver,
    RequestTaken,
    SentWhileSignedIn,
)
from rontal.data_requests.models import DataRequest, RequestEntry, RequestFollowKey
from rontal.data_requests.rules.kinds import (
    IdentityCheck,
    RefusalGround,
    RequestAct,
    RequestChannel,
    RequestKind,
)
from rontal.data_requests.selectors import figures, follow, register
from rontal.data_requests.selectors.register import RequestFilters
from rontal.data_requests.states import DataRequestState
from rontal.data_requests.steps.follow_keys import form_of, fresh_token
from rontal.data_requests.tasks import erase_old, forget_account, hand_over_requests
from rontal.membership.models import Member
from rontal.membership.services import join_members
from tests.support.accounts.factories import staff
from tests.support.data_requests import factories
from tests.support.data_requests.factories import EMAIL, NAME, PHONE, VISITOR, WORDS
from tests.support.membership.factories import member

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 27, 13, tzinfo=UTC)
_S = DataRequestState


def events(name: str) -> list[Event]:
    return list(Event.objects.filter(name=f"data_request:{name}").order_by("pk"))


def done(request: DataRequest, actor: Actor) -> None:
    services.fulfil(
        request_id=request.pk, acts=[RequestAct.TRAIL_GIVEN], words="Sudah.", actor=actor
    )


def test_request_of_a_visitor_is_sealed_and_due_in_72_hours():
    with time_machine.travel(FRIDAY, tick=False):
        request = factories.data_request()
    assert (request.state, request.channel) == (_S.RECEIVED, RequestChannel.PAGE)
    assert request.due_at == FRIDAY + timedelta(hours=72)
    assert (request.account_id, request.identity_check) == (None, "")
    stored = [*DataRequest.objects.values().get().values()]
    stored += RequestEntry.objects.values().get().values()
    stored += [value for event in Event.objects.values() for value in event.values()]
    for secret in (WORDS, NAME, EMAIL, PHONE):
        assert not [value for value in stored if secret in str(value)]


def test_form_that_is_sent_twice_makes_one_request():
    assert factories.opened(key="same") == factories.opened(key="same")
    assert DataRequest.objects.count() == 1


def test_member_needs_no_identity_check():
    person = Actor.person(member().user_id)
    opened = services.open_own_request(kind=RequestKind.COPY, words=WORDS, key="own", actor=person)
    request = follow.own_request(opened.code, person)
    assert request.identity_check == IdentityCheck.SIGNED_IN
    assert request.account_id == person.id
    assert request.has_email
    with pytest.raises(NotFound):
        follow.own_request(opened.code, Actor.person(staff().pk))


def test_what_staff_link_to_an_account_is_not_shown_to_its_owner():
    """Somebody may ask in another person's name."""
    owner = member()
    request, clerk = factories.in_progress()
    services.link_account(request_id=request.pk, login_name=owner.number, actor=clerk)
    assert follow.own_requests(Actor.person(owner.user_id)) == []


def test_staff_change_neither_account_nor_identity_of_who_was_signed_in():
    sender, other, clerk = member(), member(), factories.clerk()
    request = own_request_of(sender)
    services.take(request_id=request.pk, actor=clerk)
    with pytest.raises(SentWhileSignedIn):
        services.link_account(request_id=request.pk, login_name=other.number, actor=clerk)
    with pytest.raises(SentWhileSignedIn):
        services.confirm_identity(request_id=request.pk, check=IdentityCheck.CARD_SEEN, actor=clerk)
    assert follow.own_requests(Actor.person(sender.user_id)) == [request]
    DataRequest.objects.update(channel=RequestChannel.LETTER)
    assert follow.own_requests(Actor.person(sender.user_id)) == []


@pytest.mark.parametrize("channel", [RequestChannel.LETTER, RequestChannel.COUNTER])
def test_only_staff_enter_letters_and_visits(channel):
    with pytest.raises(NotAllowed):
        factories.opened(channel=channel)
    yesterday = FRIDAY - timedelta(days=1)
    with time_machine.travel(FRIDAY, tick=False):
        request = factories.data_request(
            channel=channel, actor=factories.clerk(), received_at=yesterday
        )
        with pytest.raises(Invalid):
            factories.opened(
                channel=channel, actor=factories.clerk(), received_at=FRIDAY + timedelta(hours=1)
            )
    assert request.due_at == yesterday + timedelta(hours=72)


@pytest.mark.parametrize("received", [datetime(1, 1, 1, tzinfo=UTC), FRIDAY - timedelta(days=367)])
def test_request_of_more_than_a_year_ago_is_refused(received):
    with time_machine.travel(FRIDAY, tick=False), pytest.raises(Invalid):
        factories.opened(
            channel=RequestChannel.LETTER, actor=factories.clerk(), received_at=received
        )


def test_one_broken_request_does_not_stop_the_reminders_of_the_others():
    with time_machine.travel(FRIDAY, tick=False) as now:
        broken, _clerk = factories.in_progress()
        factories.in_progress()
        with connection.cursor() as cursor:
            before_christ = "UPDATE data_requests_datarequest SET received_at = %s WHERE id = %s"
            cursor.execute(before_christ, ["0001-01-01 BC", broken.pk])
        now.shift(timedelta(hours=40))
        assert services.remind_before_late() == 1


def test_second_clerk_is_told_that_it_is_taken():
    request, _ = factories.in_progress()
    with pytest.raises(RequestTaken):
        services.take(request_id=request.pk, actor=factories.clerk())


def test_only_the_handler_answers_and_the_head_passes_on():
    request, clerk = factories.in_progress()
    head, colleague = factories.clerk(Role.HEAD), factories.clerk()
    with pytest.raises(NotRequestHandler):
        done(request, colleague)
    with pytest.raises(NotRequestHandler):
        services.reassign(request_id=request.pk, to=colleague.id, actor=colleague)
    services.reassign(request_id=request.pk, to=colleague.id, actor=head)
    with pytest.raises(NotRequestHandler):
        done(request, clerk)
    done(request, colleague)
    with pytest.raises(NotAllowed):
        services.take(request_id=request.pk, actor=factories.clerk(Role.LIBRARIAN))


def test_nothing_is_done_before_the_identity_is_checked():
    request, clerk = factories.in_progress(checked=False)
    with pytest.raises(IdentityNotChecked):
        done(request, clerk)
    with pytest.raises(Invalid):
        services.confirm_identity(
            request_id=request.pk, check=IdentityCheck.NOT_NEEDED, actor=clerk
        )
    with pytest.raises(Invalid):
        services.confirm_identity(request_id=request.pk, check=IdentityCheck.SIGNED_IN, actor=clerk)
    services.confirm_identity(request_id=request.pk, check=IdentityCheck.CALLED_BACK, actor=clerk)
    done(request, clerk)
    request.refresh_from_db()
    assert (request.state, request.acts) == (_S.FULFILLED, [RequestAct.TRAIL_GIVEN])
    assert request.identity_checked_by_id == clerk.id
    assert request.was_in_time


def test_information_needs_no_identity():
    request, clerk = factories.in_progress(checked=False, kind=RequestKind.INFORMATION)
    services.confirm_identity(request_id=request.pk, check=IdentityCheck.NOT_NEEDED, actor=clerk)
    done(request, clerk)


def test_question_and_reply_do_not_stop_the_clock():
    request, clerk = factories.in_progress()
    due = request.due_at
    services.ask_person(request_id=request.pk, words="Tanggal lahir?", actor=clerk)
    with pytest.raises(IllegalTransition):
        done(request, clerk)
    services.add_reply(request_id=request.pk, words="17 Mei 1990", actor=VISITOR)
    request.refresh_from_db()
    assert (request.state, request.due_at, request.news) == (_S.IN_PROGRESS, due, True)
    services.mark_news_read(request_id=request.pk, actor=clerk)
    services.add_note(request_id=request.pk, words="Cocok.", actor=factories.clerk())
    assert [one.words for one in follow.thread(request)] == [WORDS, "Tanggal lahir?", "17 Mei 1990"]
    assert len(follow.whole_thread(request)) == 4


def test_refusal_names_its_ground_and_a_closed_request_stays_closed():
    request, clerk = factories.in_progress(checked=False)
    services.refuse(
        request_id=request.pk,
        ground=RefusalGround.IDENTITY_UNKNOWN,
        words="Kami tidak dapat memastikan.",
        actor=clerk,
    )
    request.refresh_from_db()
    assert (request.state, request.refusal) == (_S.REFUSED, RefusalGround.IDENTITY_UNKNOWN)
    for act in (
        lambda: done(request, clerk),
        lambda: services.add_reply(request_id=request.pk, words="Lho?", actor=VISITOR),
        lambda: services.withdraw(request_id=request.pk, actor=VISITOR),
    ):
        with pytest.raises(RequestOver):
            act()


def test_sender_withdraws():
    request = factories.data_request()
    services.withdraw(request_id=request.pk, actor=VISITOR)
    request.refresh_from_db()
    assert request.state == _S.WITHDRAWN
    assert request.was_in_time is None


def test_contact_opens_to_handler_and_head_and_is_recorded():
    request, clerk = factories.in_progress()
    with pytest.raises(NotRequestHandler):
        register.contact(request, actor=factories.clerk())
    assert register.contact(request, actor=clerk).name == NAME
    assert register.contact(request, actor=factories.clerk(Role.HEAD)).phone == PHONE
    assert len(events("contact_opened")) == 2


def test_staff_are_reminded_three_times_each_once():
    with time_machine.travel(FRIDAY, tick=False) as now:
        factories.in_progress()
        closed, clerk = factories.in_progress()
        done(closed, clerk)
        numbers = []
        for hours in (35, 1, 1, 17, 1, 16, 2, 24):
            now.shift(timedelta(hours=hours))
            numbers.append(services.remind_before_late())
    assert numbers == [0, 1, 0, 1, 0, 0, 1, 0]
    assert [event.data["reminder"] for event in events("due_soon")] == [1, 2, 3]


def test_one_reminder_after_a_pause_of_the_worker():
    with time_machine.travel(FRIDAY, tick=False) as now:
        factories.in_progress()
        now.shift(timedelta(hours=80))
        assert services.remind_before_late() == 1
        assert services.remind_before_late() == 0


def test_contents_are_erased_after_the_retention_and_the_proof_stays():
    with time_machine.travel(FRIDAY, tick=False) as now:
        owner = member()
        request, clerk = factories.in_progress(key="erased", language="en")
        services.link_account(request_id=request.pk, login_name=owner.number, actor=clerk)
        code = factories.opened(key="other").follow_code
        done(request, clerk)
        DataRequest.objects.filter(pk=request.pk).update(news=True)
        now.shift(timedelta(days=364))
        assert services.erase_old() == 0
        now.shift(timedelta(days=2))
        assert services.erase_old() == 1
        assert services.erase_old() == 0
    request.refresh_from_db()
    assert (request.contact, request.has_email, request.account_id) == (None, False, None)
    assert {one.words for one in follow.whole_thread(request)} == {""}
    assert (request.language, request.news) == ("id", False)
    assert bytes(request.submit_key) != form_of("erased")
    assert not RequestFollowKey.objects.filter(request=request).exists()
    assert (request.kind, request.acts) == (RequestKind.ACCESS, [RequestAct.TRAIL_GIVEN])
    assert request.identity_check == IdentityCheck.CARD_SEEN
    assert follow.by_code(code).is_open
    with pytest.raises(RequestContactGone):
        register.contact(request, actor=clerk)


def own_request_of(owner: Member) -> DataRequest:
    person = Actor.person(owner.user_id)
    opened = services.open_own_request(
        kind=RequestKind.COPY, words=WORDS, key=f"own {owner.pk}", actor=person
    )
    return DataRequest.objects.get(pk=opened.request_id)


def test_requests_of_an_erased_account_are_erased_open_ones_after_their_answer():
    with time_machine.travel(FRIDAY, tick=False) as now:
        owner, clerk = member(), factories.clerk()
        closed, still_open = factories.in_progress(clerk)[0], own_request_of(owner)
        services.link_account(request_id=closed.pk, login_name=owner.number, actor=clerk)
        done(closed, clerk)
        forget_account(Event(subject_id=str(owner.user_id)))
        closed.refresh_from_db()
        assert closed.erased_at is None
        accounts.erase(user_id=owner.user_id, actor=Actor.system("test"))
        for _again in range(2):
            forget_account(Event.objects.get(name="account:erased"))
        closed.refresh_from_db()
        assert (closed.contact, closed.account_id) == (None, None)
        now.shift(timedelta(days=60))
        services.take(request_id=still_open.pk, actor=clerk)
        done(still_open, clerk)
        assert services.erase_old() == 0
        now.shift(timedelta(days=30))
        assert services.erase_old() == 1
    still_open.refresh_from_db()
    assert (still_open.contact, still_open.account_id) == (None, None)


def test_requests_go_with_the_membership_that_stays():
    goes, stays = member(), member()
    request = own_request_of(goes)
    Member.objects.filter(pk=stays.pk).update(nik_hash=b"")
    join_members(
        surviving_id=stays.pk,
        merged_id=goes.pk,
        reason="registered_twice",
        actor=factories.clerk(Role.HEAD),
    )
    hand_over_requests(Event.objects.get(name="member:joined_into"))
    assert follow.own_requests(Actor.person(stays.user_id)) == [request]


def test_job_records_how_many_requests_it_erased():
    with time_machine.travel(FRIDAY, tick=False) as now:
        request, clerk = factories.in_progress()
        done(request, clerk)
        now.shift(timedelta(days=366))
        assert retention.due()["data_requests.requests"].number == 1
        erase_old(timestamp=0)
    assert retention.erased()["data_requests.requests"].last == 1


def test_data_of_events_have_labels():
    request, clerk = factories.in_progress()
    services.link_account(request_id=request.pk, login_name=member().number, actor=clerk)
    services.reassign(request_id=request.pk, to=clerk.id, actor=clerk)
    done(request, clerk)
    found = Event.objects.filter(name__startswith="data_request:")
    assert not {key for event in found for key in event.data} - event_labels.KEYS.keys()


def test_follow_code_opens_only_its_request():
    opened = factories.opened()
    typed = opened.follow_code.lower().replace("-", " ")
    assert follow.by_code(typed).pk == opened.request_id
    for wrong in ("", "AAAA-BBBB-CCCC-DDDD", "\x00"):
        with pytest.raises(RequestCodeUnknown):
            follow.by_code(wrong)


def test_link_of_a_mail_ends_and_the_follow_code_stays():
    with time_machine.travel(FRIDAY, tick=False) as now:
        opened = factories.opened()
        link = fresh_token(DataRequest.objects.get(pk=opened.request_id))
        now.shift(timedelta(days=29))
        assert follow.by_code(link).pk == opened.request_id
        now.shift(timedelta(days=2))
        with pytest.raises(RequestCodeUnknown):
            follow.by_code(link)
        services.erase_old()
        assert follow.by_code(opened.follow_code).pk == opened.request_id
    assert RequestFollowKey.objects.count() == 1


def test_register_lists_what_ends_first(django_assert_num_queries):
    clerk = factories.clerk()
    with time_machine.travel(FRIDAY, tick=False) as now:
        first = factories.data_request()
        now.shift(timedelta(hours=1))
        second, _ = factories.in_progress(clerk, kind=RequestKind.ERASURE)
        third, _ = factories.in_progress()
        done(third, Actor.staff(third.handler_id, frozenset({Role.CLERK})))
        now.shift(timedelta(hours=71, minutes=30))
        with django_assert_num_queries(3):
            _page, rows = register.page(RequestFilters(), "1", clerk)
        late = register.page(RequestFilters(state="late"), "1", clerk)[1]
        counts = register.counts(clerk)
    assert [row.request.pk for row in rows] == [first.pk, second.pk]
    assert [row.request.pk for row in late] == [first.pk]
    assert (counts["open"], counts["late"], counts["fulfilled"], counts["all"]) == (2, 1, 1, 3)
    mine = register.page(RequestFilters(mine=True, kind="erasure"), "1", clerk)[1]
    assert [row.request.pk for row in mine] == [second.pk]


def test_figures_count_kinds_speed_and_lateness():
    with time_machine.travel(FRIDAY, tick=False) as now:
        clerk = factories.clerk()
        for hours in (10, 20, 30, 40, 80):
            request, _ = factories.in_progress(clerk)
            now.shift(timedelta(hours=hours))
            done(request, clerk)
        factories.data_request(kind=RequestKind.ERASURE)
        found = figures.figures()
        assert (found.all.received, found.all.answered, found.all.late) == (6, 5, 1)
        assert (found.all.hours, found.all.in_time_percent) == (30.0, 80)
        assert [one.kind for one in found.kinds] == ["access", "erasure"]
        assert found.kinds[1].hours is None
        assert figures.published() is not None
        now.shift(timedelta(days=363))
        assert figures.published() is None
