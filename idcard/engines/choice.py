"""Selection of the engines: the included ones, or those that a library configures."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # settings import this module and must not import numpy
    from idcard.faces.engine import FaceEngine
    from idcard.reading.engine import OcrEngine

OCR_ENGINE = "idcard.engines.rapid:RapidOcrEngine"
FACE_ENGINE = "idcard.engines.dlib_engine:DlibFaceEngine"


class NoEngine(ValueError):
    """The setting does not name an engine; the message explains why."""


def ocr_engine(path: str = OCR_ENGINE) -> "OcrEngine":
    """Returns the OCR engine at "module:Class", created without arguments.

    Raises NoEngine, and any error of its module.
    """
    engine: OcrEngine = _load(path, needs=("find", "recognise"))
    return engine


def face_engine(path: str = FACE_ENGINE) -> "FaceEngine":
    """Returns the face engine at "module:Class"; raises as `ocr_engine`."""
    engine: FaceEngine = _load(path, needs=("find", "describe"))
    return engine


def _load(path: str, *, needs: tuple[str, ...]) -> Any:
    module, _colon, name = path.partition(":")
    if not module or not name:
        raise NoEngine(f"{path!r} is not of the form module:Class")
    make: Callable[[], Any] | None = getattr(import_module(module), name, None)
    if make is None:
        raise NoEngine(f"{module} has no {name}")
    engine = make()
    absent = [method for method in needs if not callable(getattr(engine, method, None))]
    if absent:
        raise NoEngine(f"{path} has no {absent[0]}()")
    return engine
