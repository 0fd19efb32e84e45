"""The service worker's script, the pages that it precaches, and the header of each page."""

import json
import re
from gzip import compress
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from rontal.config.env import ROOT
from rontal.web.offline import manifest
from tests.support.lending.factories import borrower
from tests.support.web.visitors import client_of

LARGEST = 25_000
PRECACHED = 150_000  # bytes over the wire that a first visit fetches beside its page
pytestmark = pytest.mark.django_db


def site() -> dict[str, Any]:
    """The worker's configuration as browsers get it."""
    text = Client().get("/pekerja.js").content.decode()
    match = re.match(r"self\.site = (\{.*\});\nimportScripts\((.+)\);\n$", text)
    assert match
    settings: dict[str, Any] = json.loads(match[1])
    return settings


def test_the_script_takes_at_most_25_kb_over_the_wire() -> None:
    own = Client().get("/pekerja.js").content
    bundle = (ROOT / "build/assets/web/worker.js").read_bytes()
    size = len(compress(own)) + len(compress(bundle))
    assert 5_000 < size <= LARGEST


def test_precached_files_are_small() -> None:
    settings = site()
    files = [Path(str(finders.find(name))).read_bytes() for name in manifest.FILES]
    pages = [
        Client().get(address).content
        for one in settings["pages"].values()
        for address in one.values()
    ]
    size = sum(
        len(content if content[:4] == b"wOF2" else compress(content))
        for content in [*files, *pages]
    )
    assert size <= PRECACHED


@pytest.mark.parametrize("address", ["/pekerja.js", "/luring.js"])
def test_script_is_protected_and_always_revalidated(address: str) -> None:
    answer = Client().get(address)
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    policy = answer.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; script-src 'self'; connect-src 'self'"
    again = Client().get(address, headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_script_needs_no_database(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        Client().get("/pekerja.js")


def test_precached_pages_need_no_other_file_and_name_nobody(django_assert_num_queries: Any) -> None:
    settings = site()
    files = {one["url"] for one in settings["files"]}
    reader = client_of(borrower())
    assert set(settings["pages"]) == {"id", "en"}
    for language, pages in settings["pages"].items():
        for address in pages.values():
            with django_assert_num_queries(0):
                answer = Client().get(address)
            page = answer.content.decode()
            assert f'<html lang="{language}"' in page
            used = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
            assert used <= files, address
            assert "csrfmiddlewaretoken" not in page
            assert reader.get(address).content.decode() == page


def test_other_languages_have_no_offline_page() -> None:
    assert Client().get("/luring/xx/").status_code == 404


def test_files_with_fixed_addresses_have_a_revision_and_hashed_ones_none() -> None:
    by_name = dict(zip(manifest.FILES, site()["files"], strict=True))
    for name, one in by_name.items():
        assert (one["revision"] is None) == (not one["url"].endswith(f"/{name}"))


def test_the_version_changes_with_the_profile(settings: Any) -> None:
    from dataclasses import replace

    before = site()["version"]
    settings.LIBRARY = replace(settings.LIBRARY, name="Perpustakaan Lain")
    assert site()["version"] != before


def test_each_page_names_its_owner_to_the_worker() -> None:
    person, other = client_of(borrower()), client_of(borrower())
    words = [one.get("/rak/").headers["Rontal-Reader"] for one in (person, other)]
    assert len(set(words)) == 2
    assert words[0] == person.get("/rak/tersimpan/keadaan.json").json()["reader"]
    assert Client().get("/").headers["Rontal-Reader"] == "-"
    assert person.get("/tidak-ada/").headers["Rontal-Reader"] == words[0]
    assert "Rontal-Reader" not in person.get("/rak/tersimpan/keadaan.json").headers


def test_own_page_is_recognised_while_the_database_is_unreachable(monkeypatch: Any) -> None:
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import OperationalError

    person = client_of(borrower())

    def away(_self: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(SessionStore, "load", away)
    person.raise_request_exception = False
    answer = person.get("/rak/")
    assert (answer.status_code, answer.headers["Rontal-Reader"]) == (503, "?")
