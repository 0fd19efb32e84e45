"""Drawing of an applicant's two pictures: the portrait on the card, and the selfie."""

from random import Random

from PIL import Image

from idcard.specimen.attire import draw_body, draw_glasses
from idcard.specimen.canvas import Canvas, Colour, shade
from idcard.specimen.hair import draw_behind, draw_on_top
from idcard.specimen.head import Head, Pose, draw_face
from idcard.specimen.traits import traits_of

PORTRAIT_SIZE = (480, 640)
SELFIE_SIZE = (900, 1200)
RED_GROUND: Colour = (188, 42, 46)
BLUE_GROUND: Colour = (52, 98, 168)
WALLS: tuple[Colour, ...] = (
    (214, 206, 190),
    (176, 196, 200),
    (188, 206, 178),
    (222, 214, 206),
    (150, 156, 164),
    (206, 182, 150),
)


def portrait(person_seed: int, *, background: Colour = BLUE_GROUND) -> Image.Image:
    """Returns the person's portrait: straight, evenly lit, 480 × 640 pixels."""
    canvas = Canvas(PORTRAIT_SIZE, background)
    child = traits_of(person_seed).childhood
    pose = Pose(centre=(240, 262 + 26 * child), unit=168 + 6 * child)
    _figure(canvas, person_seed, pose)
    return canvas.finish()


def selfie(person_seed: int, *, seed: int) -> Image.Image:
    """Returns the person's selfie, 900 × 1200 pixels; `seed` changes pose, light and background."""
    random = Random(f"selfie:{person_seed}:{seed}")
    canvas = Canvas(SELFIE_SIZE, random.choice(WALLS))
    _draw_room(canvas, random)
    unit = random.uniform(255, 325)
    pose = Pose(
        centre=(450 + random.uniform(-60, 60), 500 + random.uniform(-40, 50)),
        unit=unit,
        yaw=random.uniform(-0.28, 0.28),
        pitch=random.uniform(-0.1, 0.14),
        roll=random.uniform(-0.1, 0.1),
        light=random.choice((-1, 1)) * random.uniform(0.3, 1),
        smile=random.uniform(0, 0.045),
    )
    _figure(canvas, person_seed, pose)
    return _lit(canvas.finish(), random, from_right=pose.light > 0)


def _figure(canvas: Canvas, person_seed: int, pose: Pose) -> None:
    head = Head(canvas, traits_of(person_seed), pose)
    draw_behind(head)
    draw_body(head)
    draw_face(head)
    draw_on_top(head)
    draw_glasses(head)


def _draw_room(canvas: Canvas, random: Random) -> None:
    """Draws a wall with blurred objects, such as a window, a door frame or shelves."""
    width, height = SELFIE_SIZE
    wall = random.choice(WALLS)
    canvas.fill([(0, 0), (width, 0), (width, height), (0, height)], wall)
    for _ in range(random.randint(2, 4)):
        left, top = random.uniform(-100, width - 100), random.uniform(-80, height * 0.6)
        wide, tall = random.uniform(120, 320), random.uniform(160, 520)
        tone = shade(random.choice(WALLS), random.uniform(0.5, 1.12))
        box = [(left, top), (left + wide, top), (left + wide, top + tall), (left, top + tall)]
        canvas.fill(box, tone, alpha=0.8, blur=random.uniform(6, 16))


def _lit(picture: Image.Image, random: Random, *, from_right: bool) -> Image.Image:
    """Returns the picture with uneven, slightly coloured light."""
    ramp = Image.linear_gradient("L").rotate(90 if from_right else 270)
    ramp = ramp.resize(picture.size).point(lambda level: round(level * 0.24))
    warm = random.random() < 0.5
    shadow = Image.new("RGB", picture.size, (44, 26, 12) if warm else (14, 22, 40))
    picture = Image.composite(shadow, picture, ramp)
    tint = Image.new("RGB", picture.size, (255, 214, 160) if warm else (176, 206, 255))
    return Image.blend(picture, tint, random.uniform(0.02, 0.09))
