"""Cost of the models alone on the same pictures, without locating, parsing or comparing."""

import time
from dataclasses import dataclass
from functools import cache
from math import hypot

import cv2
import numpy as np

from bench.specimens.sample import Application
from idcard.decoding import decode
from idcard.engines import choice
from idcard.faces.engine import FaceEngine
from idcard.pixels import PixelQuad, Pixels
from idcard.reading.engine import OcrEngine


@dataclass(frozen=True, slots=True)
class Bare:
    """Processor seconds."""

    ocr: float
    faces: float


def bare(application: Application) -> Bare:
    """Detects the lines in the photo of the card and reads each once; detects the face in both
    photos and computes its template.
    """
    card = decode(application.photo.jpeg)
    selfie = decode(application.selfie) if application.selfie else None
    ocr, faces = _engines()
    start = time.process_time()
    ocr.recognise([_line(card, place) for place in ocr.find(card)])
    read = time.process_time()
    if selfie is not None:
        for picture in (card, selfie):
            for face in faces.find(picture)[:1]:
                faces.describe(picture, face)
    return Bare(read - start, time.process_time() - read)


@cache
def _engines() -> tuple[OcrEngine, FaceEngine]:
    return choice.ocr_engine(), choice.face_engine()


def _line(photo: Pixels, place: PixelQuad) -> Pixels:
    wide = max(1, round(hypot(*(place[1] - place[0]))))
    tall = max(1, round(hypot(*(place[3] - place[0]))))
    flat = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], np.float32)
    warp = cv2.getPerspectiveTransform(np.asarray(place, np.float32), flat)
    return np.asarray(cv2.warpPerspective(photo, warp, (wide, tall)), np.uint8)
