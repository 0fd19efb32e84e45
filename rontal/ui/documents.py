"""PDF documents from Typst templates (`.typ` files beside their code), and QR codes."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import segno
from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str) -> SafeString:
    """Returns `text` as a QR code: an SVG element without size that inherits its colour."""
    buffer = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(buffer, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True)
    return mark_safe(buffer.getvalue().decode())  # noqa: S308 - segno's own SVG


def pdf(source: Path, inputs: Mapping[str, str]) -> bytes:
    """Returns the Typst document at `source` filled with `inputs`, as a tagged PDF.

    Conforms to PDF/UA-1 where the program's own font has every letter; otherwise system fonts
    are used.
    """
    import typst  # loaded with the first document

    values = dict(inputs)
    try:
        content = typst.compile(
            source, sys_inputs=values, pdf_standards="ua-1", ignore_system_fonts=True
        )
    except typst.TypstError:
        content = typst.compile(source, sys_inputs=values)
    if not isinstance(content, bytes):
        raise TypeError("one PDF was expected")
    return content


def as_answer(content: bytes, name: str) -> HttpResponse:
    """Returns a response that shows a PDF inline and is never cached."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "no-store, private"
    return response
