"""Tests of bookmarks, highlights and notes from several devices."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection

from rontal.accounts.roles import Role
from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending.services import return_loan
from rontal.membership import services as membership
from rontal.reading import rules, selectors, services
from rontal.reading.errors import NoSuchMark, TooManyMarks
from rontal.reading.models import Mark, Position
from rontal.reading.rules import Colour, MarkKind
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.membership import factories as people
from tests.support.membership.members import without_number
from tests.support.reading.marks import PLACE, change, content, marked
from tests.support.run_subscribers import carry_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Actor:
    return borrower()


def notes_of(title: Title, actor: Actor) -> list[str]:
    return [mark.content.note for mark in selectors.marks_in_title(title.pk, actor)]


def test_mark_outlives_the_loan_and_appears_in_the_next_one(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    marked(borrowed, reader, change(note="tanya Pak Made"))
    return_loan(loan_id=borrowed.pk, actor=reader)
    (mark,) = selectors.marks_in_loan(loan_id=borrowed.pk, actor=reader)
    assert mark.content == content(note="tanya Pak Made")
    assert selectors.marked_titles(reader) == [(borrowed.title, 1)]


def test_change_sent_twice_is_stored_once(reader: Actor) -> None:
    borrowed, one = loan(actor=reader), change()
    marked(borrowed, reader, one)
    marked(borrowed, reader, one, one)
    assert Mark.objects.count() == 1


@pytest.mark.parametrize("late_first", [True, False])
def test_later_change_of_two_devices_counts_in_any_order_of_arrival(
    reader: Actor, late_first: bool
) -> None:
    borrowed, key = loan(actor=reader), uuid4()
    older, newer = change(key, ago=60, note="pagi"), change(key, ago=5, note="siang")
    for one in (newer, older) if late_first else (older, newer):
        marked(borrowed, reader, one)
    assert notes_of(borrowed.title, reader) == ["siang"]


def test_late_device_does_not_restore_a_removed_mark(reader: Actor) -> None:
    borrowed, key = loan(actor=reader), uuid4()
    marked(borrowed, reader, change(key, ago=60))
    marked(borrowed, reader, change(key, ago=10, gone=True))
    marked(borrowed, reader, change(key, ago=30, note="terlambat"))
    assert notes_of(borrowed.title, reader) == []
    remaining = Mark.objects.get()
    assert (remaining.words, remaining.cfi, remaining.removed_at is not None) == (None, "", True)


def test_removal_can_be_undone(reader: Actor) -> None:
    borrowed, key = loan(actor=reader), uuid4()
    marked(borrowed, reader, change(key, ago=60, note="kembali"))
    marked(borrowed, reader, change(key, ago=10, gone=True))
    marked(borrowed, reader, change(key, ago=1, note="kembali"))
    assert notes_of(borrowed.title, reader) == ["kembali"]


def test_clock_ahead_of_time_does_not_win_for_ever(reader: Actor) -> None:
    borrowed, key = loan(actor=reader), uuid4()
    marked(borrowed, reader, change(key, ago=-86_400, note="besok"))
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        marked(borrowed, reader, change(key, note="sekarang"))
    assert notes_of(borrowed.title, reader) == ["sekarang"]


def test_text_is_stored_sealed(reader: Actor) -> None:
    marked(loan(actor=reader), reader, change(quote="rahasia kutipan", note="rahasia catatan"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reading_mark::text, words FROM reading_mark")
        row, words = cursor.fetchone()
    assert "rahasia" not in row
    assert b"rahasia" not in bytes(words)


def test_marks_are_visible_to_and_changed_by_their_owner_only(reader: Actor) -> None:
    borrowed, key = loan(actor=reader), uuid4()
    marked(borrowed, reader, change(key))
    stranger = borrower()
    with pytest.raises(NotFound):
        marked(borrowed, stranger)
    with pytest.raises(NotFound):
        selectors.marks_in_loan(loan_id=borrowed.pk, actor=stranger)
    services.remove_mark(key=key, actor=stranger)
    assert selectors.marks_in_title(borrowed.title_id, stranger) == []
    assert len(selectors.marks_in_title(borrowed.title_id, reader)) == 1


def test_two_members_may_have_the_same_key(reader: Actor) -> None:
    book, key, other = lendable(copies=2), uuid4(), borrower()
    marked(loan(book, reader), reader, change(key, note="saya"))
    marked(loan(book, other), other, change(key, note="dia"))
    assert (notes_of(book, reader), notes_of(book, other)) == (["saya"], ["dia"])


@pytest.mark.whole
@pytest.mark.parametrize(
    "changes",
    [
        {"cfi": ""},
        {"cfi": "halaman 3"},
        {"cfi": f"epubcfi({'/4' * 600})"},
        {"fraction": -0.1},
        {"fraction": float("nan")},
        {"colour": None},
        {"kind": MarkKind.BOOKMARK},
        {"quote": "a" * (rules.QUOTE_LENGTH + 1)},
        {"note": "a" * (rules.NOTE_LENGTH + 1)},
    ],
)
def test_invalid_mark_is_refused_whole(reader: Actor, changes: dict[str, Any]) -> None:
    borrowed = loan(actor=reader)
    with pytest.raises(NoSuchMark):
        marked(borrowed, reader, change(), change(**changes))
    assert not Mark.objects.exists()


def test_request_and_book_have_a_limited_number_of_marks(
    reader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    borrowed = loan(actor=reader)
    with pytest.raises(NoSuchMark):
        marked(borrowed, reader, *[change() for _ in range(rules.MAX_CHANGES + 1)])
    monkeypatch.setattr(rules, "MAX_MARKS", 2)
    first = change(ago=5)
    marked(borrowed, reader, first, change())
    with pytest.raises(TooManyMarks):
        marked(borrowed, reader, change())
    marked(borrowed, reader, change(first.key, note="diubah"))
    marked(borrowed, reader, change(first.key, ago=-1, gone=True))
    marked(borrowed, reader, change())


def test_tombstones_of_removed_marks_are_deleted_after_a_while(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    marked(borrowed, reader, change(gone=True))
    with time_machine.travel(
        clock.now() + services.REMOVED_MARKS_STORED_FOR + timedelta(days=1), tick=False
    ):
        marked(borrowed, reader)
    assert [mark.removed_at for mark in Mark.objects.all()] == [None]


def test_marks_are_in_the_order_of_the_book(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    for cfi in ("epubcfi(/6/10!/4/2)", PLACE, "epubcfi(/6/4[bab99]!/4,/2/1:9,/2/1:20)"):
        marked(borrowed, reader, change(cfi=cfi))
    places = [mark.content.cfi for mark in selectors.marks_in_title(borrowed.title_id, reader)]
    assert places == [PLACE, "epubcfi(/6/4[bab99]!/4,/2/1:9,/2/1:20)", "epubcfi(/6/10!/4/2)"]


def test_marks_of_merged_memberships_are_combined() -> None:
    surviving, merged, title = without_number(), people.member(), lendable(copies=2)
    owners = {member: Actor.person(member.user_id) for member in (surviving, merged)}
    for member, actor in owners.items():
        marked(loan(title, actor), actor, change(note=str(member.pk)))
    head = people.clerk(Role.HEAD)
    membership.join_members(
        surviving_id=surviving.pk, merged_id=merged.pk, reason="imported_twice", actor=head
    )
    carry_on(set())
    assert sorted(notes_of(title, owners[surviving])) == sorted([str(surviving.pk), str(merged.pk)])
    services.merge_member_positions(goes_id=merged.pk)
    assert Mark.objects.count() == 2


def test_marks_move_with_a_merged_title(reader: Actor) -> None:
    surviving, merged = lendable(), lendable()
    marked(loan(merged, reader), reader, change(note="ikut"))
    services.move_positions_to_title(stays_id=surviving.pk, goes_id=merged.pk)
    assert notes_of(surviving, reader) == ["ikut"]


def test_places_and_marks_are_deleted_with_the_membership() -> None:
    member, other = people.member(), people.member()
    for one in (member, other):
        actor = Actor.person(one.user_id)
        borrowed = loan(actor=actor)
        marked(borrowed, actor)
        services.store_position(loan_id=borrowed.pk, cfi=PLACE, fraction=0.5, actor=actor)
    membership.close_membership(member_id=member.pk, actor=Actor.person(member.user_id))
    carry_on(set())
    assert [mark.member_id for mark in Mark.objects.all()] == [other.pk]
    assert [place.member_id for place in Position.objects.all()] == [other.pk]


def test_marks_cost_few_queries(reader: Actor, django_assert_num_queries: Any) -> None:
    borrowed = loan(actor=reader)
    marked(borrowed, reader, *[change() for _ in range(20)])
    with django_assert_num_queries(1):
        selectors.marks_in_title(borrowed.title_id, reader)
    with django_assert_num_queries(2):
        selectors.marked_titles(reader)


def test_colours_are_limited_and_a_bookmark_has_none(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    marked(borrowed, reader, change(kind=MarkKind.BOOKMARK, colour=None, cfi="epubcfi(/6/4!/4/2)"))
    marked(borrowed, reader, *[change(colour=colour) for colour in Colour])
    colours = [mark.content.colour for mark in selectors.marks_in_title(borrowed.title_id, reader)]
    assert colours == [*Colour, None] or colours == [None, *Colour]
