"""OCR engine with PP-OCRv6 (small), from the wheel `rapidocr`.

Its models run with onnxruntime from the wheel's folder. The runner of rapidocr would download
missing models, pads lines to a common width, and returns neither position nor certainty of each
character.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from math import ceil, sqrt
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from idcard.engines.ctc import BLANK, Alphabet, decode
from idcard.engines.pruned import pruned_in_process
from idcard.engines.text_boxes import boxes_of
from idcard.pixels import PixelQuad, Pixels
from idcard.recognised_text import RecognisedText

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"
STRIDE = 32
"""Step in pixels for image sides of the detector."""
MAX_PIXELS = 640_000
"""Largest image for the detector, whose memory grows by 0.12 kB per pixel."""
LINE_HEIGHT = 48
MAX_LINE_WIDTH = 1600
MIN_LINE_WIDTH = 64
FILLING = 127


class RapidOcrEngine:
    """OcrEngine on one thread; uses about 70 MB, and 80 MB more while finding lines."""

    def __init__(self) -> None:
        """Loads both models; raises FileNotFoundError where the wheel does not contain them."""
        folder = _model_folder()
        self._detector = _session(folder / DETECTOR)
        signs = _session(folder / RECOGNISER).get_modelmeta().custom_metadata_map["character"]
        alphabet = Alphabet.of([*signs.splitlines(), " "])
        self._alphabet = alphabet.reduced()
        self._recogniser = _session(
            pruned_in_process(folder / RECOGNISER, [BLANK, *alphabet.classes])
        )

    def find(self, pixels: Pixels) -> list[PixelQuad]:
        """Returns turned rectangles around lines whose letters are about 8 to 40 pixels tall."""
        height, width = pixels.shape[:2]
        scale = min(1.0, sqrt(MAX_PIXELS / (height * width)))
        if scale < 1:
            pixels = _resized(pixels, round(width * scale), round(height * scale))
        filled = _filled(pixels, *(ceil(side / STRIDE) * STRIDE for side in pixels.shape[:2]))
        heat = self._run(self._detector, filled[None])[0, 0]
        return [quad / scale for quad in boxes_of(heat)]

    def recognise(self, lines: Sequence[Pixels]) -> list[RecognisedText]:
        """Recognises line by line, so that no line is padded to the width of another."""
        return [self._recognise(line) for line in lines]

    def _recognise(self, line: Pixels) -> RecognisedText:
        if min(line.shape[:2]) < 1:
            return RecognisedText("", 0.0)
        wide = round(line.shape[1] * LINE_HEIGHT / line.shape[0])
        line = _resized(line, min(max(wide, 1), MAX_LINE_WIDTH), LINE_HEIGHT)
        width = max(MIN_LINE_WIDTH, ceil(line.shape[1] / 8) * 8)
        likelihoods = self._run(self._recogniser, _filled(line, LINE_HEIGHT, width)[None])[0]
        return decode(likelihoods, self._alphabet, covered=line.shape[1] / width)

    def _run(self, session: onnxruntime.InferenceSession, pixels: Pixels) -> NDArray[np.float32]:
        """Runs a model on images (count, height, width, 3) and returns its output."""
        plane = np.ascontiguousarray(pixels.transpose(0, 3, 1, 2), np.float32)
        plane /= 127.5
        plane -= 1.0
        return np.asarray(session.run(None, {"x": plane})[0], np.float32)


def _model_folder() -> Path:
    """Returns the wheel's folder without importing it."""
    spec = find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package rapidocr is not installed")
    return Path(spec.submodule_search_locations[0]) / "models"


def _session(model: Path | bytes) -> onnxruntime.InferenceSession:
    if isinstance(model, Path) and not model.is_file():
        raise FileNotFoundError(f"the package rapidocr carries no {model.name}")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.execution_order = onnxruntime.ExecutionOrder.PRIORITY_BASED  # uses a third less memory
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _resized(pixels: Pixels, width: int, height: int) -> Pixels:
    shrinks = height < pixels.shape[0]
    interpolation = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=interpolation), np.uint8)


def _filled(pixels: Pixels, height: int, width: int) -> Pixels:
    """Pads the image with grey at the bottom and right."""
    low, right = height - pixels.shape[0], width - pixels.shape[1]
    border, grey = cv2.BORDER_CONSTANT, (FILLING, FILLING, FILLING)
    return np.asarray(cv2.copyMakeBorder(pixels, 0, low, 0, right, border, value=grey), np.uint8)
