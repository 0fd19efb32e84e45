"""Copies the pages of a PDF into a new one, with listed keys only and within budgets."""

import io
from collections.abc import Collection

import pikepdf

from rontal.feedback.errors import AttachmentDamaged, AttachmentTooComplex
from rontal.feedback.pdf_disarming import keys
from rontal.feedback.pdf_disarming.inflating import Budget

MAX_PAGES = 200
MAX_OBJECTS = 20_000
MAX_ANNOTATIONS = 2_000
MAX_ITEMS = 500_000
"""Entries of all dictionaries and arrays."""
MAX_ADDRESS = 2_000
_SCHEMES = ("https://", "http://", "mailto:")
BROKEN = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ValueError,
    TypeError,
    KeyError,
    RuntimeError,
    AttributeError,
)
_CONTAINERS = (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)


def disarmed(raw: bytes) -> bytes:
    """Rewrites a PDF without everything that runs by itself.

    Streams are copied as they are, never inflated. Raises AttachmentDamaged, AttachmentTooComplex.
    """
    try:
        with pikepdf.open(io.BytesIO(raw)) as source, pikepdf.new() as target:
            _check(source)
            target.pages.extend(source.pages)
            _Sieve().clean(target)
            out = io.BytesIO()
            target.save(
                out,
                min_version=source.pdf_version,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                deterministic_id=True,
            )
            return out.getvalue()
    except BROKEN:
        raise AttachmentDamaged from None


def _check(source: pikepdf.Pdf) -> None:
    """Counts objects, pages and annotations before anything is copied."""
    if len(source.objects) > MAX_OBJECTS:
        raise AttachmentTooComplex
    if not source.pages:
        raise AttachmentDamaged
    if len(source.pages) > MAX_PAGES:
        raise AttachmentTooComplex
    annotations = sum(len(page.obj.get("/Annots", ())) for page in source.pages)
    if annotations > MAX_ANNOTATIONS:
        raise AttachmentTooComplex


class _Sieve:
    """Removes everything unlisted that the pages of one PDF reach."""

    def __init__(self) -> None:
        self._inflated, self._items = Budget(), MAX_ITEMS
        self._seen: set[tuple[int, int]] = set()
        self._waiting: list[tuple[pikepdf.Object, str]] = []

    def clean(self, document: pikepdf.Pdf) -> None:
        """Cleans all pages, and what they refer to."""
        for page in document.pages:
            self._retain(page.obj, keys.PAGE)
            if "/Annots" in page.obj:
                page.obj.Annots = pikepdf.Array(self._annotations(page.obj.Annots))
            for key in sorted(keys.PAGE - {"/Parent", "/Annots"}):
                self._add(page.obj.get(key), key)
        while self._waiting:
            self._visit(*self._waiting.pop())

    def _add(self, value: object, key: str) -> None:
        if isinstance(value, _CONTAINERS):
            self._waiting.append((value, key))

    def _visit(self, value: pikepdf.Object, key: str) -> None:
        """Cleans a dictionary, stream or array that was found under `key`, once."""
        if value.is_indirect:
            if value.objgen in self._seen:
                return
            self._seen.add(value.objgen)
        self._spend(len(value) if isinstance(value, pikepdf.Array) else len(value.keys()))
        if isinstance(value, pikepdf.Array):
            for one in value:
                self._add(one, "")  # no array holds a dictionary of names
            return
        if isinstance(value, pikepdf.Stream):
            self._inflated.spend(value)
        named = key in keys.NAMED and _is_named(value)
        self._retain(value, _listed(value, key) if named or key == "/Resources" else keys.PLAIN)
        for name, one in value.items():
            self._add(one, "" if named else name)

    def _spend(self, items: int) -> None:
        self._items -= items + 1
        if self._items < 0:
            raise AttachmentTooComplex

    @staticmethod
    def _retain(holder: pikepdf.Object, listed: Collection[str]) -> None:
        for name in set(map(str, holder.keys())) - set(listed):
            del holder[name]

    def _annotations(self, found: pikepdf.Object) -> list[pikepdf.Object]:
        """Returns new dictionaries of the harmless annotations."""
        return [
            self._annotation(one)
            for one in found
            if isinstance(one, pikepdf.Dictionary)
            and str(one.get("/Subtype", "")) in keys.ANNOTATION_KINDS
        ]

    def _annotation(self, found: pikepdf.Dictionary) -> pikepdf.Dictionary:
        values = {name: value for name, value in found.items() if name in keys.ANNOTATION}
        appearance = found.get("/AP")
        shown = appearance.get("/N") if isinstance(appearance, pikepdf.Dictionary) else None
        values.pop("/AP", None)
        if isinstance(shown, pikepdf.Stream):
            values["/AP"] = pikepdf.Dictionary({"/N": shown})
        address = _address(found.get("/A"))
        for name, value in values.items():
            self._add(value, name)
        if address:
            action = {"/S": pikepdf.Name.URI, "/URI": pikepdf.String(address)}
            values["/A"] = pikepdf.Dictionary(action)
        return pikepdf.Dictionary(values)


def _address(action: object) -> str:
    """Returns the address of a web page or a mailbox that an action opens; "" for another one."""
    if not isinstance(action, pikepdf.Dictionary) or str(action.get("/S", "")) != "/URI":
        return ""
    address = str(action.get("/URI", ""))
    allowed = address.lower().startswith(_SCHEMES) and len(address) <= MAX_ADDRESS
    return address if allowed else ""


def _listed(value: pikepdf.Object, key: str) -> Collection[str]:
    """Returns the keys that are retained of resources, or of a dictionary of names."""
    if key == "/Resources":
        return keys.RESOURCES
    if key == "/XObject":
        return [name for name, one in value.items() if _is_shown(one)]
    return [name for name, one in value.items() if isinstance(one, (*_CONTAINERS, pikepdf.Name))]


def _is_shown(value: object) -> bool:
    return isinstance(value, pikepdf.Stream) and str(value.get("/Subtype")) in keys.XOBJECT_KINDS


def _is_named(value: pikepdf.Object) -> bool:
    """Returns True for a dictionary with names of the file's own choice, False for a stream and a
    dictionary that tells its type.
    """
    if isinstance(value, pikepdf.Stream):
        return False
    return not any(name in value for name in ("/Type", "/ShadingType", "/PatternType", "/Subtype"))
