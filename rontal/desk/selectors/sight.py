"""Results of reading the card and comparing the faces, beside the form's values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rontal.desk import crops
from rontal.desk.crops import Crop, Size
from rontal.desk.selectors.lines import Line, lines_of
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import IdentityKind, Slot
from rontal.verification.faces.model import FaceLook
from rontal.verification.reading.model import CardReading
from rontal.verification.rules import Outcome
from rontal.verification.selectors import CaseLook

TYPICAL: Size = (1600, 1200)
"""Assumed size in pixels where a reading has no photo size."""
ALWAYS_SHOWN = frozenset({"number", "name", "birth_date"})
FEW = 2
"""Up to this number of matching lines are shown instead of collapsed."""
PORTRAIT_ROOM = 0.04
PORTRAITS: Mapping[IdentityKind, tuple[float, float, float, float]] = {
    IdentityKind.KTP: (0.7, 0.18, 1.0, 0.82),
}
"""Position of the portrait on a card: left, top, right, bottom as shares of its sides."""


@dataclass(frozen=True)
class FacePair:
    """Face on the card and face in the photo; None where there is none to crop.

    `finding` is the result of the comparison, None where there is none.
    """

    finding: Outcome | None
    on_card: Crop | None
    in_photo: Crop | None


@dataclass(frozen=True)
class Sight:
    """Data for one application: `lines` to check, and matching ones, `folded` (collapsed).

    `turns` are the clockwise quarter turns that set the card's photo upright; `unable` holds by
    photo why it could not be read; `read` is False where no line was read, so nothing is
    compared.
    """

    lines: Sequence[Line]
    folded: Sequence[Line]
    faces: FacePair
    read: bool
    turns: int
    unable: Mapping[Slot, str]


def sight(
    form: ApplicationForm,
    look: CaseLook,
    *,
    doubtful: frozenset[str],
    about_faces: Outcome | None,
) -> Sight:
    """Returns the machine's results for the page of an application. No query.

    `doubtful` are the fields that findings are about, `about_faces` is the finding about the
    faces.
    """
    card, photo = look.card, _size(look.card)
    lines = lines_of(form, card, photo, doubtful)
    read = any(line.read for line in lines)
    quiet = [line for line in lines if line.quiet and line.name not in ALWAYS_SHOWN]
    folded = quiet if read and len(quiet) > FEW else []
    outline = card.corners if card else None
    return Sight(
        lines=[line for line in lines if line not in folded],
        folded=folded,
        faces=faces(look, about_faces),
        read=read,
        turns=crops.quarter_turns(outline, photo) if outline else 0,
        unable=look.unable,
    )


def faces(look: CaseLook, finding: Outcome | None = None) -> FacePair:
    """Returns the face on the card and the one in the photo. No query."""
    return FacePair(finding, _portrait(look), _face(look.face))


def _portrait(look: CaseLook) -> Crop | None:
    """Returns the crop of the face on the card, upright.

    Falls back from the detected face to the detected portrait, then to the usual place on this
    kind of card, then to the whole card.
    """
    card = look.card
    if card is None:
        return None
    if look.face_on_card is not None:
        return crops.face(look.face_on_card, _size(card))
    if card.portrait is not None:
        return crops.face(card.portrait, _size(card), room=PORTRAIT_ROOM)
    if card.corners is None:
        return None
    place = PORTRAITS.get(card.kind) if card.kind else None
    held = crops.part(card.corners, *place) if place else card.corners
    return crops.line(held, _size(card), room=0)


def _face(look: FaceLook | None) -> Crop | None:
    return crops.face(look.faces[0], _size(look)) if look and look.faces else None


def _size(look: CardReading | FaceLook | None) -> Size:
    figures = look.figures if look else {}
    width, height = figures.get("photo_width", 0.0), figures.get("photo_height", 0.0)
    return (width, height) if width > 0 and height > 0 else TYPICAL
