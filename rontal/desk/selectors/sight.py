"""What the machine saw, beside what the applicant wrote: line by line, and face by face."""

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
"""For a reading that does not know how large its photo is."""
ALWAYS_SHOWN = frozenset({"number", "name", "birth_date"})
FEW = 2
"""So few quiet lines are not folded away."""
PORTRAIT_ROOM = 0.04
PORTRAITS: Mapping[IdentityKind, tuple[float, float, float, float]] = {
    IdentityKind.KTP: (0.7, 0.18, 1.0, 0.82),
}
"""Where a kind of card carries the portrait: left, top, right, bottom as shares of the card."""


@dataclass(frozen=True)
class FacePair:
    """The face on the card and the one in the photo, None where there is nothing to cut out.

    `finding` is what was found about the two, None where nothing was.
    """

    finding: Outcome | None
    on_card: Crop | None
    in_photo: Crop | None


@dataclass(frozen=True)
class Sight:
    """Everything for one case: `lines` to look at, and quiet ones, `folded` away.

    `turns` are the quarter turns that bring the card's photo upright; `unable` says by photo why
    the machine saw nothing; `read` is False where no line was read, so that none is compared.
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
    """What the page of a case shows of the machine's work. No query.

    `doubtful` are the lines that findings speak of, `about_faces` is the finding about the pair.
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
    """The face on the card beside the one in the photo. No query."""
    return FacePair(finding, _portrait(look), _face(look.face))


def _portrait(look: CaseLook) -> Crop | None:
    """The face on the card where it was found; otherwise where its kind carries the portrait, and
    the whole card where that is not known. All upright."""
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
