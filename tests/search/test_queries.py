"""Every kind of query."""

from typing import Any
from unittest import mock

import pytest

from records.codes import Audience, Scheme
from records.record import Number
from rontal.catalogue.models import Identifier, Title
from rontal.catalogue.states import TitleState
from rontal.search import engine, index_location
from rontal.search import selectors as search
from rontal.search.filters import Filters, Sort
from rontal.search.results import Kind
from rontal.search.snippets import snippet
from rontal.search.terms import Terms
from tests.support.search.collection import search_results, title, titles_found

pytestmark = pytest.mark.django_db


def test_all_words_must_match_in_any_field() -> None:
    title("Bumi Manusia", "Pramoedya Ananta Toer", subjects=("Kolonialisme",))
    title("Bumi dan Langit", "Ni Luh Padma")
    assert titles_found("bumi toer") == ["Bumi Manusia"]
    assert titles_found("kolonialisme pramoedya bumi") == ["Bumi Manusia"]
    assert sorted(titles_found("bumi")) == ["Bumi Manusia", "Bumi dan Langit"]


def test_title_outweighs_people_and_people_outweigh_subjects() -> None:
    title("Sungai", "Budi Santoso", subjects=("Kartini",))
    title("Laut", "Raden Ajeng Kartini", subjects=("Surat",))
    title("Kartini", "Sitisoemandari Soeroto", subjects=("Tokoh",))
    assert titles_found("kartini") == ["Kartini", "Laut", "Sungai"]


def test_exact_word_comes_before_others_of_its_stem() -> None:
    title("Pembacaan Puisi")
    title("Membaca Puisi")
    title("Bacaan Puisi")
    for name in ("Pembacaan Puisi", "Membaca Puisi", "Bacaan Puisi"):
        assert titles_found(name.lower())[0] == name
        assert len(titles_found(name)) == 3


def test_quoted_words_must_be_adjacent() -> None:
    title("Hukum Adat Bali")
    title("Adat dan Hukum")
    title("Hukum", "Adat Wirawan")
    assert titles_found('"hukum adat"') == ["Hukum Adat Bali"], "not across title and author"
    assert titles_found("“Hukum Adat” bali") == ["Hukum Adat Bali"]
    assert titles_found('"adat hukum"') == []
    assert len(titles_found('"hukum')) == 3, "a single quote is no phrase"


def test_star_matches_a_prefix() -> None:
    title("Perpustakaan Desa")
    title("Permainan Desa")
    title("Desa")
    assert sorted(titles_found("per* desa")) == ["Permainan Desa", "Perpustakaan Desa"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pendidkan", "pendidikan"),
        ("pendidiikan", "pendidikan"),
        ("pendikidan", "pendidikan"),
        ("pendidixan", "pendidikan"),
        ("pendidikna", "pendidikan"),
        ("pendedikkan", "pendidikan"),
    ],
)
def test_typo_is_corrected_and_reported(typed: str, meant: str) -> None:
    title("Pendidikan Anak")
    answer = search_results(f"{typed} anak")
    assert (answer.total, answer.did_you_mean, answer.loosened) == (1, f"{meant} anak", True)


def test_a_typo_beside_very_common_words() -> None:
    title("Pendidikan Anak")
    answer = search_results("pendidkan untuk anak")
    assert (answer.total, answer.did_you_mean) == (1, "pendidikan untuk anak")


def test_rare_word_that_may_be_a_typo_is_found_and_the_commoner_one_proposed() -> None:
    title("Kartinj")
    for _ in range(21):
        title("Kartini")
    answer = search_results("kartinj")
    assert (answer.total, answer.did_you_mean, answer.loosened) == (1, "kartini", False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hary poter", "harry potter"),
        ("jane austin", "jane austen"),
        ("davinci code", "da vinci code"),
        ("lev tolstoy", "leo tolstoy"),
        ("gold finch", "goldfinch"),
        ("agata austen", "agatha austin"),
        ("alkemist", "alchemist"),
        ("harrypotter", "harry potter"),
    ],
)
def test_words_are_corrected_to_those_that_titles_have_together(typed: str, meant: str) -> None:
    """Mary, Peter, Austin and Lev are words of titles too, and closer or more common."""
    title("Harry Potter", "J. K. Rowling")
    for name in ("Mary", "Peter", "Hari", "Peter"):
        title(name)
    title("Mary and Peter", "Agatha Austin")
    title("Emma", "Jane Austen")
    title("The Da Vinci Code", "Dan Brown")
    title("Anna Karenina", "Leo Tolstoy")
    title("The Magicians", "Lev Grossman")
    title("The Goldfinch", "Donna Tartt")
    title("Gold")
    title("Finches", "Ann Finch")
    title("The Alchemist", "Paulo Coelho")
    answer = search_results(typed)
    assert (answer.total, answer.did_you_mean, answer.loosened) == (1, meant, True)


def test_correct_common_words_are_searched_without_counting_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    title("Pendidikan Ekonomi")
    title("Pendidikan Hukum")
    monkeypatch.setattr("rontal.search.attempts.RARE", 0)
    with mock.patch.object(Terms, "count", side_effect=AssertionError("counted")):
        for typed, meant, total in (
            ("pendidikn ekonmi", "pendidikan ekonomi", 1),
            ("pendidikn", "pendidikan", 2),
            ("pendidikn pendidikan", "pendidikan pendidikan", 2),
        ):
            answer = search_results(typed)
            assert (answer.did_you_mean, answer.total, answer.corrected) == (meant, total, True)


def test_words_of_titles_are_not_corrected() -> None:
    title("The Kite Runner")
    for _ in range(30):
        title("Kate")
    assert (search_results("the kite").total, search_results("the kite").did_you_mean) == (1, "")
    title("Laut Merah")
    assert (search_results("laut merah").total, search_results("laut merah").did_you_mean) == (
        1,
        "",
    )


def test_exact_title_comes_before_titles_with_the_words() -> None:
    title("Slammerkin", "Emma Donoghue")
    title("Faking It")
    title("Me and Emma")
    title("Emma", "Jane Austen")
    title("It", "Stephen King")
    title("Carrie", "Stephen King")
    title("Night Road")
    title("The Road", "Cormac McCarthy")
    title("The Road to Serfdom")
    assert titles_found("emma")[0] == "Emma"
    assert titles_found("it")[0] == "It"
    assert titles_found("the road")[0] == "The Road"
    assert titles_found("stephen king it") == ["It", "Carrie"]


def test_old_spelling_finds_new_and_the_other_way_round() -> None:
    title("Biografi", "Sukarno")
    title("Riwayat", "Soeharto")
    assert titles_found("soekarno") == ["Biografi"]
    assert titles_found("suharto") == ["Riwayat"]


def test_superfluous_word_is_dropped_and_reported() -> None:
    title("Sejarah Subak")
    answer = search_results("sejarah subak qqzzxx")
    assert (answer.total, answer.loosened) == (1, True)
    assert search_results("qqzzxx").total == 0


def test_words_without_a_common_title_match_titles_with_most_of_them() -> None:
    title("Tari Legong Keraton")
    title("Topeng Cirebon")
    answer = search_results("tari legong cirebon")
    assert answer.loosened
    assert titles_found("tari legong cirebon") == ["Tari Legong Keraton"]


def test_any_single_word_may_be_missing() -> None:
    title("Tari Legong Keraton")
    title("Tari Topeng", "Cirebon Legong")
    title("Tari Topeng")
    assert sorted(titles_found("tari legong keraton cirebon")) == [
        "Tari Legong Keraton",
        "Tari Topeng",
    ]
    assert titles_found("topeng cirebon keraton") == ["Tari Topeng"]


def test_title_of_common_words_only_is_found() -> None:
    title("Itu")
    title("The It and the Of", language="en")
    title("Buku tentang Laut")
    assert titles_found("itu") == ["Itu"]
    assert titles_found("the of") == ["The It and the Of"]
    assert titles_found("buku yang itu tentang laut") == ["Buku tentang Laut"]


@pytest.mark.parametrize(
    "typed", ["9786020312583", "978-602-03-1258-3", "ISBN 978 602 03 1258 3", "6020312585"]
)
def test_isbn_finds_its_title_in_any_notation(typed: str) -> None:
    title("Lain")
    right = title("Laskar", numbers=[Number(Scheme.ISBN, "9786020312583")])
    assert titles_found(typed) == ["Laskar"]
    assert search_results(typed, language="en").total == 0
    Title.objects.filter(pk=right.pk).update(state=TitleState.WITHDRAWN)
    assert titles_found(typed) == []


def test_other_numbers_are_found_as_written() -> None:
    public = title("Kala")
    Identifier.objects.create(title=public, scheme=Scheme.ISSN, value="1234-5679")
    assert titles_found("1234-5679") == ["Kala"]


def test_diacritics_and_scripts_fold() -> None:
    title("Sêrat Wédhatama")
    title("ᬲᬢᬸᬯ ᬩᬮᬶ")
    title("Al-Qur’an")
    assert titles_found("serat wedhatama") == ["Sêrat Wédhatama"]
    assert titles_found("SÉRAT") == ["Sêrat Wédhatama"]
    assert titles_found("ᬩᬮᬶ") == ["ᬲᬢᬸᬯ ᬩᬮᬶ"]
    assert titles_found("quran") == titles_found("qur'an") == ["Al-Qur’an"]


def test_readers_find_public_titles_and_the_desk_all_states() -> None:
    title("Rahasia Satu", state=TitleState.DRAFT)
    title("Rahasia Dua")
    withdrawn = title("Rahasia Tiga")
    Title.objects.filter(pk=withdrawn.pk).update(state=TitleState.WITHDRAWN)
    states = frozenset({TitleState.DRAFT, TitleState.PUBLIC, TitleState.WITHDRAWN})
    assert titles_found("rahasia") == titles_found("") == titles_found("rahas*") == ["Rahasia Dua"]
    assert sorted(titles_found("rahasia", states=states)) == [
        "Rahasia Dua", "Rahasia Satu", "Rahasia Tiga"
    ]  # fmt: skip
    assert titles_found("rahasia", states=frozenset({TitleState.DRAFT})) == ["Rahasia Satu"]
    assert titles_found('"rahasia tiga"', states=states) == ["Rahasia Tiga"]
    assert len(titles_found("", states=states)) == 3


def test_filters_narrow_and_combine() -> None:
    one = title("Padi", "Wayan", subjects=("Tani",), series="Desa", year=2010, language="ban")
    title("Jagung", "Made", year=2020, audience=Audience.CHILDREN)
    agent = one.contributors.get().agent_id
    assert titles_found("", language="ban") == ["Padi"]
    assert titles_found("", audience=Audience.CHILDREN) == ["Jagung"]
    assert titles_found("", subject=one.subjects.get().subject_id) == ["Padi"]
    assert titles_found("", agent=agent) == ["Padi"]
    assert titles_found("", series=one.series_id) == ["Padi"]
    assert titles_found("", year_from=2011) == ["Jagung"]
    assert titles_found("", year_to=2010) == ["Padi"]
    assert titles_found("", year_from=2010, year_to=2020) == ["Jagung", "Padi"]
    assert titles_found("", agent=agent, language="id") == []
    assert titles_found("", year_from=-5, year_to=10**9) == ["Jagung", "Padi"]


def test_counts_beside_filters_are_those_of_the_results() -> None:
    title("Satu", subjects=("Air",), year=2001)
    title("Satu Lagi", subjects=("Air", "Api"), year=2002, language="en")
    title("Lain", subjects=("Api",), year=2003)
    facets = search_results("satu", facets=True).facets
    assert facets is not None
    assert [(b.value, b.count) for b in facets.languages] == [("en", 1), ("id", 1)]
    assert [(b.value, b.count) for b in facets.years] == [(2002, 1), (2001, 1)]
    assert [b.count for b in facets.subjects] == [2, 1]
    assert not facets.about
    nothing = search_results("tidakada", facets=True).facets
    assert nothing is not None
    assert nothing.languages == ()


def test_sorts() -> None:
    for name, year in (("Cinta", 1999), ("The Angin", 2020), ("Batu", 2005)):
        title(name, year=year)
    assert titles_found("", sort=Sort.NAME) == ["The Angin", "Batu", "Cinta"]
    assert titles_found("", sort=Sort.NEWEST) == ["Batu", "The Angin", "Cinta"]
    assert titles_found("", sort=Sort.YEAR) == ["The Angin", "Batu", "Cinta"]


def test_pages_have_each_title_once_in_every_order() -> None:
    wanted = {title("Serupa").pk for _ in range(23)}
    for sort in Sort:
        for query in ("serupa", ""):
            pages = [
                search.find(query, filters=Filters(), sort=sort, offset=at, limit=5).ids
                for at in range(0, 30, 5)
            ]
            shown = [pk for page in pages for pk in page]
            assert len(shown) == 23
            assert set(shown) == wanted


def test_pages_without_words_are_the_same_for_any_block_size() -> None:
    for number in range(30):
        title(f"Judul {number % 7}", year=1990 + number % 5)
    for sort in Sort:
        pages = [_page("", sort, at) for at in (0, 5, 10, 40)]
        with mock.patch.object(engine, "BLOCK", 1):
            assert [_page("", sort, at) for at in (0, 5, 10, 40)] == pages
        assert pages[0] != pages[1]
        assert pages[3] == ([], 30)


def _page(query: str, sort: Sort, offset: int) -> tuple[list[int], int]:
    results = search.find(query, filters=Filters(), sort=sort, offset=offset, limit=5)
    return list(results.ids), results.total


@pytest.mark.parametrize("offset", [-1, 24, 10**6, 10**9, 10**15])
def test_pages_beyond_the_last_are_empty(offset: int) -> None:
    title("Satu")
    page = search.find("satu", filters=Filters(), offset=offset, limit=20)
    assert (len(page.ids), page.total) == (int(offset < 0), 1)


def test_snippets_mark_the_words_in_the_description() -> None:
    text = "Buku ini bercerita. " * 20 + "Para nelayan membaca bintang. " + "Akhir. " * 40
    book = title("Laut", description=text)
    answer = search.find("pembacaan", filters=Filters(), offset=0, limit=5)
    assert answer.ids == [book.pk]
    parts = snippet(text, answer.words)
    assert [part.text for part in parts if part.marked] == ["membaca"]
    shown = "".join(part.text for part in parts)
    assert "Para nelayan membaca bintang" in shown
    assert shown.startswith("… ")
    assert len(shown) < 260


def test_suggestions_while_typing_name_titles_people_and_subjects() -> None:
    title("Perahu Pinisi", "Pertiwi Hasan", subjects=("Perkapalan",))
    title("Kisah Perahu", "Ayu", subjects=("Laut",))
    title("Perang", "Ayu", state=TitleState.DRAFT)
    kinds: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for suggestion in search.suggest("per", 8):
        kinds[suggestion.kind].append(suggestion.text)
    assert kinds[Kind.TITLE] == ["Perahu Pinisi", "Kisah Perahu"]
    assert kinds[Kind.AGENT] == ["Pertiwi Hasan"]
    assert kinds[Kind.SUBJECT] == ["Perkapalan"]
    assert [s.text for s in search.suggest("kisah pe")] == ["Kisah Perahu"]
    assert search.suggest("  ") == search.suggest("zzz") == []


def test_people_and_subjects_of_hidden_titles_alone_are_not_suggested() -> None:
    title("Rahasia", "Pertapa Sakti", subjects=("Pertapaan",), state=TitleState.DRAFT)
    title("Terbuka", "Pertiwi Hasan", subjects=("Perkapalan",))
    named = {s.text for s in search.suggest("per") if s.kind is not Kind.TITLE}
    assert named == {"Pertiwi Hasan", "Perkapalan"}


def test_name_whose_last_title_was_just_hidden_is_not_suggested(monkeypatch) -> None:
    def named() -> set[str]:
        return {one.text for one in search.suggest("per") if one.kind is not Kind.TITLE}

    shown = title("Terbuka", "Pertiwi Hasan", subjects=("Perkapalan",))
    hidden = title("Rahasia", "Pertapa Sakti", subjects=("Pertapaan",))
    behind = index_location.engine()
    monkeypatch.setattr(index_location, "engine", lambda: behind)
    assert named() == {"Pertiwi Hasan", "Perkapalan", "Pertapa Sakti", "Pertapaan"}
    Title.objects.filter(pk=hidden.pk).update(state=TitleState.WITHDRAWN)
    assert named() == {"Pertiwi Hasan", "Perkapalan"}
    Title.objects.filter(pk=shown.pk).update(state=TitleState.DRAFT)
    assert named() == set()


def test_similar_titles_share_subjects_people_and_words() -> None:
    one = title("Tari Bali", "Ni Ketut Arini", subjects=("Tari",))
    near = title("Legong", "Ni Ketut Arini", subjects=("Tari",))
    title("Masakan", "Sisca", subjects=("Dapur",))
    title("Kecak", "I Wayan Limbak", subjects=("Tari",), state=TitleState.DRAFT)
    assert search.similar(one.pk) == [near.pk]
    assert search.similar(10**9) == []


def test_change_is_found_and_a_deleted_title_is_not() -> None:
    book = title("Lama")
    assert titles_found("lama") == ["Lama"]
    Title.objects.filter(pk=book.pk).update(title="Baru")
    assert (titles_found("lama"), titles_found("baru")) == ([], ["Baru"])
    book.delete()
    assert titles_found("baru") == []


def test_words_cost_no_query(django_assert_num_queries: Any) -> None:
    title("Satu")
    with django_assert_num_queries(0):
        search_results("satu dua", facets=True)
    with django_assert_num_queries(1):
        search.suggest("sat")
    with django_assert_num_queries(0):
        search.find("satu", filters=Filters(), offset=0, limit=5)


def test_titles_are_found_by_the_beginning_of_their_class_number() -> None:
    title("Sajak", classification="R 899.2211 ANW")
    title("Hikayat", classification="899.2")
    title("Hamlet", classification="822.33")
    title("Tafsir", classification="2X1.3")
    title("Kamus", classification="800-an")
    title("Lepas", classification="Fiksi")
    assert sorted(titles_found("", shelf="8")) == ["Hamlet", "Hikayat", "Kamus", "Sajak"]
    assert titles_found("", shelf="89") == ["Hikayat", "Sajak"]
    assert titles_found("", shelf="822") == ["Hamlet"]
    assert titles_found("", shelf="2") == ["Tafsir"]
    assert titles_found("hamlet", shelf="8") == ["Hamlet"]
    assert titles_found("hamlet", shelf="89") == []
