"""Results of reading the card and comparing the faces, beside the form's values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from idcard.faces.model import SelfieFaces
from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading
from rontal.desk import photo_crops
from rontal.desk.photo_crops import Crop, Size
from rontal.desk.selectors.card_comparison import Line, lines_of
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import Slot
from rontal.verification.rules import Outcome
from rontal.verification.selectors import CaseResults

TYPICAL: Size = (1600, 1200)
"""Assumed size in pixels where a reading has no photo size."""
ALWAYS_SHOWN = frozenset({"number", "name", "birth_date"})
FEW = 2
"""Up to this number of matching lines are shown instead of collapsed."""
PORTRAIT_MARGIN = 0.04
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
class ExaminationView:
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


def examination_view(
    form: ApplicationForm,
    readings: CaseResults,
    *,
    doubtful: frozenset[str],
    about_faces: Outcome | None,
) -> ExaminationView:
    """Returns the machine's results for the page of an application. No query.

    `doubtful` are the fields that findings are about, `about_faces` is the finding about the
    faces.
    """
    card, photo = readings.card, _photo_size(readings.card)
    lines = lines_of(form, card, photo, doubtful)
    read = any(line.read for line in lines)
    quiet = [line for line in lines if line.quiet and line.name not in ALWAYS_SHOWN]
    folded = quiet if read and len(quiet) > FEW else []
    outline = card.corners if card else None
    return ExaminationView(
        lines=[line for line in lines if line not in folded],
        folded=folded,
        faces=faces(readings, about_faces),
        read=read,
        turns=photo_crops.quarter_turns(outline, photo) if outline else 0,
        unable=readings.unable,
    )


def faces(readings: CaseResults, finding: Outcome | None = None) -> FacePair:
    """Returns the face on the card and the one in the photo. No query."""
    return FacePair(finding, _portrait_crop(readings), _face_crop(readings.face))


def _portrait_crop(readings: CaseResults) -> Crop | None:
    """Returns the crop of the face on the card, upright.

    Falls back from the detected face to the detected portrait, then to the usual place on this
    kind of card, then to the whole card.
    """
    card = readings.card
    if card is None:
        return None
    if readings.face_on_card is not None:
        return photo_crops.face(readings.face_on_card, _photo_size(card))
    if card.portrait is not None:
        return photo_crops.face(card.portrait, _photo_size(card), room=PORTRAIT_MARGIN)
    if card.corners is None:
        return None
    place = PORTRAITS.get(card.kind) if card.kind else None
    place_on_card = photo_crops.part(card.corners, *place) if place else card.corners
    return photo_crops.line(place_on_card, _photo_size(card), room=0)


def _face_crop(reading: SelfieFaces | None) -> Crop | None:
    return (
        photo_crops.face(reading.faces[0], _photo_size(reading))
        if reading and reading.faces
        else None
    )


def _photo_size(reading: CardReading | SelfieFaces | None) -> Size:
    figures = reading.figures if reading else {}
    width, height = figures.get("photo_width", 0.0), figures.get("photo_height", 0.0)
    return (width, height) if width > 0 and height > 0 else TYPICAL
