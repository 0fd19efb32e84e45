"""Tests of correcting licences and ending them early."""

from typing import Any

import pytest
from django.db import IntegrityError

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotAllowed, NotFound
from rontal.core.models import Event
from rontal.lending import services
from rontal.lending.errors import LicenceOver, NotLendable
from rontal.lending.models import Hold, Licence, LicenceNotice, Loan
from rontal.lending.rules import EndReason, LicenceEnd, LicenceKind, Offer, last_second
from rontal.lending.selectors import availability
from rontal.lending.states import HoldState, LoanState
from tests.support.lending.factories import LIBRARIAN, borrower, bought, in_days, lendable, loan

pytestmark = pytest.mark.django_db


def correct(licence: Licence, actor: Actor = LIBRARIAN, **changed: Any) -> Licence:
    """Corrects the named fields of a licence and leaves the others unchanged."""
    licence.refresh_from_db()
    values = {
        name: getattr(licence, name)
        for name in (
            "copies", "ends_at", "loans_allowed", "identifier", "price", "page_mark",
            "copy_characters", "devices", "longest_days", "sample_percent",
        )
    }  # fmt: skip
    offer = Offer(LicenceKind(licence.kind), **(values | changed))
    return services.correct_licence(licence_id=licence.pk, offer=offer, actor=actor)


def end(licence: Licence, because: LicenceEnd = LicenceEnd.RIGHTS, actor: Actor = LIBRARIAN) -> int:
    return services.end_licence(licence_id=licence.pk, because=because, actor=actor)


def refused(licence: Licence, **changed: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        correct(licence, **changed)
    return dict(caught.value.fields)


def test_wrong_entry_is_corrected() -> None:
    licence = bought("by_loans", copies=50, loans_allowed=260, ends_at=in_days(400), price=1)
    corrected = correct(licence, copies=5, loans_allowed=26, ends_at=in_days(300), price=150_000)
    corrected.refresh_from_db()
    assert (corrected.copies, corrected.loans_allowed, corrected.price) == (5, 26, 150_000)
    assert corrected.ends_at == last_second(in_days(300))
    event = Event.objects.get(name="licence:corrected")
    assert event.data == {"fields": "copies,ends_at,loans_allowed,price"}


def test_sample_may_be_granted_later_and_revoked() -> None:
    licence = bought("one_copy_one_reader")
    for percent in (10, 0):
        correct(licence, sample_percent=percent)
        licence.refresh_from_db()
        assert licence.sample_percent == percent
    assert refused(licence, sample_percent=60) == {"sample_percent": "licence_sample_too_large"}


def test_unchanged_correction_records_nothing() -> None:
    correct(bought("by_time", ends_at=in_days(30)))
    assert not Event.objects.filter(name="licence:corrected").exists()


def test_additional_copies_go_to_the_queue() -> None:
    licence = bought("concurrent", copies=1)
    loan(licence.title)
    hold = services.place_hold(title_id=licence.title_id, actor=borrower())
    correct(licence, copies=2)
    hold.refresh_from_db()
    assert (hold.state, hold.copy) == (HoldState.READY, 2)


def test_licence_cannot_be_corrected_below_its_loans() -> None:
    licence = bought("by_loans", copies=3, loans_allowed=9, ends_at=in_days(90))
    for _ in range(2):
        loan(licence.title)
    assert refused(licence, copies=1) == {"copies": "licence_copies_in_use"}
    assert refused(licence, loans_allowed=1) == {"loans_allowed": "licence_loans_made"}
    assert refused(licence, ends_at=in_days(1)) == {"ends_at": "licence_end_in_use"}
    correct(licence, copies=2, loans_allowed=2, ends_at=in_days(10))


def test_reserved_copy_counts_as_needed() -> None:
    licence = bought("concurrent", copies=2, ends_at=in_days(90))
    first = loan(licence.title)
    borrowed = loan(licence.title)
    services.place_hold(title_id=licence.title_id, actor=borrower())
    services.return_loan(loan_id=borrowed.pk, actor=Actor.person(borrowed.member.user_id))
    services.return_loan(loan_id=first.pk, actor=Actor.person(first.member.user_id))
    assert Hold.objects.get().copy == 2
    assert refused(licence, copies=1) == {"copies": "licence_copies_in_use"}
    assert refused(licence, ends_at=in_days(1)) == {"ends_at": "licence_end_in_use"}


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"copies": 0}, {"copies": "licence_copies_missing"}),
        ({"ends_at": None}, {"ends_at": "licence_end_missing"}),
        ({"devices": 0}, {"devices": "licence_devices_missing"}),
        ({"identifier": "urn:lain"}, {"identifier": "licence_number_known"}),
    ],
)
def test_invalid_correction_is_refused_field_by_field(
    changed: dict[str, Any], faults: dict[str, str]
) -> None:
    bought("concurrent", identifier="urn:lain")
    assert refused(bought("by_time", ends_at=in_days(9)), **changed) == faults


def test_licence_extended_by_the_supplier_lends_again_and_its_end_is_notified_again() -> None:
    licence = bought("by_time", ends_at=in_days(5))
    Licence.objects.filter(pk=licence.pk).update(ends_at=in_days(-1))
    services.settle_overdue()
    LicenceNotice.objects.create(
        licence=licence, kind="time", batch="00000000-0000-0000-0000-000000000001"
    )
    with pytest.raises(NotLendable):
        loan(licence.title)
    correct(licence, ends_at=in_days(40))
    licence.refresh_from_db()
    assert licence.noticed_at is None
    assert not LicenceNotice.objects.exists()
    assert loan(licence.title).state == LoanState.ACTIVE


def test_copy_reserved_until_the_end_is_reserved_longer_if_the_licence_is_extended() -> None:
    licence = bought("concurrent", ends_at=in_days(1.5))
    out = loan(licence.title)
    hold = services.place_hold(title_id=licence.title_id, actor=borrower())
    services.return_loan(loan_id=out.pk, actor=Actor.person(out.member.user_id))
    hold.refresh_from_db()
    licence.refresh_from_db()
    assert hold.ready_until == licence.ends_at
    correct(licence, ends_at=in_days(90))
    hold.refresh_from_db()
    assert in_days(2.9) < hold.ready_until < in_days(4)


def test_ended_licence_ends_its_loans_and_lends_no_more() -> None:
    licence = bought("by_time", copies=2, ends_at=in_days(90))
    running = [loan(licence.title), loan(licence.title)]
    assert end(licence) == 2
    licence.refresh_from_db()
    assert licence.ends_at is not None
    assert licence.ends_at <= clock.now()
    assert licence.ended_because == "rights"
    ended = Loan.objects.filter(pk__in=[one.pk for one in running])
    assert set(ended.values_list("state", "end_reason")) == {(LoanState.REVOKED, EndReason.RIGHTS)}
    assert availability([licence.title_id])[licence.title_id].copies == 0
    with pytest.raises(NotLendable):
        loan(licence.title)
    event = Event.objects.get(name="licence:closed")
    assert event.data == {"because": "rights", "loans": 2}
    assert Event.objects.filter(name="loan:revoked").count() == 2, "the members are told"
    services.settle_overdue()
    assert not Event.objects.filter(name="licence:ended").exists(), "it is told once"


def test_ready_hold_of_an_ended_licence_waits_at_its_former_place() -> None:
    title = lendable()
    licence = Licence.objects.get(title=title)
    out = loan(title)
    first = services.place_hold(title_id=title.pk, actor=borrower())
    second = services.place_hold(title_id=title.pk, actor=borrower())
    services.return_loan(loan_id=out.pk, actor=Actor.person(out.member.user_id))
    end(licence, LicenceEnd.REPLACED)
    first.refresh_from_db()
    assert (first.state, first.misses, first.copy) == (HoldState.WAITING, 0, None)
    bought("by_time", title, ends_at=in_days(90))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (HoldState.READY, HoldState.WAITING)


def test_only_loans_of_that_licence_end_and_the_queue_gets_no_copy_of_it() -> None:
    licence = bought("by_time", ends_at=in_days(30))
    other = lendable(1, licence.title)
    ending = loan(other)
    staying = loan(other)
    hold = services.place_hold(title_id=other.pk, actor=borrower())
    assert (ending.licence_id, staying.licence_id != licence.pk) == (licence.pk, True)
    assert end(licence) == 1
    staying.refresh_from_db()
    hold.refresh_from_db()
    assert (staying.state, hold.state) == (LoanState.ACTIVE, HoldState.WAITING)


def test_number_of_a_licence_entered_by_mistake_can_be_used_again() -> None:
    licence = bought("by_time", ends_at=in_days(30), identifier="urn:7")
    end(licence, LicenceEnd.MISTAKE)
    again = bought("concurrent", licence.title, copies=3, identifier="urn:7")
    assert again.pk != licence.pk
    end(again, LicenceEnd.RIGHTS)
    known = bought("concurrent", licence.title, copies=3, identifier="urn:7")
    assert known.pk == again.pk, "a seller's file that comes twice brings nothing back"


def test_licence_ended_by_staff_stays_ended() -> None:
    licence = bought("concurrent", copies=2)
    end(licence)
    with pytest.raises(LicenceOver):
        end(licence)
    with pytest.raises(LicenceOver):
        correct(licence, copies=1)


def test_copies_of_an_ended_licence_cannot_be_removed_again() -> None:
    title = lendable(4)
    end(Licence.objects.get())
    lendable(2, title)
    assert services.remove_copies(title_id=title.pk, copies=1, actor=LIBRARIAN) == 1


def test_perpetual_licence_ends_only_with_a_reason() -> None:
    lendable()
    with pytest.raises(IntegrityError):
        Licence.objects.update(ends_at=clock.now())


def test_only_librarians_correct_licences_and_nobody_open_access() -> None:
    licence = bought("concurrent", copies=2)
    clerk = Actor.staff(2, frozenset({"clerk"}))
    for act in (correct, end):
        with pytest.raises(NotAllowed):
            act(licence, actor=clerk)
    Licence.objects.filter(pk=licence.pk).update(kind="open_access", copies=0)
    with pytest.raises(NotFound):
        end(licence)
