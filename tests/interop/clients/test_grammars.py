"""All responses of the protocols are valid by the published grammars.

Without a folder of grammars (see `grammars.py`) only those of installed packages are used.
"""

import os
import re
from collections.abc import Iterable
from datetime import timedelta

import pytest

from records.record import Credit
from rontal.accounts.roles import Role
from rontal.catalogue import listing
from rontal.catalogue.models import Title, Tombstone
from rontal.catalogue.states import TitleState
from rontal.interop.oai import lists
from rontal.interop.opds import browsing, query
from rontal.interop.opds import lists as opds_lists
from rontal.lending import services
from tests.support.catalogue.importing.factories import file_imported
from tests.support.desk import factories as desk
from tests.support.interop.clients import crawler
from tests.support.interop.clients.crawler import Answer
from tests.support.interop.clients.grammars import GRAMMARS, VARIABLE, Published
from tests.support.interop.clients.real_records import JAZZ
from tests.support.interop.opds import shelves
from tests.support.interop.titles import START, full_record, many, title
from tests.support.lending import factories as lending
from tests.support.reading.pages import files

HOSTILE = 'Naga & <Basuki> "Bali" %20 #1 ꦧꦸꦏꦸ 😀'
KINDS = {
    "application/atom+xml": ["OPDS 1.2"],
    "application/opds+json": ["OPDS 2.0 feed", "OPDS 2.0 feed, draft"],
    "application/opds-publication+json": [
        "OPDS 2.0 publication", "OPDS 2.0 publication, draft",
    ],
    "application/opds-authentication+json": ["Authentication for OPDS 1.0"],
    "application/opds-profile+json": ["OPDS User Profile 1.0"],
}  # fmt: skip
BROKEN = {
    "OPDS 1.2": [
        ("<updated>[^<]*", "<updated>kemarin"), ("<id>[^<]*</id>", ""),
        ('href="http://', 'href="http:// '), ("<title>", "<title type='markdown'>"),
        ('type="application/[^"]*"', 'type="buku"'),
    ],
    "OPDS 2.0 feed": [
        ('"modified":"[^"]*', '"modified":"kemarin'), ('"rel":"self"', '"rel":"diri"'),
        ('^(?!.*"groups":)(.*?)"(navigation|publications)":', r'\1"buku":'),
        ('"href":"http', '"href":"ht tp'),
        ('"numberOfItems":', '"numberOfItems":-'), ('"state":"[a-z]*', '"state":"hilang'),
    ],
    "OPDS 2.0 publication": [
        ('"title":"', '"judul":"'), ('acquisition/(borrow|open-access)', "acquisition/take"),
        ('"published":"[^"]*', '"published":"dulu'), ('"@type":"http:', '"@type":"buku '),
        ('"language":"id', '"language":"bahasa indonesia'), ('"width":', '"width":-'),
    ],
    "Authentication for OPDS 1.0": [
        ('"id":', '"nama":'), ('"type": "http://opds-spec.org', '"type": "opds spec'),
        ('"authentication":', '"masuk":'),
    ],
    "OPDS User Profile 1.0": [('"available": ', '"available": -1'), ('"total": ', '"total": 0.5')],
    "OAI-PMH 2.0": [
        ("<responseDate>[^<]*", "<responseDate>kemarin"), ("<datestamp>[^<]*", "<datestamp>2026"),
        ("<setSpec>", "<setSpec>a b"), ('<error code="', '<error code="x'),
        ("<granularity>[^<]*", "<granularity>hari"), ("</request>", "</request><buku/>"),
    ],
    "MARCXML": [("<leader>", "<leader>x"), ('tag="245"', 'tag="24"'), ('code="a"', 'code="aa"')],
    "SRU 1.2": [
        ("<numberOfRecords>", "<numberOfRecords>-1"), ("<version>[^<]*</version>", ""),
        ("<recordPosition>", "<recordPosition>x"), ("<uri>[^<]*</uri>", ""),
        ("<host>[^<]*</host>", ""), ("<leader>", "<leader>x"),
    ],
    "Sitemap": [("<lastmod>[^<]*", "<lastmod>kemarin"), ("<loc>[^<]*</loc>", "")],
    "Sitemap index": [("<lastmod>[^<]*", "<lastmod>kemarin"), ("<loc>[^<]*", "<loc>x")],
}  # fmt: skip
"""Replacements that make a valid response invalid."""
for _draft in ("feed", "publication"):
    BROKEN[f"OPDS 2.0 {_draft}, draft"] = BROKEN[f"OPDS 2.0 {_draft}"]


@pytest.fixture
def published() -> Published:
    return Published(os.environ.get(VARIABLE, ""))


@pytest.fixture(autouse=True)
def short_lists(monkeypatch):
    monkeypatch.setattr(lists, "PER_PAGE", 10)
    monkeypatch.setattr(lists, "SETS_PER_PAGE", 4)
    monkeypatch.setattr(listing, "PART", 20)
    for pages in (query, opds_lists):
        monkeypatch.setattr(pages, "PER_PAGE", 5)
    monkeypatch.setattr(browsing, "MAX_NAMES_WITHOUT_LETTERS", 3)


def check_answers(published: Published, name: str, answers: Iterable[Answer]) -> None:
    """Checks that valid responses pass, and that each of them fails when it is broken."""
    contents = {answer.name: answer.content for answer in answers}
    assert contents
    faults = published.faults(name, contents)
    print(f"\n{name}: {len(contents)} answers, {len(faults)} faults")
    assert not faults, "\n".join(dict.fromkeys(faults))
    for good, bad in BROKEN[name]:
        broken = _broken(contents, good, bad)
        assert published.faults(name, {"broken": broken}), (good, bad, broken[:2000])


def _broken(contents: dict[str, bytes], good: str, bad: str) -> bytes:
    for content in contents.values():
        text = content.decode()
        if re.search(good, text):
            return re.sub(good, bad, text, count=1).encode()
    raise AssertionError(f"no answer has {good}")


def needed(published: Published, *names: str) -> list[str]:
    """Returns the available ones of these grammars; skips the test if there is none."""
    here = [name for name in names if name in published.names()]
    if not here:
        pytest.skip(f"LOUD: no package brings the grammar of {names[0]}")
    return here


def collection() -> None:
    """Creates titles of every kind: complete, empty, with special characters, more than a page."""
    shelves.rich_title()
    shelves.title("", credits=[], language="und", year=None)
    shelves.title(
        HOSTILE, credits=[Credit(HOSTILE, HOSTILE)], subjects=[HOSTILE], series=HOSTILE,
        publisher=HOSTILE, language="ban", year=988, copies=1, description=HOSTILE,
    )  # fmt: skip
    shelves.with_open_file(shelves.title("Lontar terbuka"))
    for number in range(8):
        shelves.title(f"Buku {number:02}", copies=1, subjects=[f"Topik {number % 3}"])
    shown = files.title(files.text(10))
    Title.objects.filter(pk=shown.pk).update(state=TitleState.PUBLIC)
    lending.bought("concurrent", shown, sample_percent=25)


def reader_of_apps() -> str:
    """Creates a reader with an app password, whose bookshelf and reading list are not empty."""
    actor = shelves.member()
    lent = lending.loan(shelves.title("Dipinjam orang", copies=1))
    services.add_to_list(title_id=lent.title_id, actor=actor)
    return f"sari:{shelves.password_of(actor)}"


def walked(served: str, root: str) -> list[Answer]:
    """Returns the catalogue as a visitor and as a reader get it; the reader borrows, places a hold
    and returns."""
    collection()
    app = reader_of_apps()
    answers = crawler.feeds(f"{served}{root}")
    first = crawler.fetch(f"{served}{root}semua/", app=app)
    borrowed = [
        crawler.fetch(address, method="POST", app=app)
        for address in crawler.borrow_links(first)[:2]
    ]
    waiting = crawler.fetch(f"{served}{root}cari/?q=dipinjam+orang", app=app)
    borrowed += [
        crawler.fetch(one, method="POST", app=app) for one in crawler.borrow_links(waiting)
    ]
    answers += [*borrowed, *crawler.feeds(f"{served}{root}", app)]
    answers.append(crawler.fetch(crawler.revoke_links(borrowed[0])[0], method="PUT", app=app))
    assert {answer.status for answer in answers} == {200, 201, 401}
    return answers + [
        crawler.fetch(f"{served}{root}{more}", app=app) for more in ("rak/", "cari/?q=xyz")
    ]


@pytest.mark.parametrize("root", ["/opds/", "/opds/2/"])
def test_opds_catalogues_are_valid(served, published, root):
    kinds = [kind for kind in KINDS if ("atom" in kind) == (root == "/opds/")]
    here = needed(published, *(name for kind in kinds for name in KINDS[kind]))
    answers = walked(served, root)
    answers.append(crawler.fetch(f"{served}/opds/authentication.json"))
    for kind in kinds:
        for name in set(here).intersection(KINDS[kind]):
            check_answers(published, name, [answer for answer in answers if answer.kind == kind])


def test_oai_pmh_harvests_are_valid(served, published):
    (name,) = needed(published, "OAI-PMH 2.0")
    title("Salah Asuhan", **full_record())
    title(HOSTILE, subjects=[HOSTILE], language="ban", classification="899.221 3")
    title(state=TitleState.WITHDRAWN)
    title().delete()
    Tombstone.objects.update(changed_at=START)
    many(25, start=START + timedelta(days=1))
    answers = [*crawler.harvest(served), *crawler.wrong_harvests(served)]
    assert {(answer.status, answer.kind) for answer in answers} == {(200, "text/xml")}
    check_answers(published, name, answers)


def test_marcxml_of_real_records_is_valid(served, published):
    (name,) = needed(published, "MARCXML")
    if not JAZZ.exists():
        pytest.skip(f"LOUD: {JAZZ} is absent, so real MARC was not exported")
    title(HOSTILE, **full_record())
    file_imported(JAZZ.read_bytes(), "jazz.mrc")
    cookies = desk.at_desk(Role.LIBRARIAN).cookies
    cookie = "; ".join(f"{one}={morsel.value}" for one, morsel in cookies.items())
    check_answers(
        published, name, [crawler.fetch(f"{served}/meja/impor/ekspor/tampil.xml", cookie=cookie)]
    )


def test_sru_searches_are_valid(served, published):
    (name,) = needed(published, "SRU 1.2")
    title("Lontar Bali", **full_record())
    title(HOSTILE, subjects=[HOSTILE], language="ban")
    for number in range(20):
        title(f"Buku {number}")
    check_answers(published, name, [*crawler.searches(served), *crawler.wrong_searches(served)])


def test_sitemaps_are_valid(served, published):
    here = needed(published, "Sitemap", "Sitemap index")
    many(50)
    index, parts = crawler.sitemaps(served)
    assert len(parts) >= 4
    check_answers(published, "Sitemap", parts)
    if "Sitemap index" in here:
        check_answers(published, "Sitemap index", [index])


def test_every_grammar_is_tested_with_invalid_answers():
    assert set(BROKEN) == set(GRAMMARS)


def in_folder(folder, address: str, text: str) -> None:
    path = folder / address.partition("://")[2]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_compact_grammar_is_read_with_its_known_fault_corrected(tmp_path):
    grammar = (
        """include "atom.rnc" { word = xsd:anyURI - xsd:string {pattern = '.*[ "\\nrt].*'} }"""
    )
    in_folder(tmp_path, GRAMMARS["OPDS 1.2"].address, grammar)
    beside = "start = element feed { attribute href { word } }\nword = text"
    in_folder(tmp_path, "https://specs.opds.io/schema/1.2/atom.rnc", beside)
    space = 'xmlns:o="http://opds-spec.org/2010/catalog"'
    good = f'<feed {space} href="http://art/"><o:holds/></feed>'.encode()
    faults = Published(str(tmp_path)).faults(
        "OPDS 1.2", {"good": good, "bad": b'<feed href="a b"/>'}
    )
    assert [fault.partition(":")[0] for fault in faults] == ["bad"]


def test_json_schema_is_read_with_its_references(tmp_path):
    own = """{"properties": {"publications": {"items": {"$ref": "publication.schema.json"},},}}"""
    in_folder(tmp_path, GRAMMARS["OPDS 2.0 feed"].address, own)
    other = """{"properties": {"language": {"pattern": "^((?<a>[a-z]{2})|(?<a>x))$"},
                               "modified": {"format": "date-time"}}}"""
    in_folder(tmp_path, GRAMMARS["OPDS 2.0 publication"].address, other)
    good = b'{"publications": [{"language": "id", "modified": "2026-03-01T08:00:00Z"}]}'
    bad = b'{"publications": [{"language": "basa", "modified": "kemarin"}]}'
    faults = Published(str(tmp_path)).faults("OPDS 2.0 feed", {"good": good, "bad": bad})
    assert [fault.split(":")[:2] for fault in faults] == [
        ["bad", " $.publications[0].language"], ["bad", " $.publications[0].modified"],
    ]  # fmt: skip


def test_xml_schema_without_nested_ones_ignores_them(tmp_path):
    published = Published(str(tmp_path))
    space = "http://www.loc.gov/zing/srw/"
    schema = f"""<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="{space}">
        <element name="r"><complexType><sequence>
        <any namespace="##other" processContents="strict"/></sequence></complexType></element>
        </schema>"""
    in_folder(tmp_path, GRAMMARS["SRU 1.2"].address, schema)
    marc = f'<r xmlns="{space}"><leader xmlns="http://www.loc.gov/MARC21/slim">%s</leader></r>'
    documents = {"good": (marc % 12).encode(), "bad": f'<r xmlns="{space}"/>'.encode()}
    assert [one.partition(":")[0] for one in published.faults("SRU 1.2", documents)] == ["bad"]
    for address, inside in zip(GRAMMARS["SRU 1.2"].inside, ("urn:a", "MARC21/slim"), strict=True):
        name = f"http://www.loc.gov/{inside}" if inside != "urn:a" else inside
        kind = f"""<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="{name}">
            <element name="leader" type="integer"/></schema>"""
        in_folder(tmp_path, address, kind)
    documents = {"good": (marc % 12).encode(), "bad": (marc % "x").encode()}
    assert [one.partition(":")[0] for one in published.faults("SRU 1.2", documents)] == ["bad"]
