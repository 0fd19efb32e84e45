"""Tests of reading lists, which emit no events."""

import pytest

from rontal.accounts.roles import Role
from rontal.catalogue import services as catalogue
from rontal.catalogue.models import Title
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.models import Event
from rontal.lending import selectors, services
from rontal.lending.errors import ListFull, NotAMember
from rontal.lending.models import Listed
from rontal.lending.reading_lists import listed_of, number_listing
from rontal.lending.services import reading_lists
from rontal.membership import services as membership
from tests.support.catalogue import factories as titles
from tests.support.catalogue.services.factories import librarian
from tests.support.lending.factories import borrower, lendable
from tests.support.membership import factories as people
from tests.support.membership.members import without_number
from tests.support.run_subscribers import carry_on

pytestmark = pytest.mark.django_db
NOBODY = Actor.visitor()


def listed(person: Actor, *, title: Title | None = None) -> Title:
    title = title or titles.title()
    services.add_to_list(title_id=title.pk, actor=person)
    return title


def test_newest_wish_comes_first_and_adding_twice_changes_nothing() -> None:
    person = borrower()
    first, second = listed(person), listed(person)
    listed(person, title=first)
    assert listed_of(person) == [second.pk, first.pk]
    assert services.remove_from_list(title_id=second.pk, actor=person)
    assert not services.remove_from_list(title_id=second.pk, actor=person)
    assert listed_of(person) == [first.pk]


def test_reading_list_is_private_and_causes_no_event() -> None:
    person, other, title = borrower(), borrower(), titles.title()
    events = Event.objects.count()
    listed(person, title=title)
    assert (listed_of(other), listed_of(NOBODY)) == ([], [])
    assert not services.remove_from_list(title_id=title.pk, actor=other)
    assert selectors.availability_to(title.pk, person).listed
    assert not selectors.availability_to(title.pk, other).listed
    services.remove_from_list(title_id=title.pk, actor=person)
    assert Event.objects.count() == events


def test_reading_lists_are_for_members_and_visible_titles() -> None:
    title = titles.title()
    with pytest.raises(NotAMember):
        services.add_to_list(title_id=title.pk, actor=NOBODY)
    with pytest.raises(NotAMember):
        services.add_to_list(title_id=title.pk, actor=people.clerk(Role.CLERK))
    catalogue.withdraw(title_id=title.pk, reason="rights", actor=librarian())
    with pytest.raises(NotFound):
        services.add_to_list(title_id=title.pk, actor=borrower())


def test_reading_list_has_a_maximum_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_lists, "LISTED_AT_MOST", 2)
    person = borrower()
    first, _second = listed(person), listed(person)
    with pytest.raises(ListFull) as refused:
        listed(person)
    assert refused.value.params == {"limit": 2}
    listed(person, title=first)
    services.remove_from_list(title_id=first.pk, actor=person)
    listed(person)


def test_wish_for_a_merged_title_moves_to_the_surviving_one() -> None:
    surviving, merged = lendable(), lendable()
    one, both = borrower(), borrower()
    listed(one, title=merged)
    listed(both, title=merged)
    listed(both, title=surviving)
    assert number_listing(merged.pk) == 2
    services.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())
    assert (listed_of(one), listed_of(both)) == ([surviving.pk], [surviving.pk])
    assert (number_listing(merged.pk), number_listing(surviving.pk)) == (0, 2)


def test_reading_lists_of_merged_memberships_are_combined() -> None:
    surviving, merged = people.member(), without_number()
    person, former = Actor.person(surviving.user_id), Actor.person(merged.user_id)
    same, own = listed(former), listed(former)
    listed(person, title=same)
    membership.join_members(
        surviving_id=surviving.pk,
        merged_id=merged.pk,
        reason="imported_twice",
        actor=people.clerk(Role.HEAD),
    )
    carry_on(set())
    assert set(listed_of(person)) == {same.pk, own.pk}
    assert listed_of(former) == []


def test_reading_list_is_deleted_with_the_membership() -> None:
    member = people.member()
    listed(Actor.person(member.user_id))
    listed_title = listed(borrower())
    membership.close_member(member_id=member.pk, reason="asked", actor=people.clerk(Role.HEAD))
    carry_on(set())
    assert list(Listed.objects.values_list("title", flat=True)) == [listed_title.pk]
    with pytest.raises(NotAMember):
        listed(Actor.person(member.user_id))


def test_wish_does_not_preserve_a_title_from_undo() -> None:
    title = titles.title()
    listed(borrower(), title=title)
    assert services.licensing.titles_in_use([title.pk]) == set()
    assert not Listed.objects.exists()
