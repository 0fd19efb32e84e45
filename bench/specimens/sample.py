"""One application, from the card's data to the photos that are sent."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bench.specimens import portraits, truth
from bench.specimens.truth import Truth
from idcard.kinds import IdentityKind
from idcard.specimen import residents, styles
from idcard.specimen.camera import degradations, photos
from idcard.specimen.camera.degradations import Degradation, Level, Plan
from idcard.specimen.camera.photos import Photo
from idcard.specimen.card_data import CardData
from idcard.specimen.cards import PHOTO_LEFT, PHOTO_TOP, PHOTO_WIDTH, card_sheet
from idcard.specimen.sheet import Box

HELD_OUT = 100_000
"""Seeds below are for development of the reader; reported figures use seeds from here on."""
KINDS = {
    IdentityKind.KTP: 52,
    IdentityKind.KIA: 14,
    IdentityKind.STAY_PERMIT: 12,
    IdentityKind.FAMILY_CARD: 10,
    IdentityKind.STUDENT_CARD: 12,
}
"""Number of cards of each kind in a hundred."""
PHOTOGRAPHED = 0.75
"""Share of men from 35 on whose faces are photographs; all other faces are drawn."""
SMALL_TEXT = {
    IdentityKind.KTP: 24.5,
    IdentityKind.KIA: 22.5,
    IdentityKind.STAY_PERMIT: 24.0,
    IdentityKind.FAMILY_CARD: 16.5,
    IdentityKind.STUDENT_CARD: 26.0,
}
PORTRAIT = Box(PHOTO_LEFT, PHOTO_TOP, PHOTO_LEFT + PHOTO_WIDTH, PHOTO_TOP + PHOTO_WIDTH * 4 / 3)
Planner = Callable[[Random], Plan]


@dataclass(frozen=True, slots=True)
class Application:
    """The sent photos and the true data. `selfie` shows the holder, `impostor` another person; both
    are None for cards without a portrait. `drawn` is True if the faces are drawn.
    """

    seed: int
    card: CardData
    truth: Truth
    plan: Plan
    photo: Photo
    selfie: bytes | None
    impostor: bytes | None
    drawn: bool


def application(
    seed: int, plan: Planner, *, kind: IdentityKind | None = None, selfies: bool = True
) -> Application:
    """Returns the application of a seed under a plan; the same for the same seed and plan.

    Without `selfies` the photo of the card is the same, and takes half the time to draw.
    """
    random = Random(f"application:{seed}")
    drawn_kind = random.choices(list(KINDS), list(KINDS.values()))[0]
    card = residents.card_for(kind or drawn_kind, seed, random)
    style = styles.style_of(card.kind, random)
    sitter = portraits.sitter_for(card.holder, random, PHOTOGRAPHED)
    sheet = card_sheet(card, seed=seed, style=style, photo=sitter.on_card())
    original = photos.original(
        sheet,
        portrait=PORTRAIT if card.with_photo else None,
        smallest=SMALL_TEXT[card.kind] * style.size,
    )
    befalls = plan(random)
    own = other = None
    if card.with_photo and selfies:
        stranger = portraits.impostor_of(sitter, residents.other_than(card.holder, seed))
        own = photos.snapshot(sitter.selfie(seed), befalls, seed=seed)
        other = photos.snapshot(stranger.selfie(seed), befalls, seed=seed)
    return Application(
        seed=seed,
        card=card,
        truth=truth.truth_of(card),
        plan=befalls,
        photo=photos.photograph(original, befalls, seed=seed),
        selfie=own,
        impostor=other,
        drawn=not sitter.photographed,
    )


def mild(random: Random) -> Plan:
    return degradations.mixture(Level.MILD, random)


def hard(random: Random) -> Plan:
    return degradations.mixture(Level.HARD, random)


def only(degradation: Degradation) -> Planner:
    """Returns a planner for one degradation alone, mild or hard."""
    return lambda random: degradations.single(degradation, random)
