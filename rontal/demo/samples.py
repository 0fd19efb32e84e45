"""Sample people for trying the demo; `sample_photos` draws their cards and faces."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from idcard.kinds import IdentityKind
from idcard.specimen.card_data import card_of
from idcard.specimen.difficulty import Difficulty
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
