"""Sample people for trying the demo: photos of an invented card and the matching face."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image

from idcard.kinds import IdentityKind
from idcard.specimen.card_data import card_of
from idcard.specimen.cards import draw_card
from idcard.specimen.difficulty import Difficulty
from idcard.specimen.faces import selfie
from idcard.specimen.people import Person, find, foreigner
from rontal.core import clock
from rontal.core.errors import NotFound


@dataclass(frozen=True)
class Sample:
    """A sample person with a kind of card, and a description of its special feature."""

    person: Person
    kind: IdentityKind
    what: str | Promise
    difficulty: Difficulty = Difficulty.EASY

    @property
    def has_face(self) -> bool:
        """True where the card has a portrait, so that a photo of the face is needed."""
        return card_of(self.person, self.kind, today=clock.now().date()).with_photo


def _of_age(start: int, low: int, high: int) -> Person:
    return find(lambda one: low <= one.age <= high and one.nik.startswith("5102"), start=start)


@lru_cache(maxsize=1)
def samples() -> tuple[Sample, ...]:
    """Returns all sample people; none of them is in the demo library yet."""
    return (
        Sample(_of_age(4100, 25, 50), IdentityKind.KTP, _("KTP, well photographed")),
        Sample(_of_age(4200, 19, 60), IdentityKind.KTP, _("KTP, tilted and dark"), Difficulty.HARD),
        Sample(_of_age(4300, 9, 14), IdentityKind.KIA, _("Child's KIA; a parent must consent")),
        Sample(_of_age(4400, 1, 3), IdentityKind.KIA, _("Young child's KIA, without a photo")),
        Sample(foreigner(_of_age(4500, 30, 50).seed), IdentityKind.STAY_PERMIT, _("Stay permit")),
        Sample(_of_age(4600, 16, 17), IdentityKind.STUDENT_CARD, _("Student card")),
    )


def sample(number: int) -> Sample:
    """Returns the sample person with this number, from 1; raises NotFound."""
    if not 1 <= number <= len(samples()):
        raise NotFound
    return samples()[number - 1]


MAX_DRAWN: Final = 16


@lru_cache(maxsize=MAX_DRAWN)
def card_photo(number: int) -> bytes:
    """Returns a JPEG of the card on a table; raises NotFound."""
    one = sample(number)
    card = card_of(one.person, one.kind, today=clock.now().date())
    seed = one.person.seed
    from idcard.specimen.photograph import photograph

    return photograph(draw_card(card, seed=seed), seed=seed, difficulty=one.difficulty)


@lru_cache(maxsize=MAX_DRAWN)
def face_photo(number: int) -> bytes:
    """Returns a JPEG of the person's selfie; raises NotFound."""
    seed = sample(number).person.seed
    from idcard.specimen.photograph import snapshot

    return snapshot(selfie(seed, seed=seed), seed=seed, difficulty=Difficulty.EASY)


@lru_cache(maxsize=2 * MAX_DRAWN)
def preview(photo: Callable[[int], bytes], number: int, width: int) -> bytes:
    """Returns a photo as small WebP for the page; raises NotFound."""
    target = io.BytesIO()
    with Image.open(io.BytesIO(photo(number))) as picture:
        picture.thumbnail((width, 2 * width))
        picture.save(target, "WEBP", quality=25, method=6)
    return target.getvalue()
