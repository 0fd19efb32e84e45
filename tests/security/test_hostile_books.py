"""Documents of an imported book, which a reader requests part by part: what a web thread parses of
them is bounded, and a document beyond the bounds is refused before it is parsed."""

import pytest

from records.epub.xml import parse_content, parse_package_file
from records.errors import BookRefused
from rontal.catalogue.models import Title
from rontal.reading import resources, sanitise, services
from rontal.reading.errors import PageTooLarge
from tests.support.catalogue.factories import imported
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.records import epubs

BYTES = 15_000_000
PAGE = "OEBPS/bab1.xhtml"


@pytest.mark.django_db
def test_a_document_of_many_tags_is_refused_before_it_is_parsed(monkeypatch):
    dense = epubs.chapter("<b/>" * resources.MAX_TAGS)
    report = imported(epubs.book("Padat", changes={PAGE: dense}))
    reader = borrower()
    held = loan(lendable(title=Title.objects.get(pk=report.title_id)), reader)
    monkeypatch.setattr(sanitise, "clean_document", pytest.fail)
    with pytest.raises(PageTooLarge):
        services.open_resource(loan_id=held.pk, path=PAGE, actor=reader)


@pytest.mark.whole
@pytest.mark.parametrize("beginning", [b"<!DOCTYPE", b"<!DOCTYPE[", b"<!DOCTYPE[]", b"<!DOCTYPE] "])
def test_a_million_beginnings_of_a_document_type_are_read_once(beginning):
    content = beginning * (BYTES // len(beginning))
    parse_content(content)
    with pytest.raises(BookRefused):
        parse_package_file(content)
