"""Detection of a file's kind by its content."""

import io
import zipfile

import pytest

from records.errors import FileEmpty, KindUnknown
from records.formats import Kind, kind_of
from tests.support.records.formats.marcs import TITLE, marc


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (marc(TITLE), "katalog.txt", Kind.MARC),
        (b"\xef\xbb\xbf\r\n" + marc(TITLE), "", Kind.MARC),
        (b"rusak\x1e\x1d" + marc(TITLE), "a.mrc", Kind.MARC),
        (b"rusak\x1e\x1d" + marc(TITLE), "a.bin", Kind.MARC),
        (b'<?xml version="1.0"?>\n<!-- x --><marc:collection xmlns:marc="m"/>', "", Kind.MARCXML),
        ("<collection/>".encode("utf-16"), "", Kind.MARCXML),
        (b"<ONIXMessage/>", "", Kind.ONIX),
        (b'<?xml version="1.0"?><ONIXmessage xmlns="x"/>', "", Kind.ONIX),
        (b"judul,pengarang\n", "a.mrc", Kind.TABLE),
        ("judul\tpengarang\n".encode("utf-16"), "", Kind.TABLE),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "a.csv", Kind.TABLE),
        (packed("mimetype", "META-INF/container.xml"), "", Kind.EPUB),
        (packed("001.JPG", "002.jpg"), "a.cbz", Kind.IMAGES),
        (b"%PDF-1.7\n", "a.epub", Kind.PDF),
    ],
)
def test_kind_of_a_file_is_detected_by_its_content(raw, name, kind):
    source = io.BytesIO(raw)
    assert kind_of(source, name) is kind
    assert source.tell() == 0


@pytest.mark.parametrize(
    "raw", [packed("a.txt"), b"PK\x03\x04 rusak", b"<html><body>", bytes(range(32)) * 90]
)
def test_other_kinds_are_refused(raw):
    with pytest.raises(KindUnknown):
        kind_of(io.BytesIO(raw), "a.bin")


def test_empty_file_is_reported_as_empty():
    with pytest.raises(FileEmpty):
        kind_of(io.BytesIO(b"\xef\xbb\xbf\r\n \x00"), "a.csv")
