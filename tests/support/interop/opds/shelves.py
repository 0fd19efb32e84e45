"""Titles, members and reading apps for tests of OPDS, and parsers of the responses."""

import base64
import itertools
import json
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client
from lxml import etree

from records.codes import Audience, Scheme
from records.record import Credit, Number, Record
from rontal.accounts.reading_apps import services as apps
from rontal.catalogue.models import BookFile, Title
from rontal.catalogue.steps import record_writing
from rontal.core.actors import Actor
from rontal.membership.models import Member
from tests.support.accounts.factories import PASSWORD
from tests.support.lending import factories as lending

ATOM = {
    "a": "http://www.w3.org/2005/Atom",
    "opds": "http://opds-spec.org/2010/catalog",
    "dc": "http://purl.org/dc/terms/",
    "os": "http://a9.com/-/spec/opensearch/1.1/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "schema": "http://schema.org/",
}
BORROW = "http://opds-spec.org/acquisition/borrow"
REVOKE = "http://librarysimplified.org/terms/rel/revoke"
ISBN = "9780306406157"
_serial = itertools.count(1)


def title(name: str = "", *, copies: int = 0, **parts: Any) -> Title:
    """Creates a public title without a file, with this number of copies to lend."""
    number = next(_serial)
    values: dict[str, Any] = {
        "title": name or f"Judul {number}",
        "credits": [Credit("Ni Made Sari", "Sari, Ni Made")],
        "language": "id",
        "year": 2020,
    }
    new_title = record_writing.create(Record(**values | parts), slug=f"judul-{number}")
    if copies:
        lending.lendable(copies, new_title)
    return new_title


def rich_title() -> Title:
    """Creates a title with every field filled."""
    return title(
        "Lontar & <Pisau>",
        subtitle="Kisah \"dua\" penulis",
        credits=[
            Credit("Ni Made Sari", "Sari, Ni Made"),
            Credit("I Wayan Terjemah", "Terjemah, I Wayan", role="trl"),
            Credit("Ketut Sampul", "Sampul, Ketut", role="cov"),
        ],
        subjects=["Sastra Bali", "Aksara"],
        classification="899.26",
        series="Pustaka Bali",
        series_number="Jilid 3",
        publisher="Balai Lontar",
        description="Kata " * 200,
        numbers=[Number(Scheme.ISBN, ISBN)],
        rights="Hak cipta pada penulis",
        audience=Audience.YOUNG,
        accessibility={
            "accessibilityFeature": ["alternativeText", "madeUp"],
            "accessMode": ["textual"],
            "accessibilitySummary": ["Dapat dibaca lantang."],
        },
        copies=2,
    )  # fmt: skip


def with_open_file(book: Title, content: bytes = b"0123456789" * 100) -> BookFile:
    """Adds an open EPUB to the title."""
    name = default_storage.save(f"open/{book.pk}.epub", ContentFile(content))
    digest = f"{book.pk:064x}"
    return BookFile.objects.create(
        title=book, open_name=name, digest=digest, size=len(content), file=None
    )


def member() -> Actor:
    """Creates a member who may borrow."""
    return lending.borrower()


def password_of(actor: Actor) -> str:
    """Creates an app password of this member."""
    return apps.make_password(name=f"Aplikasi {next(_serial)}", actor=actor)[1]


def basic(password: str, name: str = "siapa saja") -> dict[str, str]:
    """Returns the header of Basic authentication."""
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def bearer(token: str) -> dict[str, str]:
    """Returns the header of a bearer token."""
    return {"Authorization": f"Bearer {token}"}


def xml(response: HttpResponse) -> etree._Element:
    """Returns the document of a response of OPDS 1.2."""
    assert response.status_code in (200, 201), (response.status_code, response.content[:500])
    assert response["Content-Type"].startswith("application/atom+xml;")
    return etree.fromstring(response.content)


def xpath(node: etree._Element, path: str) -> list[Any]:
    """Returns nodes and values by XPath."""
    return node.xpath(path, namespaces=ATOM)


def data(response: HttpResponse) -> dict[str, Any]:
    """Returns the document of a response of OPDS 2.0, or a problem document."""
    return json.loads(response.content)


def links(document: Any, rel: str) -> list[dict[str, Any]]:
    """Returns the links with a relation in JSON."""
    return [link for link in document["links"] if rel in link.get("rel", "")]


def client() -> Client:
    """Returns a reading app."""
    return Client(HTTP_ACCEPT="*/*")


def browser_of(actor: Actor, *, minutes_ago: int = 0) -> Client:
    """Returns a browser in which somebody signed in with the account password some minutes ago."""
    user = Member.objects.get(user=actor.id).user
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    browser = Client()
    browser.post("/masuk/", {"login": user.login_name, "password": PASSWORD})
    session = browser.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 60 * minutes_ago
    session.save()
    return browser
