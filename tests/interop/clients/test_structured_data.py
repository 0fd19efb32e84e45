"""Structured data of pages, read by extruct as search engines do."""

import urllib.request

import extruct
import pytest

from rontal.catalogue.models import BookFile, Cover
from tests.support.interop.titles import full_record, title


@pytest.fixture
def read(served):
    """Returns a function that reads the structured data of a page: read("/koleksi/…/")."""

    def of(path: str) -> dict[str, list[dict]]:
        with urllib.request.urlopen(f"{served}{path}", timeout=30) as response:
            page = response.read().decode()
        return extruct.extract(page, base_url=f"{served}{path}", uniform=True, errors="strict")

    return of


def test_page_of_a_title_describes_one_book(read):
    new_title = title('Salah <Asuhan> & "kisah"', **full_record())
    Cover.objects.create(title=new_title, digest="ab" * 16, height=300, colour="#ffffff")
    file = BookFile.objects.create(title=new_title, open_name="a.epub", digest="d", size=1)
    properties = read(f"/koleksi/{new_title.slug}/")
    (book,) = properties["json-ld"]
    assert (book["@type"], book["name"]) == ("Book", 'Salah <Asuhan> & "kisah"')
    assert [one["name"] for one in book["author"]] == ["Abdoel Moeis"]
    assert (book["isbn"], book["inLanguage"]) == ("9789794611234", "id")
    assert book["description"] == "Tentang <Hanafi> & Corrie."
    (edition,) = book["workExample"]
    assert edition["@id"].endswith(f"#epub-{file.pk}")
    assert edition["potentialAction"]["@type"] == "ReadAction"
    assert book["image"].startswith("http")


def test_closing_tags_in_a_title_close_no_element(read):
    new_title = title("Buku</script><script>alert(1)</script>")
    (book,) = read(f"/koleksi/{new_title.slug}/")["json-ld"]
    assert book["name"] == "Buku</script><script>alert(1)</script>"


def test_standard_is_described_as_a_service_of_the_library(read):
    (service,) = read("/standar-pelayanan/")["json-ld"]
    assert service["@type"] == "GovernmentService"
    assert service["provider"]["name"]
    assert service["availableChannel"]["processingTime"].startswith("PT")


@pytest.mark.parametrize("path", ["/", "/koleksi/", "/daftar/"])
def test_other_pages_contain_no_structured_data_by_accident(read, path):
    title()
    properties = read(path)
    assert not any(properties[kind] for kind in ("json-ld", "microdata", "microformat"))
