"""Library card as a PDF (PDF/UA-1)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import formats
from django.utils.translation import gettext as _

from rontal.core.profile import Library
from rontal.ui import documents

SOURCE = Path(__file__).with_name("card.typ")


@dataclass(frozen=True)
class CardFace:
    """Data printed on a card; the identity number is not included."""

    number: str
    name: str
    joined_on: date
    valid_until: date
    library: Library


def pdf(face: CardFace) -> bytes:
    """Returns the card as a tagged PDF of bank-card size on an A4 page, in the active language.

    Conforms to PDF/UA-1 only where the program's own font has every letter of the name.
    """
    inputs = {
        "title": _("Library card"),
        "library": face.library.name,
        "unit": face.library.unit,
        "address": face.library.address,
        "number_label": _("Member number"),
        "number": face.number,
        "name": face.name,
        "joined": _("Member since %(day)s") % {"day": formats.date_format(face.joined_on)},
        "valid": _("Valid until %(day)s") % {"day": formats.date_format(face.valid_until)},
        "qr": documents.qr_svg(face.number),
        "qr_alt": _("QR code of the member number"),
        "hint": _("Cut along the line, or keep this page on your phone."),
    }
    return documents.pdf(SOURCE, inputs)
