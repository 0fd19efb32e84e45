"""Comparison of the portrait on a card with the face in a selfie."""

from rontal.verification.faces.model import Comparison, Likeness
from rontal.verification.faces.seek import face_on_card, own_face
from rontal.verification.faces.views import in_shares
from rontal.verification.geometry import Quad
from rontal.verification.machine.protocols import FaceEngine
from rontal.verification.pdq import Pixels


def compare_faces(
    card: Pixels,
    photo: Pixels,
    portrait: Quad | None,
    engine: FaceEngine,
    *,
    corners: Quad | None = None,
) -> Comparison:
    """Compares the face on the card with the one in the photo. Images are BGR.

    `portrait` is the place of the card's portrait and `corners` the card's outline; either saves a
    search. UNSURE where another face may be meant. The templates are discarded.
    """
    printed = face_on_card(card, portrait, corners, engine)
    own = own_face(photo, engine)
    on_card = in_shares(printed.face.place, card) if printed else None
    in_photo = in_shares(own.face.place, photo) if own else None
    if printed is None:
        return Comparison(Likeness.NO_FACE_ON_CARD, in_photo=in_photo)
    if own is None:
        return Comparison(Likeness.NO_FACE, on_card=on_card)
    templates = engine.describe(card, printed.face), engine.describe(photo, own.face)
    likeness, distance = engine.likeness(*templates)
    if printed.doubtful or own.doubtful:
        likeness = Likeness.UNSURE
    return Comparison(likeness, distance, on_card, in_photo, engine.room(*templates))
