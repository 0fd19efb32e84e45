"""Files that cost little to send and much to decode."""

import base64
import io
import struct
import zlib
from collections.abc import Callable
from functools import cache

import pikepdf
from PIL import Image

from tests.support.membership.pictures import chunk

MEGABYTE = 1024 * 1024
FILTERS = (
    "FlateDecode",
    "ASCII85Decode FlateDecode",
    "ASCIIHexDecode FlateDecode",
    "RunLengthDecode",
)
_ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "FlateDecode": zlib.compress,
    "ASCII85Decode": lambda raw: base64.a85encode(raw) + b"~>",
    "ASCIIHexDecode": lambda raw: raw.hex().encode() + b">",
    "RunLengthDecode": lambda raw: (
        b"".join(
            bytes([257 - len(run), run[0]]) if len(set(run)) == 1 else bytes([len(run) - 1]) + run
            for run in (raw[at : at + 128] for at in range(0, len(raw), 128))
        )
        + b"\x80"
    ),
}
_PAGE_TREE = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]"


def deflated_twice(megabytes: int) -> bytes:
    """Returns one letter, repeated, compressed twice: a thousandth, and a thousandth of that."""
    first, second = zlib.compressobj(9), zlib.compressobj(9)
    piece, packed = b"q" * MEGABYTE, []
    for _ in range(megabytes):
        packed.append(second.compress(first.compress(piece)))
    packed.append(second.compress(first.flush()))
    return b"".join([*packed, second.flush()])


@cache
def pdf_with_contents_of(megabytes: int) -> bytes:
    """Returns a PDF of less than 2 kB whose page inflates to this size."""
    contents = deflated_twice(megabytes)
    stream_ = stream(b"/Filter[/FlateDecode/FlateDecode]", contents)
    return pdf_of_objects([*_PAGE_TREE, _PAGE + b"/Contents 4 0 R>>", stream_])


def pdf_with_filters(names: str, contents: bytes) -> bytes:
    """Returns a PDF whose page has contents encoded by these filters, named in decoding order."""
    for name in reversed(names.split()):
        contents = _ENCODERS[name](contents)
    head = b"".join(b"/" + name.encode() for name in names.split())
    stream_ = stream(b"/Filter[" + head + b"]", contents)
    return pdf_of_objects([*_PAGE_TREE, _PAGE + b"/Contents 4 0 R>>", stream_])


def pdf_with_font(objects: list[bytes]) -> bytes:
    """Returns a PDF whose page reaches further objects by a font."""
    links = b"".join(b"/F%d %d 0 R" % (number, number + 5) for number in range(len(objects)))
    page = _PAGE + b"/Resources<</XObject<</X 4 0 R>>/Font<<" + links + b">>>>>>"
    shown = stream(b"/Subtype/Form/BBox[0 0 9 9]")
    return pdf_of_objects([*_PAGE_TREE, page, shown, *objects])


def stream(keys: bytes, content: bytes = b"q Q") -> bytes:
    """Returns a stream object with these keys."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (keys, len(content), content)


def pdf_with_link(address: str) -> bytes:
    """Returns a PDF with a link to an address."""
    action = b"<</S/URI/URI(%s)>>" % address.encode()
    link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A" + action + b">>"
    return pdf_of_objects([*_PAGE_TREE, _PAGE + b"/Annots[" + link + b"]>>"])


@cache
def pdf_with_annotations(count: int) -> bytes:
    """Returns a PDF whose only page has this many annotations."""
    one = b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]>>"
    return pdf_of_objects([*_PAGE_TREE, _PAGE + b"/Annots[" + one * count + b"]>>"])


@cache
def pdf_with_objects(count: int) -> bytes:
    """Returns a PDF with this many objects of one byte."""
    return pdf_of_objects([*_PAGE_TREE, _PAGE + b">>", *[b"1"] * count])


def pdf_of_objects(objects: list[bytes]) -> bytes:
    """Returns a PDF of these objects; the first is its catalogue."""
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Root 1 0 R/Size %d>>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


@cache
def png_of_16_bits(side: int) -> bytes:
    """Returns a square PNG of one colour, 16 bits for each of four channels: 8 bytes a pixel."""
    line, packer = b"\0" + b"\x12\x34" * 4 * side, zlib.compressobj(9)
    body = b"".join([*(packer.compress(line) for _ in range(side)), packer.flush()])
    head = struct.pack(">IIBBBBB", side, side, 16, 6, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def pdf_with_hidden_scripts() -> bytes:
    """Returns a PDF whose link opens an address and hides scripts beside it and behind it."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hidden')")
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://contoh.example/", Next=script)
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 10, 10], A=action,
        AA=action, PA=action, Next=script,
    )  # fmt: skip
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(link)])
    document.pages[0].obj.Secret = document.make_indirect(script)
    form = pikepdf.Stream(document, b"q Q")
    form.Subtype, form.BBox, form.AF = pikepdf.Name.Form, [0, 0, 9, 9], script
    document.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    return _saved(document)


def pdf_that_shows(picture: bytes) -> bytes:
    """Returns a PDF with text, a link, and a JPEG, as a scanner or a word processor writes it."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    with Image.open(io.BytesIO(picture)) as image:
        shown = pikepdf.Stream(document, picture, Subtype=pikepdf.Name.Image, Width=image.width)
        shown.Height, shown.BitsPerComponent = image.height, 8
    shown.ColorSpace, shown.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
    page = document.pages[0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(P=shown), Font=pikepdf.Dictionary(F=font)
    )
    text = b"q 100 0 0 100 0 0 cm /P Do Q BT /F 12 Tf 10 150 Td (Kipas angin) Tj ET"
    page.Contents = pikepdf.Stream(document, text)
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://contoh.example/aduan")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    link.Rect = [0, 0, 50, 50]
    page.Annots = pikepdf.Array([document.make_indirect(link)])
    return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


_RED = b"<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[1 0 0]/N 1>>"
COLOUR_SPACES = (
    b"[/Separation/Red/DeviceRGB" + _RED + b"]",
    b"[/Indexed[/Separation/Red/DeviceRGB" + _RED + b"]1<00FF>]",
    b"[/CalGray<</WhitePoint[0.9505 1 1.089]/Gamma 5>>]",
)
"""Colour spaces that describe themselves by a dictionary in an array."""


def pdf_with_colour_space(space: bytes) -> bytes:
    """Returns a harmless PDF with a picture of two pixels in a colour space."""
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(60, 60))
        picture = pikepdf.Stream(
            document,
            b"\x01\x70",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=2,
            Height=1,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Object.parse(space),
        )
        page = document.pages[0]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
        page.Contents = document.make_stream(b"60 0 0 60 0 0 cm /P Do")
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
