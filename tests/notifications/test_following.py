"""New titles of authors and topics that a member follows: one message a day, one row a title."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.record import Credit
from rontal.catalogue import services as catalogue
from rontal.catalogue.models import Agent, Subject
from rontal.core.errors import NotFound
from rontal.core.models import Event
from rontal.lending.errors import NotAMember
from rontal.membership import services as membership
from rontal.membership.models import Member
from rontal.notifications import selectors, services, tasks
from rontal.notifications.errors import FollowsFull
from rontal.notifications.models import Follow, Message, NewTitle
from tests.support.catalogue.services.factories import entered, librarian
from tests.support.lending.factories import borrower
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
SARI = [Credit("Ni Luh Sari", "Sari, Ni Luh")]


@pytest.fixture
def author():
    entered("Yang lama", credits=SARI)
    return Agent.objects.get(name="Ni Luh Sari")


def published(name: str, **parts):
    title = entered(name, **parts)
    for event in Event.objects.filter(name="title:published", subject_id=str(title.pk)):
        tasks.find_new_titles(event)
        tasks.find_new_titles(event)  # a job may run twice
    return title


def digests() -> list[Message]:
    services.send_digests()
    for event in Event.objects.filter(name="following:new_titles"):
        tasks.queue_messages(event)
    return list(Message.objects.filter(kind="new_titles"))


def test_titles_of_a_day_are_sent_in_one_message(author, mailoutbox):
    actor = borrower()
    services.follow(agent_id=author.pk, actor=actor)
    services.follow(agent_id=author.pk, actor=actor)
    for name in ("Gending", "Aji"):
        published(name, credits=SARI)
    published("Lain", credits=[Credit("I Made Lain", "Lain, I Made")])
    (message,) = digests()
    mailoutbox.clear()
    services.deliver(message_id=message.pk)
    (mail,) = mailoutbox
    assert mail.subject == "2 judul baru untuk Anda"
    assert "Gending" in mail.body
    assert "Yang lama" not in mail.body
    assert "Lain" not in mail.body.split("Baru di koleksi")[1].split("Lihat judul")[0]
    assert services.send_digests() == 0


def test_author_and_topic_of_one_title_make_one_row(author):
    actor = borrower()
    entered("Topik", subjects=["Tari Bali"])
    subject = Subject.objects.get(name="Tari Bali")
    services.follow(agent_id=author.pk, actor=actor)
    services.follow(subject_id=subject.pk, actor=actor)
    published("Legong", credits=SARI, subjects=["Tari Bali"])
    assert NewTitle.objects.count() == 1


def test_title_published_again_is_notified_once(author):
    services.follow(agent_id=author.pk, actor=borrower())
    title = published("Gending", credits=SARI)
    assert len(digests()) == 1
    catalogue.withdraw(title_id=title.pk, reason="Hak", actor=librarian())
    catalogue.publish(title_id=title.pk, actor=librarian())
    tasks.find_new_titles(Event.objects.filter(name="title:published").latest("pk"))
    assert services.send_digests() == 0


def test_title_withdrawn_meanwhile_is_not_notified(author, mailoutbox):
    services.follow(agent_id=author.pk, actor=borrower())
    title = published("Gending", credits=SARI)
    (message,) = digests()
    catalogue.withdraw(title_id=title.pk, reason="Hak", actor=librarian())
    mailoutbox.clear()
    services.deliver(message_id=message.pk)
    assert mailoutbox == []
    assert not Message.objects.filter(pk=message.pk).exists()


def test_notifying_many_followers_costs_as_many_queries_as_one(author):
    def query_count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            published("Gending", credits=SARI)
            services.send_digests()
        return len(queries)

    services.follow(agent_id=author.pk, actor=borrower())
    query_count()
    one = query_count()
    for _more in range(6):
        services.follow(agent_id=author.pk, actor=borrower())
    assert query_count() == one


def test_author_merged_into_another_is_followed_there(author):
    actor = borrower()
    entered("Dua", credits=[Credit("N. L. Sari", "Sari, N. L.")])
    other = Agent.objects.get(name="N. L. Sari")
    services.follow(agent_id=other.pk, actor=actor)
    catalogue.join_agents(stays_id=author.pk, goes_id=other.pk, actor=librarian())
    tasks.join_follows(Event.objects.get(name="agent:joined"))
    assert [one.target_id for one in selectors.follows_of(actor)] == [author.pk]


def test_follows_are_deleted_with_the_membership_and_are_in_the_data_copy(author):
    actor = borrower()
    services.follow(agent_id=author.pk, actor=actor)
    assert selectors.stored_data_of(actor)["follows"] == [{"kind": "agent", "name": "Ni Luh Sari"}]
    assert not Event.objects.filter(data__icontains="Sari").exists()
    member = Member.objects.get(user_id=actor.id)
    membership.close_membership(member_id=member.pk, actor=actor)
    tasks.forget_notifications(Event.objects.get(name="member:closed"))
    assert not Follow.objects.exists()


def test_non_members_cannot_follow_and_members_only_a_limited_number(author, monkeypatch):
    with pytest.raises(NotAMember):
        services.follow(agent_id=author.pk, actor=factories.applicant(factories.in_review()))
    with pytest.raises(NotFound):
        services.follow(agent_id=0, actor=borrower())
    monkeypatch.setattr("rontal.notifications.services.following.MAX_FOLLOWS", 0)
    with pytest.raises(FollowsFull):
        services.follow(agent_id=author.pk, actor=borrower())
