"""Feeds of the collection read by third-party feed readers."""

import pytest

from tests.support.interop.clients import readers
from tests.support.interop.clients.readers import (
    ALL,
    OPDS_TS,
    PALACE,
    READIUM_1,
    READIUM_1_TO_2,
    READIUM_2,
)
from tests.support.interop.opds import shelves
from tests.support.lending import factories as lending

ACQUISITION = "http://opds-spec.org/acquisition"
FACET = "http://opds-spec.org/facet"
KNOW_COPIES = (PALACE, READIUM_1, READIUM_1_TO_2, READIUM_2)
"""The other readers cannot show copies: opds-ts reads only the attributes of a link and no totals
of a feed; opds-feed-parser reads only counts of facets."""


@pytest.mark.parametrize("reader", ALL)
def test_root_links_to_the_collection(feed, reader):
    shelves.title()
    root = feed(reader, "")
    ways = {way.title: way.links[0] for way in root.ways}
    assert list(ways) == [
        "New titles", "Popular", "Recommended by librarians", "All titles",
        "By topic", "By person", "By language", "By audience",
    ]  # fmt: skip
    assert ways["New titles"].rel == "http://opds-spec.org/sort/new"
    for name in ("All titles", "By topic"):
        assert feed(reader, ways[name].href).title == name


@pytest.mark.parametrize("reader", ALL)
def test_registers_list_their_number_of_titles(feed, reader):
    shelves.title(subjects=["Subak"])
    shelves.title(subjects=["Subak", "Aksara"])
    register = feed(reader, "topik/")
    counts = {way.title: way.links[0].count for way in register.ways}
    assert counts == ({"Aksara": None, "Subak": None} if reader == PALACE
                    else {"Aksara": 1, "Subak": 2})  # fmt: skip
    (way,) = [way for way in register.ways if way.title == "Subak"]
    assert len(feed(reader, way.links[0].href).publications) == 2


@pytest.mark.parametrize("reader", ALL)
def test_pages_list_every_title_once(feed, reader):
    names = sorted(shelves.title(f"Buku {number:02}").title for number in range(30))
    first = feed(reader, "semua/")
    if reader != OPDS_TS:
        assert (first.total, first.size) == (30, 25)
    (link,) = first.to("next")
    second = feed(reader, link.href)
    assert [one.title for page in (first, second) for one in page.publications] == names
    assert not second.to("next")
    assert second.to("previous")[0].href == first.to("first")[0].href


@pytest.mark.parametrize("reader", ALL)
def test_publication_has_its_author_and_can_be_borrowed(feed, reader):
    shelves.rich_title()
    (publication,) = feed(reader, "semua/").publications
    assert (publication.title, publication.authors) == ("Lontar & <Pisau>", ("Ni Made Sari",))
    assert publication.summary.startswith("Kata Kata")
    (borrow,) = publication.to(ACQUISITION)
    assert borrow.rel == f"{ACQUISITION}/borrow"


@pytest.mark.parametrize("reader", ALL)
def test_open_access_book_is_offered_as_its_file(feed, reader):
    shelves.with_open_file(shelves.title())
    (publication,) = feed(reader, "semua/").publications
    (file,) = publication.to(ACQUISITION)
    assert (file.rel, file.type) == (f"{ACQUISITION}/open-access", "application/epub+zip")


@pytest.mark.parametrize("reader", KNOW_COPIES)
def test_available_and_lent_out_copies_are_distinguished(feed, reader):
    title = shelves.title("Bebas", copies=2)
    lending.loan(title)
    lending.loan(shelves.title("Dipinjam", copies=1))
    acquisitions = {
        one.title: one.to(ACQUISITION)[0] for one in feed(reader, "semua/").publications
    }
    free, out = acquisitions["Bebas"], acquisitions["Dipinjam"]
    assert (free.state, free.copies, free.waiting) == ("available", (2, 1), 0)
    assert (out.state, out.copies) == ("unavailable", (1, 0))
    assert free.final_types == ("text/html",)


@pytest.mark.parametrize("reader", ALL)
def test_facets_narrow_a_list(feed, reader):
    shelves.title("Kidung", language="ban", subjects=["Tembang"])
    shelves.title("Novel")
    facets = feed(reader, "semua/").to(FACET)
    groups = {link.group for link in facets}
    assert groups >= {"Language", "Subject", "Availability", "Order"}
    (balinese,) = [link for link in facets if link.title == "Balinese"]
    assert (balinese.group, balinese.count) == ("Language", 1)
    assert [one.title for one in feed(reader, balinese.href).publications] == ["Kidung"]


@pytest.mark.parametrize("reader", ALL)
def test_search_is_discovered_and_used(feed, reader):
    shelves.title("Lontar Bali")
    shelves.title("Subak")
    (search,) = feed(reader, "").to("search")
    if reader == READIUM_2:
        assert search.href.endswith("/opds/2/cari/{?query}")
    else:
        assert search.type == "application/opensearchdescription+xml"
    publications = feed(reader, "cari/?q=lontar").publications
    assert [one.title for one in publications] == ["Lontar Bali"]


def test_library_app_recognises_the_chosen_facet(feed):
    shelves.title(language="ban")
    links = feed(PALACE, "semua/?bahasa=ban").raw["links"]
    chosen = {link["title"] for link in links if link.get("activeFacet")}
    assert "Balinese" in chosen


def test_library_app_distinguishes_navigation_from_lists(feed):
    shelves.title()
    assert feed(PALACE, "").raw["kind"] == "NavigationFeed"
    assert feed(PALACE, "semua/").raw["kind"] == "AcquisitionFeed"
    assert feed(OPDS_TS, "").raw["kind"] == "navigation"
    assert feed(OPDS_TS, "semua/").raw["kind"] == "acquisition"


@pytest.mark.parametrize("reader", [PALACE, READIUM_1, OPDS_TS, "r2-opds-js publication"])
def test_whole_publication_has_more_fields_than_a_list_entry(served, reader):
    slug = shelves.rich_title().slug
    root = "/opds/2/" if reader.endswith("publication") else "/opds/"
    entry = readers.entry(reader, f"{served}{root}judul/{slug}/")
    assert (entry.title, entry.authors) == ("Lontar & <Pisau>", ("Ni Made Sari",))
    assert entry.to(f"{ACQUISITION}/borrow")


def test_library_app_reads_every_field_of_a_title(served):
    slug = shelves.rich_title().slug
    (publication,) = readers.run(PALACE, f"{served}/opds/judul/{slug}/")
    assert publication["series"] | {"kind": ""} == {
        "kind": "", "name": "Pustaka Bali", "position": "Jilid 3",
    }  # fmt: skip
    names = ("subtitle", "identifiers", "issued", "language", "publisher", "rights")
    assert [publication[name] for name in names] == [
        'Kisah "dua" penulis', [f"urn:isbn:{shelves.ISBN}"], "2020", "id", "Balai Lontar",
        "Hak cipta pada penulis",
    ]  # fmt: skip
    assert [(one["name"], one["role"]) for one in publication["contributors"]] == [
        ("I Wayan Terjemah", "trl"),
        ("Ketut Sampul", "cov"),
    ]
    labels = [one.get("label") for one in publication["categories"]]
    assert labels[:2] == ["Sastra Bali", "Aksara"]


def test_readium_reads_every_field_of_a_title(served):
    slug = shelves.rich_title().slug
    (publication,) = readers.run("r2-opds-js publication", f"{served}/opds/2/judul/{slug}/")
    metadata = publication["Metadata"]
    assert (metadata["Identifier"], metadata["SubTitle"], metadata["Language"]) == (
        f"urn:isbn:{shelves.ISBN}", 'Kisah "dua" penulis', ["id"],
    )  # fmt: skip
    assert [one["Name"] for one in metadata["Translator"]] == ["I Wayan Terjemah"]
    assert [one["Name"] for one in metadata["Subject"]] == ["Sastra Bali", "Aksara", "899.26"]
    (series,) = metadata["BelongsTo2"]["Series"]
    assert (series["Name"], series["Position"]) == ("Pustaka Bali", 3)
    assert metadata["Accessibility"]["AccessMode"] == ["textual"]
    assert [(one["Width"], one["Height"]) for one in publication["Images"]] == [
        (480, 720),
        (160, 240),
    ]


def test_readium_reads_how_an_app_lets_people_sign_in(served):
    (document,) = readers.run("r2-opds-js authentication", f"{served}/opds/authentication.json")
    flows = {one["Type"].partition("/auth/")[2]: one for one in document["Authentication"]}
    assert list(flows) == ["oauth/authorization-code-pkce", "oauth/password", "basic"]
    assert flows["basic"]["Labels"]["Password"] == "App password"
    assert flows["oauth/password"]["Links"][0]["Href1"] == f"{served}/opds/token/"
    rels = [link["Rel"][0] for link in document["Links"]]
    assert {"logo", "register", "help", "http://opds-spec.org/shelf"} <= set(rels)


def test_readium_reads_the_same_document_from_a_bookshelf_without_sign_in(served):
    address = f"{served}/opds/2/rak/"
    (document,) = readers.run("r2-opds-js authentication", address, status=401)
    assert document["Authentication"][-1]["Type"] == "http://opds-spec.org/auth/basic"


@pytest.mark.parametrize("reader", KNOW_COPIES)
def test_member_sees_loans_and_holds_on_the_bookshelf(feed, reader):
    actor = shelves.member()
    app = f"sari:{shelves.password_of(actor)}"
    lent, waited = shelves.title("Dipinjam", copies=1), shelves.title("Ditunggu", copies=1)
    lending.loan(waited)
    for title in (lent, waited):
        (borrow,) = next(
            one.to(f"{ACQUISITION}/borrow")
            for one in feed(reader, "semua/", app=app).publications
            if one.title == title.title
        )
        kind = "r2-opds-js publication" if reader == READIUM_2 else READIUM_1
        readers.entry(kind, borrow.href, app=app)
    shelf = {one.title: one for one in feed(reader, "rak/", app=app).publications}
    states = {name: {link.state for link in one.to(ACQUISITION)} for name, one in shelf.items()}
    assert states == {"Dipinjam": {"available"}, "Ditunggu": {"reserved"}}
    assert shelf["Ditunggu"].to(ACQUISITION)[0].place == 1
    assert all(one.to("http://librarysimplified.org/terms/rel/revoke") for one in shelf.values())
