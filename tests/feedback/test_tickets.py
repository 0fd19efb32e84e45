"""Tests for the services of tickets."""

import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from rontal.accounts.roles import Role
from rontal.core import sealed_files
from rontal.core.errors import IllegalTransition, Invalid, NotAllowed, NotFound
from rontal.core.models import Event, SealedFile
from rontal.feedback import files, services
from rontal.feedback.errors import (
    FollowCodeUnknown,
    IdentityGone,
    NoAnswerYet,
    NotHandler,
    ReopenedBefore,
    TicketOver,
    TicketTaken,
    TooManyAttachments,
)
from rontal.feedback.models import Attachment, Entry, FollowKey, Ticket, Upload
from rontal.feedback.rules.kinds import (
    Category,
    Channel,
    EntryKind,
    Kind,
    OpenReason,
    Pace,
    SetAside,
)
from rontal.feedback.selectors import figures, follow, promise, register
from rontal.feedback.selectors.register import Filters
from rontal.feedback.states import TicketState
from rontal.feedback.steps import attaching
from rontal.feedback.steps.following import form_of
from rontal.standard.rules import Punctuality
from tests.support.accounts.factories import staff
from tests.support.feedback import factories
from tests.support.feedback.factories import CONTACT, EMAIL, NAME, PHONE, VISITOR, WORDS
from tests.support.feedback.tickets import sent_ahead
from tests.support.membership import pictures

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 9, 1, tzinfo=UTC)


def test_ticket_has_due_times_and_a_sealed_text():
    with time_machine.travel(MONDAY, tick=False):
        ticket = factories.ticket(**CONTACT)
    assert ticket.state == TicketState.RECEIVED
    assert ticket.received_at == MONDAY
    assert ticket.first_due_at == promise.first_due(MONDAY) < ticket.due_at
    row = Ticket.objects.filter(pk=ticket.pk).values().get()
    entry = Entry.objects.filter(ticket=ticket).values().get()
    for value in [*row.values(), *entry.values()]:
        assert WORDS not in str(value)
        assert NAME not in str(value)
        assert EMAIL not in str(value)
    assert follow.thread(ticket)[0].words == WORDS


def test_the_same_form_sent_twice_opens_one_ticket_and_shows_one_code():
    first, second = factories.opened(key="k"), factories.opened(key="k", words="otherwise")
    assert first == second
    assert Ticket.objects.count() == 1


def test_secret_opens_the_ticket_however_it_is_typed_and_only_its_hash_is_stored():
    opened = factories.opened()
    typed = opened.follow_code.lower().replace("-", " ")
    assert follow.by_code(typed).pk == opened.ticket_id
    assert len(opened.follow_code.replace("-", "")) == 16
    key_hash = bytes(FollowKey.objects.get().key_hash)
    assert opened.follow_code.encode() not in key_hash
    for wrong in ("", "-", opened.code, opened.follow_code[:-1], "x" * 500, "\x00"):
        with pytest.raises(FollowCodeUnknown):
            follow.by_code(wrong)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words": "  "}, "words"),
        ({"words": "a" * 5001}, "words"),
        ({"email": "no address"}, "email"),
        ({"received_at": datetime(2100, 1, 1, tzinfo=UTC)}, "received_at"),
    ],
)
def test_invalid_form_is_refused_field_by_field(changes, field):
    actor = factories.clerk()
    with pytest.raises(Invalid) as caught:
        factories.opened(channel=Channel.BOX, actor=actor, **changes)
    assert set(caught.value.fields) == {field}
    assert not Ticket.objects.exists()


def test_only_staff_enter_tickets_of_other_channels():
    with pytest.raises(NotAllowed):
        factories.opened(channel=Channel.PHONE)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    ticket = factories.ticket(channel=Channel.PHONE, actor=factories.clerk(), received_at=yesterday)
    assert ticket.received_at == yesterday


def test_second_of_two_clerks_is_notified_of_the_first():
    ticket, first = factories.ticket_in_progress()
    assert (ticket.handler_id, ticket.state) == (first.id, TicketState.IN_PROGRESS)
    assert ticket.first_response_at is not None
    with pytest.raises(TicketTaken):
        services.take(ticket_id=ticket.pk, actor=factories.clerk())
    for outsider in (VISITOR, factories.clerk(Role.LIBRARIAN), factories.clerk(Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowed):
            services.take(ticket_id=ticket.pk, actor=outsider)


def test_only_the_handler_answers_and_the_head_reassigns():
    ticket, _first = factories.ticket_in_progress()
    other, head = staff(), factories.clerk(Role.HEAD)
    acting = factories.actor_of(other)
    with pytest.raises(NotHandler):
        services.answer(ticket_id=ticket.pk, words="Ya.", actor=acting)
    with pytest.raises(NotHandler):
        services.reassign(ticket_id=ticket.pk, to=other.pk, actor=acting)
    with pytest.raises(Invalid):
        services.reassign(ticket_id=ticket.pk, to=staff(Role.LIBRARIAN).pk, actor=head)
    services.reassign(ticket_id=ticket.pk, to=other.pk, actor=head)
    services.answer(ticket_id=ticket.pk, words="Ya.", actor=acting)
    ticket.refresh_from_db()
    assert ticket.state == TicketState.ANSWERED
    assert [one.kind for one in follow.thread(ticket)] == [EntryKind.REPORT, EntryKind.ANSWER]


def test_notes_are_internal():
    ticket, clerk = factories.ticket_in_progress()
    services.add_note(ticket_id=ticket.pk, words="Tanya teknisi.", actor=clerk)
    assert [one.words for one in follow.thread(ticket)] == [WORDS]
    assert len(follow.entries(ticket)) == 2


def test_name_and_contact_open_to_the_handler_and_the_head_with_a_reason():
    ticket, clerk = factories.ticket_in_progress(**CONTACT)
    head, other = factories.clerk(Role.HEAD), factories.clerk()
    for actor in (clerk, head):
        contact = register.reporter(ticket, actor=actor, reason=OpenReason.CONTACT)
        assert (contact.name, contact.email, contact.phone) == (NAME, EMAIL, PHONE)
    events = Event.objects.filter(name="ticket:identity_opened")
    assert [(one.actor_id, one.data) for one in events.order_by("pk")] == [
        (clerk.id, {"reason": "contact_person"}),
        (head.id, {"reason": "contact_person"}),
    ]
    with pytest.raises(NotHandler):
        register.reporter(ticket, actor=other, reason=OpenReason.CONTACT)
    with pytest.raises(NotAllowed):
        register.reporter(ticket, actor=VISITOR, reason=OpenReason.CONTACT)
    assert events.count() == 2


def test_an_anonymous_ticket_and_a_withdrawn_name_have_nothing_to_open():
    ticket, clerk = factories.ticket_in_progress()
    with pytest.raises(IdentityGone):
        register.reporter(ticket, actor=clerk, reason=OpenReason.CHECK)
    named, _ = factories.ticket_in_progress(clerk, **CONTACT)
    services.withdraw_identity(ticket_id=named.pk, actor=VISITOR)
    named.refresh_from_db()
    assert (named.reporter, named.has_email, named.email_hash) == (None, False, None)
    with pytest.raises(IdentityGone):
        services.withdraw_identity(ticket_id=named.pk, actor=VISITOR)


def test_answer_records_whether_it_was_in_time():
    with time_machine.travel(MONDAY, tick=False) as clock:
        early, clerk = factories.ticket_in_progress()
        late, _ = factories.ticket_in_progress(clerk)
        services.answer(ticket_id=early.pk, words="Sudah.", actor=clerk)
        clock.move_to(late.due_at + timedelta(seconds=1))
        services.answer(ticket_id=late.pk, words="Maaf.", actor=clerk)
    for one in (early, late):
        one.refresh_from_db()
    assert (early.in_time, late.in_time) == (True, False)


def test_ticket_is_reopened_once_with_a_new_due_time():
    with time_machine.travel(MONDAY, tick=False) as clock:
        ticket, clerk = factories.answered()
        clock.shift(timedelta(days=2))
        services.reopen(ticket_id=ticket.pk, words="Masih mati.", actor=VISITOR)
        ticket.refresh_from_db()
        assert ticket.state == TicketState.IN_PROGRESS
        assert ticket.handler_id == clerk.id
        assert ticket.news
        assert ticket.due_at == promise.answer_due(MONDAY + timedelta(days=2), Pace.OFFICE)
        services.answer(ticket_id=ticket.pk, words="Kini menyala.", actor=clerk)
        with pytest.raises(ReopenedBefore):
            services.reopen(ticket_id=ticket.pk, words="Masih.", actor=VISITOR)


def test_nothing_is_reopened_or_rated_before_an_answer():
    ticket, _clerk = factories.ticket_in_progress()
    with pytest.raises(NoAnswerYet):
        services.reopen(ticket_id=ticket.pk, words="Halo", actor=VISITOR)
    with pytest.raises(NoAnswerYet):
        services.rate(ticket_id=ticket.pk, stars=4, actor=VISITOR)
    ticket, _clerk = factories.answered()
    for stars in (0, 5, -1):
        with pytest.raises(Invalid):
            services.rate(ticket_id=ticket.pk, stars=stars, actor=VISITOR)
    services.rate(ticket_id=ticket.pk, stars=4, actor=VISITOR)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.rating) == (TicketState.CLOSED, 4)


def test_replies_are_news_until_the_handler_has_read_them():
    ticket, clerk = factories.ticket_in_progress()
    services.add_reply(ticket_id=ticket.pk, words="Juga lampunya.", actor=VISITOR)
    services.mark_news_read(ticket_id=ticket.pk, actor=factories.clerk())
    assert Ticket.objects.get().news
    services.mark_news_read(ticket_id=ticket.pk, actor=clerk)
    assert not Ticket.objects.get().news
    services.close_without_answer(ticket_id=ticket.pk, why=SetAside.SPAM, actor=clerk)
    with pytest.raises(TicketOver):
        services.add_reply(ticket_id=ticket.pk, words="Halo?", actor=VISITOR)


def test_an_answered_ticket_is_not_set_aside_and_a_fresh_one_not_closed():
    ticket, clerk = factories.answered()
    with pytest.raises(IllegalTransition):
        services.close_without_answer(ticket_id=ticket.pk, why=SetAside.SPAM, actor=clerk)
    fresh, _ = factories.ticket_in_progress(clerk)
    with pytest.raises(IllegalTransition):
        services.close(ticket_id=fresh.pk, actor=clerk)
    services.close(ticket_id=ticket.pk, actor=clerk)


def test_changing_the_kind_computes_the_due_time_from_the_beginning():
    with time_machine.travel(MONDAY, tick=False) as clock:
        ticket, clerk = factories.ticket_in_progress()
        clock.shift(timedelta(days=3))
        services.classify(
            ticket_id=ticket.pk,
            kind=Kind.QUESTION,
            category=Category.APP,
            pace=Pace.FIELD,
            actor=clerk,
        )
    ticket.refresh_from_db()
    assert ticket.due_at == promise.answer_due(MONDAY, Pace.FIELD)
    assert (ticket.kind, ticket.category) == ("question", "app")


def test_unanswered_answers_close_their_tickets():
    with time_machine.travel(MONDAY, tick=False) as clock:
        ticket, _clerk = factories.answered()
        clock.move_to(ticket.closes_at - timedelta(seconds=1))
        assert services.close_answered() == 0
        clock.move_to(ticket.closes_at)
        assert services.close_answered() == 1
        assert services.close_answered() == 0
    ticket.refresh_from_db()
    assert ticket.state == TicketState.CLOSED


def test_staff_are_notified_once_each_time_before_a_ticket_is_late():
    with time_machine.travel(MONDAY, tick=False) as clock:
        ticket = factories.ticket()
        assert services.remind_before_late() == 0
        clock.move_to(ticket.first_due_at - timedelta(minutes=1))
        assert (services.remind_before_late(), services.remind_before_late()) == (1, 0)
        services.take(ticket_id=ticket.pk, actor=factories.clerk())
        assert services.remind_before_late() == 0
        clock.move_to(ticket.due_at - timedelta(minutes=1))
        assert (services.remind_before_late(), services.remind_before_late()) == (1, 0)
        ticket.refresh_from_db()
        assert promise.punctuality_of(ticket) is Punctuality.AT_RISK


def test_files_uploaded_ahead_belong_to_the_form_and_open_with_a_reason():
    sent_ahead("form")
    sent_ahead("form", factories.pdf())
    ticket = factories.ticket(key="form")
    assert [one.number for one in Attachment.objects.order_by("number")] == [1, 2]
    assert not Upload.objects.exists()
    assert follow.thread(ticket)[0].attachments == 2
    clerk = factories.clerk()
    services.take(ticket_id=ticket.pk, actor=clerk)
    ticket.refresh_from_db()
    content, kind = register.attachment(ticket, 2, actor=clerk, reason=OpenReason.CHECK)
    assert content.startswith(b"%PDF-")
    assert kind == "application/pdf"
    assert Event.objects.get(name="file:opened").data["reason"] == "check_the_case"
    with pytest.raises(NotHandler):
        register.attachment(ticket, 1, actor=factories.clerk(), reason=OpenReason.CHECK)
    with pytest.raises(NotFound):
        register.attachment(ticket, 3, actor=clerk, reason=OpenReason.CHECK)


def test_a_sixth_file_is_refused_and_a_removed_one_is_erased():
    uploads = [sent_ahead("form") for _ in range(5)]
    with pytest.raises(TooManyAttachments):
        sent_ahead("form")
    with pytest.raises(NotFound):
        services.remove_upload(form=form_of("another"), upload_id=uploads[0].pk, actor=VISITOR)
    services.remove_upload(form=form_of("form"), upload_id=uploads[0].pk, actor=VISITOR)
    assert SealedFile.objects.get(pk=uploads[0].file_id).erased_at is not None
    sent_ahead("form")


def test_report_and_replies_have_at_most_five_files_each():
    for _ in range(4):
        sent_ahead("form")
    ticket, reply = factories.ticket(key="form"), {"words": "Satu foto lagi.", "actor": VISITOR}
    fifth, sixth = [
        attaching.seal(files.clean(io.BytesIO(pictures.encoded("PNG")))) for _ in range(2)
    ]
    services.add_reply(ticket_id=ticket.pk, files=[fifth], **reply)
    with pytest.raises(TooManyAttachments):
        services.add_reply(ticket_id=ticket.pk, files=[sixth], **reply)
    numbers = Attachment.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5]


def test_files_of_a_form_never_sent_are_erased_after_a_day():
    with time_machine.travel(MONDAY, tick=False) as clock:
        sent_ahead("form")
        assert services.sweep_uploads() == 0
        clock.shift(timedelta(hours=25))
        assert (services.sweep_uploads(), services.sweep_uploads()) == (1, 0)


def test_after_a_year_only_figures_remain():
    with time_machine.travel(MONDAY, tick=False) as clock:
        sent_ahead("form")
        ticket, _clerk = factories.answered(key="form", **CONTACT)
        services.rate(ticket_id=ticket.pk, stars=3, actor=VISITOR)
        file = Attachment.objects.get().file
        clock.shift(timedelta(days=364))
        assert services.erase_old() == 0
        clock.shift(timedelta(days=1))
        assert (services.erase_old(), services.erase_old()) == (1, 0)
    ticket.refresh_from_db()
    file.refresh_from_db()
    assert (ticket.reporter, ticket.topic.reveal()) == (None, {"text": ""})
    assert {one.words for one in follow.thread(ticket)} == {""}
    assert not FollowKey.objects.exists()
    with pytest.raises(NotFound):
        sealed_files.read(file, actor=VISITOR, reason="test")
    assert (ticket.kind, ticket.rating, ticket.in_time) == ("complaint", 3, True)


def test_register_needs_few_queries_and_is_sorted_by_due_time(django_assert_num_queries):
    clerk = factories.clerk()
    with time_machine.travel(MONDAY, tick=False) as clock:
        older = factories.ticket(kind=Kind.COMPLAINT)
        clock.shift(timedelta(days=1))
        newer = factories.ticket(kind=Kind.COMPLAINT)
        ticket, _ = factories.ticket_in_progress(clerk)
        factories.answered(clerk)
        with django_assert_num_queries(3):
            _page, rows = register.page(Filters(), "1", clerk)
        assert [row.ticket.pk for row in rows] == [older.pk, newer.pk, ticket.pk]
        _page, rows = register.page(Filters(mine=True), "1", clerk)
        assert [row.ticket.pk for row in rows] == [ticket.pk]
        _page, rows = register.page(Filters(state="all", channel="box"), "1", clerk)
        assert rows == []
        assert register.counts(clerk)["open"] == 3
        clock.move_to(older.first_due_at + timedelta(seconds=1))
        assert register.counts(clerk)["late"] == 1
    with pytest.raises(NotAllowed):
        register.page(Filters(), "1", VISITOR)


def test_public_figures_hide_groups_of_fewer_than_five(django_assert_max_num_queries):
    clerk = factories.clerk()
    for _ in range(5):
        factories.answered(clerk, kind=Kind.QUESTION, category=Category.APP)
    for _ in range(6):
        factories.ticket(kind=Kind.COMPLAINT, category=Category.BUILDING)
    for _ in range(4):
        factories.ticket(kind=Kind.PRAISE, category=Category.STAFF)
    spam, _ = factories.ticket_in_progress(clerk)
    services.close_without_answer(ticket_id=spam.pk, why=SetAside.SPAM, actor=clerk)
    with django_assert_max_num_queries(6):
        result = figures.figures()
    assert (result.all.received, result.all.answered, result.all.in_time) == (15, 5, 5)
    kinds = {one.name: one.received for one in result.kinds}
    # Questions are hidden with praise, whose number would otherwise follow from the sum.
    assert kinds == {"complaint": 6, "suggestion": 0, "question": None, "praise": None}
    assert result.rating is None
    assert len(result.months) == 12
    assert result.months[-1].received == 15
