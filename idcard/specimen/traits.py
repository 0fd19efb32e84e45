"""Appearance of a person: proportions and colours that are the same in every picture."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from random import Random

from idcard.kinds import Sex
from idcard.specimen.canvas import Colour, mix
from idcard.specimen.names import Religion
from idcard.specimen.people import Person, person

SKIN_TONES: tuple[Colour, ...] = (
    (243, 209, 178),
    (234, 192, 155),
    (221, 173, 133),
    (205, 154, 113),
    (186, 134, 96),
    (163, 114, 81),
    (141, 96, 68),
)
HAIR_COLOURS: tuple[Colour, ...] = ((24, 20, 20), (34, 26, 23), (48, 34, 27), (66, 44, 31))
GREY_HAIR: Colour = (176, 172, 168)
CLOTH_COLOURS: tuple[Colour, ...] = (
    (236, 236, 230),
    (44, 72, 112),
    (128, 44, 52),
    (52, 104, 92),
    (92, 78, 128),
    (196, 150, 72),
    (70, 74, 82),
    (176, 98, 112),
    (96, 132, 170),
)


class Hair(Enum):
    """Hairstyle."""

    CROP = auto()
    SIDE_PART = auto()
    CURLS = auto()
    BALD_TOP = auto()
    FRINGE = auto()
    LONG = auto()
    BOB = auto()
    BUN = auto()
    PONYTAIL = auto()
    TUFT = auto()


class Headwear(Enum):
    """Headwear."""

    NONE = auto()
    HIJAB = auto()
    UDENG = auto()


class Dress(Enum):
    """Clothing."""

    SHIRT = auto()
    ROUND_NECK = auto()
    KEBAYA = auto()
    UNIFORM = auto()


@dataclass(frozen=True, slots=True)
class Traits:
    """Appearance of a person; lengths are in half head heights.

    The skull's top is at -1, the chin at 1, the middle of the nose at x 0. `childhood` runs from 0
    (adult) to 1 (newborn), `years_marked` from 0 to 1 (deep wrinkles).
    """

    childhood: float
    years_marked: float
    feminine: bool
    skin: Colour
    hair_colour: Colour
    hair: Hair
    headwear: Headwear
    dress: Dress
    cloth: Colour
    cloth_accent: Colour
    glasses: bool
    moustache: bool
    beard: bool
    mole: tuple[float, float] | None
    half_width: float
    jaw: float
    chin: float
    hairline: float
    parting: float
    eye_height: float
    eye_gap: float
    eye_width: float
    eye_opening: float
    eye_tilt: float
    brow_gap: float
    brow_weight: float
    brow_arch: float
    nose_base: float
    nose_width: float
    mouth_height: float
    mouth_width: float
    upper_lip: float
    lower_lip: float
    smile: float
    ear: float
    neck: float


def traits_of(person_seed: int) -> Traits:
    """Returns the appearance of `person(person_seed)`, suited to their sex, age and religion."""
    owner = person(person_seed)
    random = Random(f"look:{person_seed}")
    childhood = max(0.0, min(1.0, (17 - owner.age) / 16))
    feminine = owner.sex is Sex.FEMALE
    headwear = _headwear(random, owner)
    between = partial(_measure, random, childhood)
    soft = 0.03 if feminine else 0.0
    return Traits(
        childhood=childhood,
        years_marked=max(0.0, min(1.0, (owner.age - 38) / 38)),
        feminine=feminine,
        skin=_skin(random),
        hair_colour=_hair_colour(random, owner.age),
        hair=_hair(random, owner, headwear),
        headwear=headwear,
        dress=_dress(random, owner),
        cloth=random.choice(CLOTH_COLOURS),
        cloth_accent=random.choice(CLOTH_COLOURS[1:]),
        glasses=owner.age > 7 and random.random() < (0.4 if owner.age > 45 else 0.16),
        moustache=not feminine and owner.age > 24 and random.random() < 0.34,
        beard=not feminine and owner.age > 26 and random.random() < 0.18,
        mole=_mole(random),
        half_width=between(0.61, 0.8, 0.83) - soft / 2,
        jaw=between(0.43, 0.7, 0.74) - soft,
        chin=between(0.13, 0.36, 0.34) - soft,
        hairline=between(-0.7, -0.46, -0.58),
        parting=random.choice((-1, 1)) * between(0.12, 0.34),
        eye_height=between(-0.1, 0.05, 0.17),
        eye_gap=between(0.275, 0.36, 0.345),
        eye_width=between(0.122, 0.182, 0.17),
        eye_opening=between(0.042, 0.086, 0.102) + soft / 4,
        eye_tilt=between(-0.05, 0.065),
        brow_gap=between(0.135, 0.235, 0.2),
        brow_weight=between(0.03, 0.08, 0.022) - soft / 2,
        brow_arch=between(-0.01, 0.07),
        nose_base=between(0.31, 0.48, 0.44),
        nose_width=between(0.14, 0.26, 0.135) - soft / 2,
        mouth_height=between(0.59, 0.7, 0.69),
        mouth_width=between(0.18, 0.33, 0.18),
        upper_lip=between(0.026, 0.072, 0.04),
        lower_lip=between(0.04, 0.1, 0.055),
        smile=between(-0.01, 0.06, 0.045),
        ear=between(0.8, 1.25, 0.95),
        neck=between(0.38, 0.5, 0.33) - soft,
    )


def _measure(
    random: Random, childhood: float, low: float, high: float, child: float | None = None
) -> float:
    """Returns an adult's measure between two bounds, shifted towards `child`, a newborn's."""
    grown = random.uniform(low, high)
    return grown if child is None else grown + (child - grown) * childhood


def _skin(random: Random) -> Colour:
    lower = random.randrange(len(SKIN_TONES) - 1)
    return mix(SKIN_TONES[lower], SKIN_TONES[lower + 1], random.random())


def _hair_colour(random: Random, age: int) -> Colour:
    natural = random.choice(HAIR_COLOURS)
    greyness = max(0.0, min(0.95, (age - 45) / 28 + random.uniform(-0.25, 0.15)))
    return mix(natural, GREY_HAIR, greyness) if age > 40 else natural


def _headwear(random: Random, owner: Person) -> Headwear:
    chance = random.random()
    if owner.religion is Religion.ISLAM and owner.sex is Sex.FEMALE and owner.age >= 9:
        return Headwear.HIJAB if chance < 0.85 else Headwear.NONE
    if owner.religion is Religion.HINDU and owner.sex is Sex.MALE and owner.age >= 9:
        return Headwear.UDENG if chance < 0.22 else Headwear.NONE
    return Headwear.NONE


def _hair(random: Random, owner: Person, headwear: Headwear) -> Hair:
    if owner.age < 2:
        return Hair.TUFT
    if headwear is Headwear.UDENG:
        return Hair.CROP
    if owner.sex is Sex.FEMALE:
        return random.choice((Hair.LONG, Hair.BOB, Hair.BUN, Hair.PONYTAIL, Hair.LONG))
    if owner.age > 50 and random.random() < 0.35:
        return Hair.BALD_TOP
    if owner.age < 17:
        return random.choice((Hair.CROP, Hair.FRINGE, Hair.SIDE_PART))
    return random.choice((Hair.CROP, Hair.SIDE_PART, Hair.CURLS, Hair.SIDE_PART, Hair.FRINGE))


def _dress(random: Random, owner: Person) -> Dress:
    if 6 <= owner.age <= 17 and random.random() < 0.6:
        return Dress.UNIFORM
    if owner.age < 6:
        return Dress.ROUND_NECK
    if owner.sex is Sex.FEMALE:
        return random.choice((Dress.KEBAYA, Dress.SHIRT, Dress.ROUND_NECK))
    return random.choice((Dress.SHIRT, Dress.SHIRT, Dress.ROUND_NECK))


def _mole(random: Random) -> tuple[float, float] | None:
    if random.random() > 0.22:
        return None
    return random.choice((-1, 1)) * random.uniform(0.22, 0.5), random.uniform(0.3, 0.62)
