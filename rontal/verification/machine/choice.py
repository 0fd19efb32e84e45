"""Which engines the machine works with: ours, or those that a library plugs in."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # settings read this module, and need no arrays
    from rontal.verification.machine.protocols import FaceEngine, OcrEngine

OCR_ENGINE = "rontal.verification.machine.rapid:RapidOcrEngine"
FACE_ENGINE = "rontal.verification.machine.dlib_engine:DlibFaceEngine"


class NoEngine(ValueError):
    """What a setting names is not an engine; the message says what is wrong with it."""


def ocr_engine(path: str) -> "OcrEngine":
    """The OCR engine at "module:Class", made without arguments.

    Raises NoEngine, and whatever its module raises.
    """
    engine: OcrEngine = _load(path, needs=("find", "recognise"))
    return engine


def face_engine(path: str) -> "FaceEngine":
    """The face engine at "module:Class"; raises like `ocr_engine`."""
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
