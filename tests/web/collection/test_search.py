"""Tests of the catalogue search: filters, chips, sort orders, suggestions, empty results."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict

from records.codes import Audience
from rontal.search import selectors as search
from rontal.search.results import Results
from rontal.web.collection.query import Query
from rontal.web.collection.views import browse
from tests.support.lending.factories import lendable
from tests.support.web.collection.searching import VISITOR, page
from tests.support.web.collection.titles_without_files import public_title, select

pytestmark = pytest.mark.django_db


def names(tree: Any) -> list[str]:
    """Returns the titles of a result in order."""
    return [line.text_content() for line in select(tree, ".hit h2")]


def menu(tree: Any, label: str) -> dict[str, str]:
    """Returns the options of a filter: text with count → URL."""
    for one in select(tree, "details.filter"):
        if select(one, "summary")[0].text_content().strip() == label:
            links = select(one, "a")
            return {" ".join(link.text_content().split()): link.get("href") for link in links}
    return {}


@pytest.fixture
def stock() -> None:
    public_title("Laut Biru", year=2019, subjects=["Laut"], audience=Audience.CHILDREN)
    public_title("Laut Dalam", year=2021, subjects=["Laut", "Ikan"])
    public_title("Sea Charts", year=1987, subjects=["Laut"], language="en")


def test_filters_show_how_many_titles_each_would_leave(stock: None) -> None:
    document = page("/koleksi/?q=laut")
    assert names(document) != []
    assert list(menu(document, "Bahasa")) == ["Indonesia 2", "Inggris 1"]
    assert set(menu(document, "Topik")) == {"Laut 3", "Ikan 1"}
    assert list(menu(document, "Tahun")) == ["2020–2029 1", "2010–2019 1", "1980–1989 1"]


def test_filter_retains_the_query_and_can_be_removed(stock: None) -> None:
    narrowed = page("/koleksi/" + menu(page("/koleksi/?q=laut"), "Bahasa")["Inggris 1"])
    assert names(narrowed) == ["Sea Charts"]
    [chip] = select(narrowed, ".chip")
    assert chip.text_content().split() == ["Tanpa", "Inggris"]
    assert len(names(page("/koleksi/" + chip.get("href")))) == 3


def test_new_query_retains_the_filters(stock: None) -> None:
    hidden = select(page("/koleksi/?q=laut&bahasa=id&urut=tahun"), "form.find input[type=hidden]")
    assert {one.get("name"): one.get("value") for one in hidden} == {
        "bahasa": "id", "urut": "tahun",
    }  # fmt: skip


def test_order_is_in_the_address(stock: None) -> None:
    assert names(page("/koleksi/?urut=nama")) == ["Laut Biru", "Laut Dalam", "Sea Charts"]
    assert names(page("/koleksi/?urut=tahun")) == ["Laut Dalam", "Laut Biru", "Sea Charts"]
    assert names(page("/koleksi/?urut=terbaru"))[0] == "Sea Charts"


def test_years_audience_and_people_narrow(stock: None) -> None:
    assert names(page("/koleksi/?dari=2019&sampai=2020")) == ["Laut Biru"]
    assert names(page("/koleksi/?untuk=children")) == ["Laut Biru"]
    chips = select(page("/koleksi/?dari=2019&orang=999999&subjek=999999&seri=999999"), ".chip")
    assert len(chips) == 4


def test_only_available_titles() -> None:
    public_title("Laut Jauh")
    lendable(title=public_title("Laut Dekat"))
    document = page("/koleksi/?q=laut")
    [free] = select(document, ".filter-free")
    assert free.text_content().split()[-1] == "1"
    assert names(page("/koleksi/" + free.get("href"))) == ["Laut Dekat"]


def test_query_words_are_marked_in_the_text() -> None:
    public_title("Perahu", description="Tentang <b>nelayan</b> yang pulang ketika hujan turun.")
    [snippet] = select(page("/koleksi/?q=hujan"), ".hit-snippet")
    assert [mark.text for mark in select(snippet, "mark")] == ["hujan"]
    assert "<b>" in snippet.text_content()


def test_a_typo_is_corrected(stock: None) -> None:
    document = page("/koleksi/?q=lautt+biru")
    assert "Laut Biru" in names(document)


def test_empty_results_offer_links(stock: None) -> None:
    document = page("/koleksi/?q=zzzzqqq&bahasa=id")
    [message] = select(document, ".empty")
    assert "zzzzqqq" in message.text_content()
    assert message.get("role") == "status"
    offered = [link.get("href") for link in select(message, "a")]
    assert offered == ["?q=zzzzqqq", "/saran/"]


def test_count_is_announced_to_screen_readers(stock: None) -> None:
    [status] = select(page("/koleksi/?q=laut"), ".find-told [role=status]")
    assert status.text_content().strip() == "3 judul"


def test_page_without_an_index_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    none = Results([], 0, ready=False)
    monkeypatch.setattr(search, "find", lambda *_arguments, **_more: none)
    assert "Pencarian sedang disiapkan" in page("/koleksi/?q=laut").text_content()
    assert select(page("/koleksi/"), "h1")


def test_suggested_query_is_one_press_away(monkeypatch: pytest.MonkeyPatch, stock: None) -> None:
    real = search.find

    def find_titles(*arguments: Any, **more: Any) -> Results:
        return replace(real(*arguments, **more), did_you_mean="laut & ikan")

    monkeypatch.setattr(search, "find", find_titles)
    [link] = select(page("/koleksi/?q=laut&bahasa=id"), ".meant a")
    assert link.get("href") == "?q=laut+%26+ikan&bahasa=id"


def test_correction_is_shown_and_announced(stock: None) -> None:
    document = page("/koleksi/?q=lauut birru")
    assert names(document) == ["Laut Biru"]
    [hint] = select(document, ".meant")
    status = " ".join(hint.text_content().split())
    assert status == "Inilah hasil untuk laut biru. Tidak ada yang memuat “lauut birru”."
    assert "Tidak ada judul dengan semua kata" not in document.text_content()


def test_page_number_beyond_the_limit_is_the_last_one(stock: None) -> None:
    assert len(names(page("/koleksi/?q=laut&page=999999999"))) == 3


def test_a_list_has_five_hundred_pages_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [Query.of(QueryDict(f"page={one}")).page for one in (499, 500, 501)] == [499, 500, 500]
    for number in range(41):
        public_title(f"Laut {number}")
    monkeypatch.setattr(browse, "LAST_PAGE", 2)
    last = page("/koleksi/?q=laut&page=2")
    assert len(names(last)) == 20
    assert not select(last, "a[rel=next]")


@pytest.mark.parametrize(
    "query",
    ["subjek=99999999999999999999", "subjek=-1", "orang=x", "seri=%00", "dari=99999", "sampai=0",
     "bentuk=exe", "urut=acak", "dari=2000&sampai=1000", "subjek=999999999999999"],
)  # fmt: skip
def test_no_filter_breaks_the_page(query: str, stock: None) -> None:
    page(f"/koleksi/?{query}")


def suggested(words: str) -> list[tuple[str, str]]:
    answer = VISITOR.get("/koleksi/saran.json", {"q": words}).json()
    return [(one["text"], one["kind"]) for one in answer["suggestions"]]


def test_suggestions_are_titles_people_and_subjects(stock: None) -> None:
    assert ("Laut Biru", "Judul") in suggested("laut b")
    assert ("Ikan", "Topik") in suggested("ika")
    assert ("Ni Wayan Sari", "Orang") in suggested("ni way")
    assert suggested("") == suggested("\x00") == []


def test_shelf_is_found_by_its_name(stock: None) -> None:
    public_title("Babad Mengwi", classification="959.86")
    assert suggested("sejar") == [("Sejarah dan tempat", "Rak")]
    assert [one for one in suggested("sejarah dan tempat") if one[1] == "Rak"] != []
    assert [one for one in suggested("dan") + suggested("se") if one[1] == "Rak"] == []
    assert suggested("agama") == [], "no title stands there"
    nothing = page("/koleksi/?q=sejarah")
    [way] = select(nothing, ".empty .meant a")
    assert way.text_content() == "Sejarah dan tempat"
    assert names(page(way.get("href"))) == ["Babad Mengwi"]
    assert select(page("/koleksi/?q=gajah"), ".empty .meant") == []


def test_filters_without_results_have_no_zero_counts(stock: None) -> None:
    [free] = select(page("/koleksi/?q=gajah"), ".filter-free")
    assert not select(free, ".number")
    [free] = select(page("/koleksi/?q=laut"), ".filter-free")
    assert select(free, ".number")[0].text_content() == "0", "none of those has a copy"


def test_each_suggestion_links_to_its_page(stock: None) -> None:
    for words in ("laut", "ika", "wayan"):
        answer = VISITOR.get("/koleksi/saran.json", {"q": words}).json()
        for one in answer["suggestions"]:
            assert VISITOR.get(one["address"]).status_code == 200


def test_a_search_costs_the_same_for_few_and_for_many(django_assert_max_num_queries: Any) -> None:
    for number in range(25):
        public_title(f"Ombak {number}", subjects=[f"Hal {number}"], by=f"Orang {number}")
    with django_assert_max_num_queries(6):
        assert len(names(page("/koleksi/?q=ombak"))) == 20


def test_everything_works_without_script(stock: None) -> None:
    document = page("/koleksi/?q=laut")
    assert select(document, "form.find[method=get] button")
    filters = select(document, ".filters a, .sorts a")
    assert all(re.match(r"\?", link.get("href")) for link in filters)


def test_collection_is_browsed_by_shelves() -> None:
    public_title("Puisi Laut", classification="899.221", subjects=["Laut"])
    public_title("Ilmu Laut", classification="551.46", subjects=["Laut"])
    spines = select(page("/koleksi/"), "a.spine")
    assert [" ".join(one.itertext()).split()[0] for one in spines] == ["500", "800"]
    literature = page(spines[1].get("href"))
    assert names(literature) == ["Puisi Laut"]
    assert select(literature, ".chip")[0].text_content().split()[1] == "800"
    beside = select(page("/koleksi/puisi-laut/"), "a[href*=kelas]")
    assert [one.get("href") for one in beside] == ["/koleksi/?kelas=899"]
    assert names(page("/koleksi/?kelas=899")) == ["Puisi Laut"]
    assert names(page("/koleksi/?kelas=8x9&q=laut")) != [], "what says nothing is left out"


def test_address_escapes_every_part_so_that_it_is_read_back() -> None:
    query = Query.of(QueryDict("q=api+%26+air%3D%22%2B&bahasa=id&page=3"))
    assert Query.of(QueryDict(query.address()[1:])) == replace(
        query, page=1, parameters={"q": query.words, "bahasa": "id"}
    )
    assert query.address(subjek=7, bahasa=None) == "?q=api+%26+air%3D%22%2B&subjek=7"
    assert query.address(page=2).endswith("&page=2")
