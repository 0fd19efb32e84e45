"""Tests of offline books: permission, limits, and wrapping of the key."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending.services import return_loan
from rontal.reading.errors import NoSuchKey, NotForKeeping, TooManyKept
from rontal.reading.models import Lease, Position
from rontal.reading.offline.selectors import is_stored_offline, leases_of, parts_of
from rontal.reading.offline.services import release, store_offline
from rontal.reading.services import store_position
from tests.support.lending.factories import borrower, bought, loan
from tests.support.policies import with_policies
from tests.support.reading.device_keys import PAIR, der

pytestmark = pytest.mark.django_db
DIGEST = hashes.SHA256()


def offline_copy(borrowed: Any, actor: Actor, device: UUID | None = None) -> bytes:
    """Stores the book offline and unwraps its key as the device does."""
    arguments = {"loan_id": borrowed.pk, "device": device or uuid4(), "public_key": der(PAIR)}
    wrapped = store_offline(**arguments, actor=actor)
    return PAIR.decrypt(wrapped, padding.OAEP(padding.MGF1(DIGEST), DIGEST, None))


@pytest.fixture
def person() -> Actor:
    return borrower()


def test_device_that_asks_again_gets_the_same_key_and_others_get_another(person: Actor) -> None:
    borrowed, device = loan(actor=person), uuid4()
    first = offline_copy(borrowed, person, device)
    assert len(first) == 32
    assert offline_copy(borrowed, person, device) == first
    assert offline_copy(borrowed, person) != first
    assert offline_copy(loan(actor=person), person, device) != first


def test_book_is_stored_offline_on_one_device(person: Actor) -> None:
    borrowed, tablet = loan(actor=person), uuid4()
    offline_copy(borrowed, person)
    offline_copy(borrowed, person, tablet)
    assert [lease.device for lease in leases_of(person)] == [tablet]


def test_number_of_offline_books_is_limited_by_the_library(person: Actor, settings: Any) -> None:
    settings.LIBRARY = with_policies(settings.LIBRARY, kept_books_at_most=2)
    loans = [loan(actor=person) for _ in range(3)]
    for borrowed in loans[:2]:
        offline_copy(borrowed, person)
    with pytest.raises(TooManyKept) as refused:
        offline_copy(loans[2], person)
    assert refused.value.params["limit"] == 2
    return_loan(loan_id=loans[0].pk, actor=person)
    offline_copy(loans[2], person)
    assert Lease.objects.count() == 2, "what is over counts no more, and is forgotten"


def test_a_released_book_no_longer_counts_towards_the_limit(person: Actor) -> None:
    borrowed, device = loan(actor=person), uuid4()
    offline_copy(borrowed, person, device)
    release(loan_id=borrowed.pk, device=uuid4(), actor=person)
    release(loan_id=borrowed.pk, device=device, actor=borrower())
    assert is_stored_offline(borrowed.pk, person)
    assert not is_stored_offline(borrowed.pk, borrower())
    release(loan_id=borrowed.pk, device=device, actor=person)
    release(loan_id=borrowed.pk, device=device, actor=person)
    assert leases_of(person) == []


def test_library_may_allow_no_offline_books(person: Actor, settings: Any) -> None:
    settings.LIBRARY = with_policies(settings.LIBRARY, kept_books_at_most=0)
    with pytest.raises(NotForKeeping):
        offline_copy(loan(actor=person), person)


def test_in_library_book_cannot_be_stored_offline(person: Actor, settings: Any) -> None:
    settings.LIBRARY = replace(settings.LIBRARY, networks=("203.0.113.0/24",))
    inside = person.at("203.0.113.9")
    borrowed = loan(bought("in_library").title, inside)
    assert borrowed.in_library
    with pytest.raises(NotForKeeping):
        offline_copy(borrowed, inside)


def test_storing_offline_requires_a_running_loan(person: Actor) -> None:
    borrowed = loan(actor=person)
    for stranger in (borrower(), Actor.visitor()):
        with pytest.raises(NotFound):
            offline_copy(borrowed, stranger)
    offline_copy(borrowed, person)
    with time_machine.travel(borrowed.due_at + timedelta(seconds=1), tick=False):
        assert leases_of(person) == []
        with pytest.raises(NotFound):
            offline_copy(borrowed, person)


@pytest.mark.parametrize(
    "public_key",
    [
        b"",
        b"x" * 5_000,
        b"\x30\x82\x01",
        der(ec.generate_private_key(ec.SECP256R1())),
        der(rsa.generate_private_key(public_exponent=65537, key_size=1024)),
    ],
    ids=["nothing", "too long", "cut off", "another kind", "too short a key"],
)
def test_invalid_wrapping_key_is_refused(person: Actor, public_key: bytes) -> None:
    borrowed = loan(actor=person)
    with pytest.raises(NoSuchKey):
        store_offline(loan_id=borrowed.pk, device=uuid4(), public_key=public_key, actor=person)
    assert not Lease.objects.exists()


def test_parts_are_everything_that_the_book_shows(person: Actor) -> None:
    parts = parts_of(loan_id=loan(actor=person).pk, actor=person)
    paths = {part.path for part in parts}
    assert {"OEBPS/bab1.xhtml", "OEBPS/bab2.xhtml"} <= paths
    assert not [path for path in paths if path.endswith((".opf", ".js"))]
    assert sum(part.size for part in parts) > 0


def test_place_read_in_time_is_accepted_after_the_loan(person: Actor) -> None:
    borrowed = loan(actor=person)
    read_at = clock.now()
    arguments = {
        "loan_id": borrowed.pk,
        "cfi": "epubcfi(/6/4!/4/2)",
        "fraction": 0.5,
        "actor": person,
    }
    with time_machine.travel(borrowed.due_at + timedelta(hours=1), tick=False):
        with pytest.raises(NotFound):
            store_position(**arguments, at=clock.now())
        assert store_position(**arguments, at=read_at).fraction == 0.5
    assert Position.objects.get().updated_at == read_at


def test_place_for_a_loan_of_another_member_is_refused(person: Actor) -> None:
    borrowed = loan(actor=person)
    arguments = {"loan_id": borrowed.pk, "cfi": "epubcfi(/6/4!/4/2)", "fraction": 0.5}
    with pytest.raises(NotFound):
        store_position(**arguments, at=clock.now(), actor=borrower())
