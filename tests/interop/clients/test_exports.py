"""Exports read by a third-party MARC reader: yaz-marcdump."""

import re
import urllib.request
from pathlib import Path

import pytest

from rontal.accounts.roles import Role
from rontal.catalogue.models import Title
from tests.support.catalogue.importing.factories import file_imported
from tests.support.desk import factories as desk
from tests.support.interop.clients import yaz
from tests.support.interop.clients.real_records import JAZZ
from tests.support.interop.titles import full_record, title

pytestmark = yaz.needed


@pytest.fixture
def export(served, tmp_path):
    """Returns a function that downloads an export as a librarian: export("mrc")."""
    cookies = desk.at_desk(Role.LIBRARIAN).cookies
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())

    def download(ending: str) -> Path:
        address = f"{served}/meja/impor/ekspor/tampil.{ending}"
        request = urllib.request.Request(address, headers={"Cookie": cookie})
        path = tmp_path / f"all.{ending}"
        with urllib.request.urlopen(request, timeout=60) as response:
            assert response.status == 200
            path.write_bytes(response.read())
        return path

    return download


FORMS = [("mrc", "marc"), ("xml", "marcxml")]


@pytest.mark.parametrize(("ending", "form"), FORMS)
def test_record_is_read_as_written(export, ending, form):
    title("Salah Asuhan", **full_record())
    lines = yaz.dump(export(ending), "-i", form, "-o", "line").splitlines()
    for line in (
        "245 10 $a Salah Asuhan $b sebuah roman $c Abdoel Moeis",
        "100 1  $a Moeis, Abdoel $4 aut",
        "700 1  $a Tiru, I Made $4 ill",
        "520    $a Tentang <Hanafi> & Corrie.",
    ):
        assert line in lines


@pytest.mark.parametrize(("ending", "form"), FORMS)
def test_characters_beyond_ascii_are_preserved(export, ending, form):
    title("ꦧꦸꦏꦸ – Köln “ᬩᬮᬶ” 😀")
    assert "$a ꦧꦸꦏꦸ – Köln “ᬩᬮᬶ” 😀" in yaz.dump(export(ending), "-i", form, "-o", "line")


@pytest.mark.parametrize(("ending", "form"), FORMS)
def test_thousand_real_records_are_exported_and_read_one_by_one(export, ending, form):
    if not JAZZ.exists():
        pytest.skip(f"LOUD: {JAZZ} is absent, so real MARC was not exported")
    file_imported(JAZZ.read_bytes(), "jazz.mrc")
    dumped = yaz.dump(export(ending), "-i", form, "-o", "line")
    records = re.split(r"\n\n+", dumped.strip())
    assert len(records) == Title.objects.count() > 950
    for record in records:
        tags = [line[:3] for line in record.splitlines()[1:]]
        assert {"001", "005", "008", "245"} <= set(tags)
        blocks = [tag[0] for tag in tags]
        assert blocks == sorted(blocks)
    assert "$a Davis, Miles $d 1926-1991" in dumped
    assert "The Köln concert" in dumped


def test_both_exports_of_real_records_are_equal(export):
    if not JAZZ.exists():
        pytest.skip(f"LOUD: {JAZZ} is absent, so real MARC was not exported")
    file_imported(JAZZ.read_bytes(), "jazz.mrc")
    marc, xml = (yaz.dump(export(ending), "-i", form, "-o", "line") for ending, form in FORMS)
    fields = [
        [line for line in dumped.splitlines() if re.match(r"\d{3} ", line)]
        for dumped in (marc, xml)
    ]
    assert fields[0] == fields[1]
    assert len(fields[0]) > 10_000
