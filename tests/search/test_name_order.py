"""Sorting of titles by their whole names, also with equal beginnings and on late pages."""

from itertools import pairwise
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from records.text import fold
from rontal.catalogue.models import Title
from rontal.search import engine, name_order
from rontal.search import selectors as search
from rontal.search.filters import Filters, Sort
from tests.support.search.collection import title

NAMES = [
    *(
        "Api",
        "Apa",
        "Sêrat Centhini",
        "1984",
        "2001",
        "Zaman",
        "ᬲᬢᬸᬯ",
        "ᬲᬢᬸᬯ ᬩᬮᬶ",
        "قواعد",
        "قواعد اللغة",
    ),
    *(f"Pendidikan Agama Islam untuk Kelas {number}" for number in range(1, 24)),
    *(f"Pendidikan Agama Hindu {number}" for number in range(1, 9)),
    "Pendidikan ᬲᬢᬸᬯ",
    "Pendidikan",
]


@given(st.lists(st.text(max_size=20), min_size=2, max_size=9))
@hypothesis_settings(max_examples=500, deadline=None)
def test_number_of_a_name_is_in_the_order_of_its_bytes(texts: list[str]) -> None:
    names = sorted(map(fold, texts), key=str.encode)
    numbers = [name_order.number(name) for name in names]
    assert numbers == sorted(numbers)
    assert all(0 <= number < 2**64 for number in numbers)


def test_names_that_differ_early_have_different_numbers() -> None:
    names = ["", "1984", "a", "a b", "ab", "abcdefghijkl", "abcdefghijkm", "z", "ᬲᬢ", "ᬲᬫ"]
    numbers = [name_order.number(name) for name in names]
    assert all(one < other for one, other in pairwise(numbers))
    assert name_order.number("zzzzzzzzzzzzz") < name_order.number("ᬅ")


@pytest.mark.whole
@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 5, 7, 20])
@pytest.mark.parametrize(("query", "block"), [("", 8), ("", 400), ("kolase", 400)])
@pytest.mark.parametrize("few", [2, 300])
def test_pages_sorted_by_name_are_complete_and_in_order(
    size: int, query: str, block: int, few: int
) -> None:
    for name in (*NAMES, *reversed(NAMES[10:20])):
        title(name, series="Kolase")
    wanted = list(Title.objects.values_list("pk", "sort_title"))
    wanted.sort(key=lambda one: (one[1].encode(), one[0]))
    with mock.patch.multiple(engine, BLOCK=block, FEW_ALIKE=few):
        assert _walked(query, size, len(wanted)) == [pk for pk, _ in wanted]


@pytest.mark.django_db
def test_too_many_equal_beginnings_are_listed_once_each() -> None:
    for name in NAMES:
        title(name)
    with mock.patch.object(engine, "MAX_ALIKE", 3):
        shown = _walked("pendidikan", 5, 33)
    assert len(shown) == len(set(shown)) == 33


@pytest.mark.django_db
def test_few_of_too_many_equal_beginnings_are_in_order() -> None:
    for name in reversed(NAMES):
        title(name)
    with mock.patch.multiple(engine, MAX_ALIKE=12, FEW_ALIKE=2):
        shown = _walked("hindu", 3, 8)
    titles = Title.objects.filter(sort_title__contains="hindu").order_by("sort_title", "pk")
    assert shown == list(titles.values_list("pk", flat=True))


def _walked(query: str, size: int, total: int) -> list[int]:
    shown = []
    for at in range(0, total + size, size):
        page = search.find(query, filters=Filters(), sort=Sort.NAME, offset=at, limit=size)
        assert page.total == total
        shown += page.ids
    return shown
