"""Comparison of the portrait on a card with the face in a selfie."""

from idcard.faces.engine import FaceEngine
from idcard.faces.face_search import face_on_card, largest_face
from idcard.faces.model import Comparison, Similarity
from idcard.faces.photo_views import in_shares
from idcard.geometry import Quad
from idcard.pixels import Pixels


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
    selfie_face = largest_face(photo, engine)
    on_card = in_shares(printed.face.place, card) if printed else None
    in_photo = in_shares(selfie_face.face.place, photo) if selfie_face else None
    if printed is None:
        return Comparison(Similarity.NO_FACE_ON_CARD, in_photo=in_photo)
    if selfie_face is None:
        return Comparison(Similarity.NO_FACE, on_card=on_card)
    templates = engine.describe(card, printed.face), engine.describe(photo, selfie_face.face)
    similarity, distance = engine.compare(*templates)
    if printed.doubtful or selfie_face.doubtful:
        similarity = Similarity.UNSURE
    return Comparison(similarity, distance, on_card, in_photo, engine.distance_ratio(*templates))
