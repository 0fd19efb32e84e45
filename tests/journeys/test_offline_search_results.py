"""Tests that the search on a device finds the same in an offline book as the library's search."""

import random
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from rontal.config.env import ROOT
from rontal.core.actors import Actor
from rontal.demo.epub import book_folders, build
from rontal.lending.models import Loan
from rontal.reading import sanitise, searching, text_search
from rontal.reading.sanitise.addresses import Book
from tests.support.journeys import many_scripts
from tests.support.journeys.offline import store_offline, without_network
from tests.support.journeys.page_reader import is_drawn, opened
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book
from tests.support.journeys.worker import service_workers
from tests.support.reading.pages import files
from tests.support.real_files import SHARED
from tests.support.records import epubs
from tests.support.web.reader.page_notes import printed
from tests.support.web.visitors import client_of

__all__ = ["close_pages_at_the_end", "service_workers"]
USUAL = ("the", "A", "and he", "déjà", "naga terbang", "i", "1", "it's", "air", "padi")
IN_PAGES = (
    "bab",
    "Halaman 2. AIR",
    "pelan.",
    "1",
    "a",
    "internationalization",
    "naga terbang",
    " ",
)
FINDS = """async ([kind, all]) => {
  const data = JSON.parse(document.getElementById("book").textContent);
  const { Book, Locator } = rontal[kind];
  const book = new Book(data);
  if (book.init) await book.init();
  const search = new rontal.OfflineSearch(data, new Locator(book, null));
  const answers = [];
  for (const words of all) {
    const answer = { said: "", chapters: [] };
    for await (const { said, chapters } of search.find(rontal.normaliseQuery(words))) {
      answer.said = said;
      for (const { label, hits } of chapters) {
        const last = answer.chapters[answer.chapters.length - 1];
        if (last && last.label === label) last.hits.push(...hits);
        else answer.chapters.push({ label, hits });
      }
    }
    answers.push(answer);
  }
  return answers;
}"""


@pytest.fixture(scope="session")
def modules() -> str:
    """The reader's search modules, as one script for `page.evaluate`."""
    assets = ROOT / "rontal/web/assets"
    source = """
      import { Book as Text } from "./reader/book.js";
      import { Locator as TextLocator } from "./reader/locator.js";
      import { Book as Pages } from "./pages/book.js";
      import { Locator as PageLocator } from "./pages/locator.js";
      export * from "./reader/offline-search.js";
      export * from "./reader/text-normalisation.js";
      export * from "./reader/search-matches.js";
      export const text = { Book: Text, Locator: TextLocator };
      export const pages = { Book: Pages, Locator: PageLocator };
    """
    how = ["--bundle", "--format=iife", "--global-name=rontal", "--charset=utf8"]
    bundled = subprocess.run(
        [ROOT / "node_modules/.bin/esbuild", *how],
        input=source, capture_output=True, text=True, check=True, cwd=assets, timeout=60,
    )  # fmt: skip
    return f"{bundled.stdout}; window.rontal = rontal;"


def of_library(queries: Sequence[str], path: str = "cari/") -> list[Any]:
    """Returns the library's answers about the book on loan."""
    loan = Loan.objects.select_related("member").get()
    reader = client_of(Actor.person(loan.member.user_id))
    address = f"/baca/{loan.pk}/{path}"
    return [reader.post(address, {"kata": words}).json() for words in queries]


def of_device(page: Page, modules: str, kind: str, queries: Sequence[str]) -> list[Any]:
    """Returns the modules' answers in the page that is open without network."""
    page.evaluate(modules)
    results: list[Any] = page.evaluate(FINDS, [kind, list(queries)])
    return results


def places(results: Sequence[Any]) -> int:
    """Returns the total number of hits."""
    return sum(len(chapter["hits"]) for one in results for chapter in one["chapters"])


def same(
    page: Page, live_server: Any, modules: str, content: bytes, words: Sequence[str]
) -> list[Any]:
    """Stores the book offline, compares both answers to each query, and returns them."""
    address = open_book(page, live_server, content)
    frame_of(page)
    expected = of_library(words)
    store_offline(page, address)
    without_network(page, address)
    device_results = of_device(page, modules, "text", words)
    for query, library, device in zip(words, expected, device_results, strict=True):
        assert device == library, query
    return device_results


@pytest.mark.parametrize(
    "name", ["sherlock", "childrens-literature", "linear-algebra", "wasteland", "accessible_epub_3"]
)
def test_real_books_have_equal_results_offline_and_online(
    page: Page, live_server: Any, modules: str, name: str
) -> None:
    path = SHARED / f"books/{name}.epub"
    if not path.exists():
        pytest.skip(f"LOUD: {path} is absent, so this real book was not searched")
    assert places(same(page, live_server, modules, path.read_bytes(), USUAL)) > 300


@pytest.mark.parametrize("folder", book_folders()[:3], ids=lambda folder: folder.name)
def test_demo_books_have_equal_results_offline_and_online(
    page: Page, live_server: Any, modules: str, folder: Path, tmp_path: Path
) -> None:
    content = build(folder, tmp_path / "buku.epub").read_bytes()
    assert places(same(page, live_server, modules, content, USUAL)) > 300


def test_many_scripts_have_equal_results_offline_and_online(
    page: Page, live_server: Any, modules: str
) -> None:
    words = many_scripts.LOOKED_FOR
    assert places(same(page, live_server, modules, many_scripts.book(), words)) > 600


@pytest.mark.parametrize(("name", "most"), [("MAX_SEARCHED_BYTES", 20_000), ("MAX_LETTERS", 100)])
def test_text_ignored_by_the_library_is_ignored_and_reported(
    page: Page, live_server: Any, modules: str, monkeypatch: pytest.MonkeyPatch,
    name: str, most: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(searching, name, most)
    large = epubs.chapter(f"<h1 id='akhir'>Bab dua</h1>{epubs.PARAGRAPH * 400}")
    content = epubs.book(changes={"OEBPS/bab2.xhtml": large})
    [result] = same(page, live_server, modules, content, ["bab"])
    assert result["said"] == "1 tempat. Sebagian buku terlalu besar untuk dicari."


@pytest.mark.parametrize(
    "content",
    [
        files.changed(files.text(4), printed),
        files.divided(),
        files.joined(files.scan(1), files.text(2)),
        files.scan(),
    ],
    ids=["printed", "divided", "mixed", "scan"],
)
def test_books_of_pages_have_equal_results_offline_and_online(
    page: Page, live_server: Any, modules: str, content: bytes
) -> None:
    address = opened(page, live_server, content)
    is_drawn(page, 1)
    expected = of_library(IN_PAGES, "halaman/cari/")
    store_offline(page, address)
    page.context.set_offline(True)
    page.goto(address)
    is_drawn(page, 1)
    assert of_device(page, modules, "pages", IN_PAGES) == expected


def test_every_character_is_folded_alike(page: Page, modules: str) -> None:
    page.evaluate(modules)
    characters = map(chr, range(0x20, sys.maxunicode + 1))
    known = [one for one in characters if unicodedata.category(one) not in ("Cs", "Cn")]
    folded = page.evaluate("all => [...all].map(rontal.foldCharacter).join('\\n')", "".join(known))
    expected = [text_search.fold_text(one.translate(text_search._NO_WIDTH)) for one in known]
    compared = zip(known, folded.split("\n"), expected, strict=True)
    assert [hex(ord(one)) for one, device, library in compared if device != library] == []


PIECES = (
    "air", "Désa", "cafe\u0301", " ", "\n\t", "\u00a0", "\u0085", "\ufeff", "\u00ad", "\u2028", "ﬁ",
    "…", "ꦏꦶ", "🌾", "<br/>", "<hr/>", "<p/>", "<div></div>", "<img alt='x'/>", "<wbr/>",
    "<style>subak</style>", "<!-- y -->", "<b>", "</b>", "<p>", "</p>", "<div>", "</div>", "<li>",
    "</li>", "<aside>", "</aside>", "<td>", "</td>", "<ruby>", "</ruby>", "<pre>", "</pre>",
)  # fmt: skip


def pages_of_pieces(count: int) -> list[bytes]:
    """Returns sanitised pages of words and markup in random order, the same ones each time."""
    chance = random.Random(7)  # noqa: S311 - no secret
    around = Book(frozenset(), "a.xhtml")
    bodies = ["".join(chance.choices(PIECES, k=chance.randint(0, 40))) for _ in range(count)]
    return [sanitise.clean_document(epubs.chapter(body).encode(), around) for body in bodies]


def test_text_is_extracted_from_pages_alike(page: Page, modules: str) -> None:
    page.evaluate(modules)
    page_texts = pages_of_pieces(400)
    texts = page.evaluate(
        """pages => pages.map((page) => {
          const { body } = new DOMParser().parseFromString(page, "application/xhtml+xml");
          return rontal.textOf(body);
        })""",
        [one.decode() for one in page_texts],
    )
    expected = [text_search.text_of(0, one).shown for one in page_texts]
    for one, of_device, of_library in zip(page_texts, texts, expected, strict=True):
        assert of_device == of_library, one.decode()
    assert len(set(expected)) > 250


def test_hit_is_found_again_in_its_page(page: Page, modules: str) -> None:
    page.evaluate(modules)
    texts = [one.decode() for one in pages_of_pieces(200)]
    lost = page.evaluate(
        """pages => pages.flatMap((page) => {
          const { body } = new DOMParser().parseFromString(page, "application/xhtml+xml");
          const words = rontal.textOf(body);
          return ["air", "desa", "cafe", "fi", "…"].map(rontal.normaliseQuery).flatMap((needle) =>
            rontal.findMatches(words, needle, 9, 70).hits
              .filter((hit) => {
                const range = rontal.matchRange(body, needle, hit);
                return !range || !rontal.fold(range.toString()).includes(needle);
              })
              .map((hit) => [page, needle, hit]));
        })""",
        texts,
    )
    assert lost == []
