"""List rows have the same data as whole titles."""

from typing import Any

import pytest

from records.record import Credit
from rontal.catalogue import list_rows, rows
from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from tests.support.catalogue import factories
from tests.support.web.collection.titles_without_files import public_title

pytestmark = pytest.mark.django_db


def test_list_row_is_a_part_of_the_whole_title(django_assert_num_queries: Any) -> None:
    ids = [
        factories.title("Dengan Sampul").pk,
        public_title(
            "Berdua", credits=[Credit("Ani"), Credit("Budi", role="edt"), Credit("Cok")]
        ).pk,
        public_title(
            "Tanpa Pengarang", credits=[Credit("Dewi", role="edt"), Credit("E", role="ill")]
        ).pk,
        public_title("Tanpa Siapa Pun", credits=[], year=1987, description="Isi", language="en").pk,
    ]
    with django_assert_num_queries(1):
        lines = list_rows.in_order([ids[2], 0, ids[0], ids[3], ids[1]])
    assert [line.id for line in lines] == [ids[2], ids[0], ids[3], ids[1]]
    assert [line.by_line for line in lines if line.id == ids[1]] == ["Ani, Cok"]
    for line in lines:
        [whole] = rows.in_order([line.id])
        for name in ("slug", "title", "language", "year", "description", "by_line", "cover"):
            assert getattr(line, name) == getattr(whole, name), name
        assert line.is_open == bool(whole.open_files)
        assert line.formats == list(dict.fromkeys(file.format for file in whole.files))


def test_empty_list_of_ids_costs_no_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert list_rows.in_order([]) == []


@pytest.mark.parametrize("state", [TitleState.DRAFT, TitleState.WITHDRAWN])
def test_titles_no_longer_public_are_no_rows(state: TitleState) -> None:
    withdrawn, public = factories.title("Ditarik"), factories.title("Tetap")
    Title.objects.filter(pk=withdrawn.pk).update(state=state)
    assert [line.id for line in list_rows.in_order([withdrawn.pk, public.pk])] == [public.pk]
