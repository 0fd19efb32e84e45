"""Tests of copy cataloguing, with the library's own SRU server as the other library."""

import re
from dataclasses import replace

import pytest

from rontal.accounts.roles import Role
from rontal.catalogue.importing.errors import SourceAway
from rontal.catalogue.importing.models import Import
from rontal.catalogue.models import Title
from rontal.core.profile import Protocol, Target
from rontal.desk.imports.titles import copying, views
from rontal.standard.selectors import library
from rontal.ui import sentences
from tests.support.catalogue.importing.factories import finished
from tests.support.desk.factories import at_desk
from tests.support.interop.titles import full_record, title
from tests.support.web.visitors import text

HOME = "/meja/impor/"
OTHER = f"{HOME}perpustakaan-lain/"


@pytest.fixture
def desk(db):
    return at_desk(Role.LIBRARIAN)


@pytest.fixture
def names(monkeypatch):
    """Returns a function that sets the library's search targets: `names(Target(…))`."""

    def select_fields(*targets: Target) -> None:
        profile = replace(library(), targets=targets)
        for module in (copying, views):
            monkeypatch.setattr(module, "library", lambda: profile)

    return select_fields


def sru(address: str, **parts) -> Target:
    return Target("Perpustakaan Lain", Protocol.SRU, address, private=True, **parts)


def test_without_configured_libraries_none_is_offered(desk):
    assert OTHER not in text(desk.get(HOME))
    assert desk.get(OTHER).status_code == 404


def test_clerk_cannot_copy_records(db, names):
    names(sru("https://lain.example/sru"))
    assert at_desk(Role.CLERK).get(OTHER).status_code == 403


def test_configured_libraries_are_offered(desk, names):
    names(sru("https://lain.example/sru"), Target("Feed", Protocol.OPDS, "https://f.example/"))
    assert OTHER in text(desk.get(HOME))
    page = text(desk.get(OTHER))
    assert re.findall(r"<option[^>]*>(.*?)</option>", page) == ["Perpustakaan Lain", "Feed"]


def test_unreachable_library_is_reported(desk, names):
    names(sru("http://127.0.0.1:9/sru"))
    answer = desk.get(OTHER, {"dari": "1", "cari": "subak"})
    assert answer.status_code == 200
    assert str(sentences.of_code(SourceAway.code)) in text(answer)


@pytest.mark.machine
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("schema", ["marcxml", "dc"])
def test_chosen_record_is_imported(live_server, names, schema):
    desk = at_desk(Role.LIBRARIAN)
    there = title("Salah Asuhan", **full_record())
    title("Salah pilih")
    names(sru(f"{live_server.url}/sru", version="1.2", schema=schema))
    page = text(desk.get(OTHER, {"dari": "1", "cari": "salah"}))
    assert "Abdoel Moeis" in page or "Moeis, Abdoel" in page
    picks = dict(re.findall(r'value="([^"]+)">\s*<span class="unseen">[^<]*?(Salah \w+)', page))
    (chosen,) = [signed for signed, name in picks.items() if name == "Salah Asuhan"]
    Title.objects.filter(pk=there.pk).delete()
    answer = desk.post(OTHER, {"dari": "1", "cari": "salah", "rekaman": [chosen], "draf": "1"})
    run = Import.objects.get()
    assert answer.url == f"{HOME}{run.pk}/"
    assert run.file_name == "Perpustakaan Lain"
    desk.post(f"{HOME}{run.pk}/mulai/", {"langsung": "1"})
    finished(run)
    imported = Title.objects.get(title__startswith="Salah Asuhan")
    assert (imported.state, imported.year, imported.publisher) == ("draft", 1928, "Balai Pustaka")
    assert imported.identifiers.filter(scheme="isbn", value="9789794611234").exists()


def test_unsigned_and_empty_choices_import_nothing(desk, names):
    names(sru("http://127.0.0.1:9/sru"))
    for field in ([], ["made-up"]):
        answer = desk.post(OTHER, {"dari": "1", "cari": "subak", "rekaman": field})
        assert answer.url == f"{OTHER}?dari=1&cari=subak"
    assert not Import.objects.exists()
