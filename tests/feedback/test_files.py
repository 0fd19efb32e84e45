"""Tests for sanitizing attachments."""

import io
import socket
import struct
import threading

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from rontal.feedback import files
from rontal.feedback.errors import (
    AttachmentDamaged,
    AttachmentEmpty,
    AttachmentHarmful,
    AttachmentTooComplex,
    AttachmentTooLarge,
    AttachmentWrongType,
    ScannerAway,
)
from rontal.feedback.pdf_disarming import rewriting
from rontal.membership.errors import PhotoTooManyPixels
from tests.support.feedback import factories
from tests.support.membership import pictures
from tests.support.security import hostile_files


def clean(content: bytes) -> files.Clean:
    return files.clean(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_of_any_kind_becomes_a_jpeg(kind):
    cleaned = clean(pictures.encoded(kind))
    assert cleaned.content_type == "image/jpeg"
    assert Image.open(io.BytesIO(cleaned.content)).format == "JPEG"


def test_location_and_camera_of_a_photo_are_removed():
    raw = pictures.turned(6)
    assert b"Kamera Rahasia" in raw
    cleaned = clean(raw).content
    assert b"Kamera Rahasia" not in cleaned
    assert not Image.open(io.BytesIO(cleaned)).getexif()


def test_second_file_behind_a_picture_is_removed():
    cleaned = clean(pictures.encoded("PNG") + b"PK\x03\x04 a program").content
    assert b"a program" not in cleaned


def test_an_armed_pdf_is_disarmed():
    raw = factories.pdf(armed=True)
    cleaned = clean(raw)
    assert cleaned.content_type == "application/pdf"
    with pikepdf.open(io.BytesIO(cleaned.content)) as document:
        assert len(document.pages) == 1
        assert "/OpenAction" not in document.Root
        assert not document.attachments
        assert "/JavaScript" not in document.Root.get("/Names", {})
        assert "/Info" not in document.trailer
        assert "/A" not in document.pages[0].Annots[0]
    for word in (b"JavaScript", b"Launch", b"rahasia.exe", b"Penulis"):
        assert word not in cleaned.content


def test_scripts_beside_and_behind_a_harmless_link_are_removed():
    content = clean(hostile_files.pdf_with_hidden_scripts()).content
    with pikepdf.open(io.BytesIO(content)) as document:
        (link,) = document.pages[0].Annots
        assert pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://contoh.example/") == link.A
    for word in (b"JavaScript", b"hidden", b"/Next", b"/PA", b"/AF", b"/Secret"):
        assert word not in content


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "smb://a/b"])
def test_link_that_opens_no_web_page_loses_its_address(address):
    content = clean(hostile_files.pdf_with_link(address)).content
    with pikepdf.open(io.BytesIO(content)) as document:
        assert "/A" not in document.pages[0].Annots[0]


def test_text_picture_and_link_of_a_pdf_remain():
    raw = hostile_files.pdf_that_shows(pictures.encoded("JPEG"))
    with pdfium.PdfDocument(raw) as before, pdfium.PdfDocument(clean(raw).content) as after:
        assert after[0].get_textpage().get_text_range() == "Kipas angin"
        assert after[0].render().to_numpy().tobytes() == before[0].render().to_numpy().tobytes()


@pytest.mark.parametrize("space", hostile_files.COLOUR_SPACES)
def test_pictures_with_their_own_colour_space_look_the_same(space):
    raw = hostile_files.pdf_with_colour_space(space)
    with pdfium.PdfDocument(raw) as before, pdfium.PdfDocument(clean(raw).content) as after:
        shown = before[0].render().to_numpy()
        assert len({tuple(one) for one in shown.reshape(-1, shown.shape[-1])}) > 1
        assert after[0].render().to_numpy().tobytes() == shown.tobytes()


@pytest.mark.whole
@pytest.mark.parametrize("filters", hostile_files.FILTERS)
def test_contents_with_usual_filters_remain_and_bombs_are_refused(filters):
    text = b"BT /F 9 Tf 9 9 Td (Kipas) Tj ET"
    assert clean(hostile_files.pdf_with_filters(filters, text)).content
    with pytest.raises(AttachmentTooComplex):
        clean(hostile_files.pdf_with_filters(filters, b" " * 70_000_000))


@pytest.mark.whole
@pytest.mark.parametrize(
    "objects",
    [
        [hostile_files.stream(b"/Width 60000/Height 60000/Filter/JBIG2Decode")],
        [hostile_files.stream(b"/Filter[/RunLengthDecode/DCTDecode]")],
        [hostile_files.stream(b"/Filter[" + b"/FlateDecode" * 5 + b"]")],
        [hostile_files.stream(b"/Filter/Crypt")],
        [b"[" + b"[9 9]" * 300_000 + b"]"],
    ],
    ids=["pixels", "mixed filters", "many filters", "unknown filter", "items"],
)
def test_pdf_exceeding_a_limit_is_refused(objects):
    with pytest.raises(AttachmentTooComplex):
        clean(hostile_files.pdf_with_font(objects))


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", AttachmentEmpty),
        (b"\0" * (files.MAX_BYTES + 1), AttachmentTooLarge),
        (b"MZ\x90\x00 program", AttachmentWrongType),
        (b"<html><script>alert(1)</script>", AttachmentWrongType),
        (b"PK\x03\x04" + b"\0" * 200, AttachmentWrongType),
        (b"GIF89a" + b"\0" * 200, AttachmentWrongType),
        (pictures.encoded("JPEG")[:400], AttachmentDamaged),
        (b"%PDF-1.7\n garbage", AttachmentDamaged),
        (factories.pdf()[:200], AttachmentDamaged),
        (factories.pdf(pages=rewriting.MAX_PAGES + 1), AttachmentTooComplex),
    ],
)
def test_refused_files_are_reported_by_name(content, error):
    with pytest.raises(error):
        clean(content)


def test_encrypted_pdf_is_refused():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(factories.pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(AttachmentDamaged):
        clean(out.getvalue())


@pytest.mark.whole
def test_pixel_bomb_is_refused_before_it_is_decoded():
    with pytest.raises(PhotoTooManyPixels):
        clean(pictures.encoded("PNG", (7100, 7100), "1"))


@pytest.mark.parametrize("before", [b"", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n"])
def test_test_signature_of_malware_is_refused_in_any_form(before):
    with pytest.raises(AttachmentHarmful):
        clean(before + factories.eicar())


class Clamd(threading.Thread):
    """Server that speaks clamd's INSTREAM protocol; it reports content with the word "jahat" as
    harmful.
    """

    def __init__(self, path: str, *, silent: bool = False) -> None:
        super().__init__(daemon=True)
        self.line = socket.socket(socket.AF_UNIX)
        self.line.bind(path)
        self.line.listen()
        self.silent = silent
        self.seen: list[bytes] = []

    def run(self) -> None:
        while True:
            try:
                peer, _ = self.line.accept()
            except OSError:
                return
            with peer, peer.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!I", stream.read(4))[0]:
                    content += stream.read(size)
                self.seen.append(content)
                answer = b"stream: Jahat.Test FOUND" if b"jahat" in content else b"stream: OK"
                peer.sendall(b"" if self.silent else answer + b"\0")


@pytest.fixture
def clamd(tmp_path, settings):
    def start(**options) -> Clamd:
        settings.CLAMAV = str(tmp_path / "clamd")
        scanner = Clamd(settings.CLAMAV, **options)
        scanner.start()
        started.append(scanner)
        return scanner

    started: list[Clamd] = []
    yield start
    for one in started:
        one.line.close()


def test_configured_scanner_gets_the_whole_original_file(clamd):
    server, raw = clamd(), pictures.encoded("PNG")
    clean(raw)
    assert server.seen == [raw]


def test_malware_known_to_the_scanner_is_refused(clamd):
    clamd()
    with pytest.raises(AttachmentHarmful):
        clean(pictures.encoded("PNG") + b"jahat")


def test_unreachable_or_silent_scanner_lets_nothing_pass(clamd, settings, tmp_path):
    settings.CLAMAV = str(tmp_path / "nobody")
    with pytest.raises(ScannerAway):
        clean(pictures.encoded("PNG"))
    clamd(silent=True)
    with pytest.raises(ScannerAway):
        clean(pictures.encoded("PNG"))
