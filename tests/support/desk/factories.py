"""Factories for signed-in staff and for applications in review."""

from django.test import Client

from idcard.faces.model import Comparison, SelfieFaces, Similarity
from idcard.geometry import Quad
from idcard.reading.model import CardReading
from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core.models import SealedFile
from rontal.membership.models import Application
from rontal.verification.checks import faces, reading
from rontal.verification.models import Examination, Finding, PhotoReading
from rontal.verification.rules import Level, Outcome, recommend
from tests.support.accounts.factories import staff
from tests.support.membership import factories as membership
from tests.support.verification import builders

FACE = Quad.of([(0.35, 0.3), (0.65, 0.3), (0.65, 0.6), (0.35, 0.6)])
SELFIE = SelfieFaces((FACE,), figures={"photo_width": 800, "photo_height": 600})
MATCH = Comparison(Similarity.MATCH, 0.3)
ELSE = [
    Outcome("card_clear", Level.PASS),
    Outcome("document_fits_age", Level.PASS, {"age": 36, "kind": "ktp"}),
    Outcome("identity_new", Level.PASS),
    Outcome("photos_new", Level.PASS),
]
"""Findings of the other checks for an application without problems."""
BACKEND = "rontal.accounts.backends.PasswordBackend"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def at_desk(*roles: Role, **changes: str) -> Client:
    """Returns a client signed in with these roles (a clerk if none is given)."""
    return signed_in(staff(*roles, **changes))


def cases(count: int) -> list:
    return [membership.in_review(membership.values(name=name(number))) for number in range(count)]


def name(number: int) -> str:
    """Returns a distinct name per number; names must not contain digits."""
    return f"Ni Wayan {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}{'abcdefghij'[number // 26]}"


def examined_application(
    card: CardReading | None = None,
    selfie: SelfieFaces | None = None,
    compared: Comparison | None = None,
    *,
    consent: bool = True,
    unable: str = "",
    examined: bool = True,
    face_on_card: Quad | None = None,
    **typed: str,
) -> Application:
    """Returns an examined application whose photos gave these readings.

    The typed form matches the card of `builders`, except for `typed`. The checks of card and face
    run on the given readings.
    """
    typed = builders.TYPED | {"consent_face_comparison": "1" if consent else ""} | typed
    case = membership.in_review(membership.values(**typed))
    if unable:
        _store_reading(case.card_photo, "card", None, unable=unable)
    elif card is not None:
        stored = card.to_json() | ({"face": face_on_card.to_json()} if face_on_card else {})
        _store_reading(case.card_photo, "card", stored)
    if selfie is not None:
        _store_reading(case.face_photo, "face", selfie.to_json())
    if examined:
        subject = builders.subject(
            card=card, selfie=selfie, compared=compared, consent=consent,
            **{name: typed[name] for name in builders.TYPED},
        )  # fmt: skip
        record(case, [*reading.card(subject), *faces.face(subject), *ELSE])
    return case


def record(case: Application, outcomes: list[Outcome], *, sampled: bool = False) -> Examination:
    """Creates an examination with these findings, as the system would."""
    examination = Examination.objects.create(
        application=case, run=1, recommendation=recommend(outcomes), sampled=sampled
    )
    for position, outcome in enumerate(outcomes):
        Finding.objects.create(
            examination=examination,
            position=position,
            code=outcome.code,
            level=outcome.level,
            evidence=dict(outcome.evidence),
        )
    return examination


def _store_reading(file: SealedFile, slot: str, stored: dict | None, *, unable: str = "") -> None:
    PhotoReading.objects.create(file=file, slot=slot, found=stored, unable=unable)
