"""Rewrites PDFs without scripts, embedded files, metadata and all that runs by itself."""

import io

import pikepdf

from rontal.feedback.errors import AttachmentDamaged

MAX_PAGES = 200
_ALLOWED_KEYS = frozenset({"/Type", "/Version", "/Pages", "/Lang"})
_REMOVED_PAGE_KEYS = ("/AA", "/AF", "/Metadata", "/PieceInfo")
_HARMLESS = frozenset({"/Link", "/Text", "/Highlight", "/Underline", "/FreeText", "/Stamp"})
BROKEN = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ValueError,
    TypeError,
    KeyError,
    RuntimeError,
    AttributeError,
)


def disarmed(raw: bytes) -> bytes:
    """Rewrites a PDF without everything that runs automatically; raises AttachmentDamaged."""
    try:
        with pikepdf.open(io.BytesIO(raw)) as document:
            if not 0 < len(document.pages) <= MAX_PAGES:
                raise AttachmentDamaged
            _disarm(document)
            out = io.BytesIO()
            document.remove_unreferenced_resources()
            document.save(out, deterministic_id=True)
            return out.getvalue()
    except BROKEN:
        raise AttachmentDamaged from None


def _disarm(document: pikepdf.Pdf) -> None:
    for name in set(document.Root.keys()) - _ALLOWED_KEYS:
        del document.Root[name]
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    for page in document.pages:
        _disarm_page(page)


def _disarm_page(page: pikepdf.Page) -> None:
    for name in _REMOVED_PAGE_KEYS:
        if name in page.obj:
            del page.obj[name]
    if "/Annots" not in page.obj:
        return
    annotations = [
        one for one in list(page.obj.Annots) if str(one.get("/Subtype", "")) in _HARMLESS
    ]
    for one in annotations:
        for name in ("/A", "/AA"):
            if name in one and str(one[name].get("/S", "")) != "/URI":
                del one[name]
    page.obj.Annots = pikepdf.Array(annotations)
