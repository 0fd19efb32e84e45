"""Tests of citations in three styles, citation files, and COinS."""

import html
from urllib.parse import parse_qs

import pytest
import rispy
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from lxml import html as lxml_html

from records.codes import AgentKind, Scheme
from records.record import Credit, Number, Record
from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.web.collection.citing import Reference, references
from tests.support.interop.titles import full_record, title

MOEIS = Credit("Abdoel Moeis", "Moeis, Abdoel")
TOER = Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta")
KING = Credit("Martin Luther King, Jr", "King, Martin Luther, Jr")
TIRU = Credit("I Made Tiru", "I Made Tiru")
BODY = Credit("Dinas Perpustakaan", kind=AgentKind.BODY)
IMPRINT = {"publisher": "Balai Pustaka", "place": "Jakarta", "year": 1928}


def lines(record: Record, language: str = "id") -> dict[str, str]:
    with translation.override(language):
        return {one.style: line(one) for one in references(record)}


def line(reference: Reference) -> str:
    """Returns the citation as its page shows it."""
    html = render_to_string("web/collection/reference.html", {"reference": reference})
    return " ".join(html.split())


def many(count: int) -> list[Credit]:
    return [Credit(f"Budi Nama{n}", f"Nama{n}, Budi") for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("facts", "language", "apa", "mla", "chicago"),
    [
        (
            {"credits": [MOEIS], "subtitle": "roman", **IMPRINT},
            "id",
            "Moeis, A. (1928). <i>Judul: roman</i>. Balai Pustaka.",
            "Moeis, Abdoel. <i>Judul: roman</i>. Balai Pustaka, 1928.",
            "Moeis, Abdoel. <i>Judul: roman</i>. Jakarta: Balai Pustaka, 1928.",
        ),
        (
            {"credits": [TOER, KING], "year": 1999},
            "en",
            "Toer, P. A., &amp; King, M. L., Jr. (1999). <i>Judul</i>.",
            "Toer, Pramoedya Ananta, and Martin Luther King, Jr. <i>Judul</i>. 1999.",
            "Toer, Pramoedya Ananta, and Martin Luther King, Jr. <i>Judul</i>. 1999.",
        ),
        (
            {"credits": [MOEIS, TOER, TIRU], "edition": "3", **IMPRINT},
            "id",
            "Moeis, A., Toer, P. A., &amp; I Made Tiru. (1928). <i>Judul</i> (edisi 3). "
            "Balai Pustaka.",
            "Moeis, Abdoel, dkk. <i>Judul</i>. Edisi 3, Balai Pustaka, 1928.",
            "Moeis, Abdoel, Pramoedya Ananta Toer, dan I Made Tiru. <i>Judul</i>. Edisi 3. "
            "Jakarta: Balai Pustaka, 1928.",
        ),
        (
            {
                "credits": [
                    Credit("A. Teeuw", "Teeuw, A.", role="edt"),
                    Credit("Jean-Paul van Dam", "Dam, Jean-Paul van", role="edt"),
                    Credit("Robin Susanto", "Susanto, Robin", role="trl"),
                ],
                "edition": "Cet. 2",
                "numbers": [Number(Scheme.DOI, "10.1000/182")],
            },
            "en",
            "Teeuw, A., &amp; Dam, J.-P. van (Eds.). (n.d.). <i>Judul</i> "
            "(Cet. 2; R. Susanto, Trans.). https://doi.org/10.1000/182",
            "Teeuw, A., and Jean-Paul van Dam, editors. <i>Judul</i>. "
            "Translated by Robin Susanto, Cet. 2. https://doi.org/10.1000/182",
            "Teeuw, A., and Jean-Paul van Dam, editors. <i>Judul</i>. "
            "Translated by Robin Susanto. Cet. 2. https://doi.org/10.1000/182",
        ),
        (
            {"credits": [Credit("Siti Gambar", "Gambar, Siti", role="ill")]},
            "id",
            "<i>Judul</i>. (t.t.).",
            "<i>Judul</i>.",
            "<i>Judul</i>.",
        ),
        (
            {"credits": [BODY], "publisher": "Dinas Perpustakaan", "year": 2020},
            "id",
            "Dinas Perpustakaan. (2020). <i>Judul</i>. Dinas Perpustakaan.",
            "Dinas Perpustakaan. <i>Judul</i>. Dinas Perpustakaan, 2020.",
            "Dinas Perpustakaan. <i>Judul</i>. Dinas Perpustakaan, 2020.",
        ),
    ],
)
def test_lines_are_those_of_the_manuals(
    facts: dict[str, object], language: str, apa: str, mla: str, chicago: str
) -> None:
    citations = lines(Record(title="Judul", **facts), language)
    assert citations == {"APA": apa, "MLA": mla, "Chicago": chicago}


def test_many_names_are_cut_as_in_each_manual() -> None:
    citations = lines(Record(title="Judul", credits=many(21)), "en")
    assert "Nama19, B., . . . Nama21, B. (n.d.)" in citations["APA"]
    assert "Nama20" not in citations["APA"]
    assert citations["Chicago"].startswith("Nama1, Budi, Budi Nama2,")
    assert "Budi Nama7, et al. <i>" in citations["Chicago"]
    twenty = lines(Record(title="Judul", credits=many(20)), "en")["APA"]
    assert "Nama19, B., &amp; Nama20, B. (" in twenty
    ten = lines(Record(title="Judul", credits=many(10)), "en")["Chicago"]
    assert "Budi Nama9, and Budi Nama10. <i>" in ten


def test_title_retains_its_own_punctuation() -> None:
    (apa, *_rest) = references(Record(title="Siapa <b>?", credits=[MOEIS]))
    assert "<i>Siapa &lt;b&gt;?</i>" in line(apa)
    assert line(apa).endswith("?</i>")
    assert apa.text == "Moeis, A. (t.t.). Siapa <b>?"


@pytest.mark.django_db
def test_page_shows_citations_and_files() -> None:
    book = title("Salah <Asuhan>", **full_record())
    page = Client().get(f"/koleksi/{book.slug}/").content.decode()
    assert f'href="/koleksi/{book.slug}/kutip/"' in page
    shown = lxml_html.fromstring(Client().get(f"/koleksi/{book.slug}/kutip/").content)
    (context_object,) = shown.xpath("//span[@class='Z3988']/@title")
    assert parse_qs(context_object)["rft.btitle"] == ["Salah <Asuhan>: sebuah roman"]
    assert parse_qs(context_object)["rft_id"][0].endswith(f"/koleksi/{book.slug}/")
    (apa, _mla, _chicago) = shown.xpath("//*[@class='reference']")
    citation = "Moeis, A. (1928). Salah <Asuhan>: sebuah roman. Balai Pustaka."
    assert " ".join(apa.text_content().split()) == citation
    (button, *_others) = shown.xpath("//button[@data-copy]")
    assert button.get("data-copy") == citation
    assert button.get("data-copy-from") == apa.get("id")
    files = shown.xpath("//a[@download]/@href")
    assert files == [f"/koleksi/{book.slug}/kutip/{ending}/" for ending in ("ris", "bib")]
    answers = [Client().get(address) for address in files]
    assert [answer["Content-Disposition"] for answer in answers] == [
        f'attachment; filename="{book.slug}.{ending}"' for ending in ("ris", "bib")
    ]
    (reference,) = rispy.loads(answers[0].content.decode())
    assert reference["title"] == "Salah <Asuhan>: sebuah roman"
    assert reference["urls"][0].endswith(f"/koleksi/{book.slug}/")
    assert answers[1].content.startswith(b"@book{moeis1928salah,")


@pytest.mark.django_db
def test_only_public_titles_are_cited_and_only_known_formats_offered() -> None:
    hidden = title("Tersembunyi")
    assert Client().get(f"/koleksi/{hidden.slug}/kutip/enw/").status_code == 404
    Title.objects.filter(pk=hidden.pk).update(state=TitleState.WITHDRAWN)
    for ending in ("", "ris/", "bib/"):
        assert Client().get(f"/koleksi/{hidden.slug}/kutip/{ending}").status_code == 404
        assert Client().get(f"/koleksi/tidak-ada/kutip/{ending}").status_code == 404


@pytest.mark.django_db
def test_the_page_speaks_both_languages() -> None:
    book = title("Judul", credits=[MOEIS, TOER, TIRU])
    browser = Client()
    indonesian = html.unescape(browser.get(f"/koleksi/{book.slug}/kutip/").content.decode())
    assert "Kutip buku ini" in indonesian
    assert "dkk." in indonesian
    browser.cookies["bahasa"] = "en"
    english = html.unescape(browser.get(f"/koleksi/{book.slug}/kutip/").content.decode())
    assert "Cite this book" in english
    assert "et al." in english
