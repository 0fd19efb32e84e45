"""The printed face on a card against the face in a photo of oneself."""

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
    """Whether the face on the card is the one in the photo. Pictures are BGR.

    `portrait` is where the card's photo lies and `corners` the card's outline; either spares a
    search. Where another face may be meant the answer is UNSURE. The templates die with this call.
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
